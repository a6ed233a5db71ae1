"""The examples on the help pages, one a line, under the command's words joined by dots."""

from typing import Final

from foodsafety_ledger.words import Texts

_COMMON: Final = {
    "check": "ledger check\nledger check --base origin/main\nledger check --fix --dry-run",
    "show": "ledger show 14.1\nledger show FL401\nledger show FL4",
    "why": "ledger why 14.1/enterprise-self-check --as-of 2022-01-20",
    "log": "ledger log 14.1 --since 2021-10-01",
    "dispatch": "ledger dispatch 2021Q3\nledger dispatch 2021Q3 -o round",
    "report": "ledger report quarter 2021Q3 -o 2021Q3.docx\nledger report annual -o 2021.html",
    "import": "ledger import forms/*.xlsx --dry-run\nledger import forms/*.xlsx --yes",
    "export": "ledger export -o ledger.xlsx",
    "extract": "ledger extract extracts --as-of 2022-01-20",
    "rollup": "ledger rollup extracts",
    "plan.list": "ledger plan list",
    "plan.verify": "ledger plan verify plan.docx",
    "plan.draft": "ledger plan draft plan.docx -o newdistrict",
    "plan.diff": "ledger plan diff lastyear thisyear",
    "init": "ledger init district\nledger init district --from plan.docx\nledger init --git",
    "demo": "ledger demo demo\nledger demo demo --every month",
    "schema": "ledger schema -o schema",
    "lsp": "ledger lsp",
    "doctor": "ledger doctor",
}

TEXTS: Texts = {
    "status": (
        "ledger status\nledger status 区市场监管局 --as-of 2021-10-20\n"
        "ledger status --only red\nledger status --watch",
        "ledger status\nledger status market-regulation --as-of 2021-10-20\n"
        "ledger status --only red\nledger status --watch",
    ),
    "record": (
        "ledger record 区市场监管局\n"
        "ledger record 区市场监管局 14.1 --status 推进中 --value enterprise-self-check=44/46",
        "ledger record market-regulation\n"
        "ledger record market-regulation 14.1 --status in-progress "
        "--value enterprise-self-check=44/46",
    ),
    "problems": ("ledger problems 区市场监管局", "ledger problems market-regulation"),
    "amend": (
        'ledger amend 20211012-7f3a9c1e --reason "又报来一家" --value enterprise-self-check=45/46',
        'ledger amend 20211012-7f3a9c1e --reason "one more" --value enterprise-self-check=45/46',
    ),
    "void": (
        'ledger void 20211012-7f3a9c1e --reason "报了两次"',
        'ledger void 20211012-7f3a9c1e --reason "reported twice"',
    ),
    "review": (
        'ledger review\nledger review 20211012-7f3a9c1e --return --reason "缺佐证材料"',
        'ledger review\nledger review 20211012-7f3a9c1e --return --reason "no evidence"',
    ),
    "extend": (
        'ledger extend 14.1 --due 2022-03-31 --reason "疫情"',
        'ledger extend 14.1 --due 2022-03-31 --reason "the epidemic"',
    ),
    "template": (
        "ledger template --all -o forms --period 2021Q4\nledger template 区市场监管局 -o form.xlsx",
        "ledger template --all -o forms --period 2021Q4\n"
        "ledger template market-regulation -o form.xlsx",
    ),
    "resolve": ("ledger resolve ledgers/education.yaml",) * 2,
    **{key: (text, text) for key, text in _COMMON.items()},
}
