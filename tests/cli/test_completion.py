"""What the shell offers while a command is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clerk import EMPTY, Clerk
from foodsafety_ledger.check.rules import all_rules, rule_of
from foodsafety_ledger.cli.completion import asked_by_shell, complete
from foodsafety_ledger.files.finding import ROOT_VARIABLE
from foodsafety_ledger.formats import FORMATS

Offer = Callable[[str], list[str]]


@pytest.fixture
def offered(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Offer:
    """What is offered after a line, each with its meaning; the workspace is around."""
    monkeypatch.chdir(clerk.root)
    monkeypatch.setenv("_LEDGER_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")

    def offer(line: str) -> list[str]:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"ledger {line}")
        capsys.readouterr()
        assert complete(asked_by_shell()) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return [line for line in out.splitlines() if line]

    return offer


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("record mar", ["market\t区市场局"]),
        ("record 区市", ["区市场局\tmarket"]),
        ("record nobody", []),
        ("record market ", ["1.1\t督促企业自查", "1.2\t联合抽检"]),
        ("record 区市场局 1.2", ["1.2\t联合抽检"]),
        ("record west ", ["2.2\t街道巡查"]),
        ("record market 2", []),
        ("record nobody 2.", ["2.1\t每周检查食堂", "2.2\t街道巡查"]),
        ("record --status done school ", ["2.1\t每周检查食堂"]),
        ("record school 2.1 --value ", ["visits=\t每周检查", "scheme=\t制定方案"]),
        ("record --value vol", ["volume=\t抽检率"]),
        ("record market 1.1 --period ", ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]),
        ("record market 1.1 --status d", ["done\t已完成"]),
        ("show 1.1 --format ", [*FORMATS]),
        ("plan verify --format g", ["github", "gitlab"]),
        ("amend 2021", ["20211012-00000002\tmarket", "20211012-00000001\tfarm"]),
        ("amend 20211012-00000001", ["20211012-00000001\tfarm"]),
        ("void 20211012-00000002", ["20211012-00000002\tmarket"]),
        ("review x", []),
        ("review 区市", ["区市场局\tmarket"]),
        ("status --only r", ["red\t红", "reported\t按时"]),
        ("status --only un", ["unreported\t未报"]),
        ("status --fail-on r", ["red\t红"]),
        ("status --against 2021Q3", ["2021Q3"]),
        ("report ", ["quarter\t季度", "annual\t全年", "brief\t一页纸", "evidence\t佐证材料"]),
        ("report quarter 2021Q3", ["2021Q3"]),
        ("status 2.1", ["2.1\t每周检查食堂", "2.1/visits\t每周检查", "2.1/scheme\t制定方案"]),
        ("why 1.2/", ["1.2/volume\t抽检率"]),
        (
            "show FL40",
            [f"{c}\t{rule_of(c).name}" for c in all_rules() if c[:4] == "FL40"],
        ),
    ],
)
def test_what_may_follow(clerk: Clerk, offered: Offer, line: str, offers: list[str]) -> None:
    clerk.write(
        "ledgers/farm.yaml", EMPTY.format("farm").replace("[]", "\n- id: 20211012-00000001")
    )
    one = "\n  - {id: 20211012-00000002, amends: 20211012-00000001}"
    clerk.write("ledgers/market.yaml", EMPTY.format("market").replace("[]", one))
    assert offered(line) == offers


def test_departments_are_offered_by_id_until_a_name_is_begun(offered: Offer) -> None:
    assert [offer.partition("\t")[0] for offer in offered("record ")] == [
        "market",
        "farm",
        "school",
        "office",
        "east",
        "west",
    ]


def test_the_workspace_named_before_is_read(
    clerk: Clerk, offered: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ROOT_VARIABLE)
    monkeypatch.chdir(clerk.root.parent)
    assert offered("record mar") == []
    assert offered("-C workspace record mar") == ["market\t区市场局"]


@pytest.mark.parametrize(
    ("tasks", "departments"),
    [
        ("", ""),
        ("\t: [", "\t: ["),
        ("sections: x", "departments: x"),
        ("sections: [{id: s1, tasks: [x, {}]}]", "departments: [x, {}]"),
        ("sections: [{id: s1, tasks: [{id: x, items: [{id: y}]}]}]", "departments: [{id: market}]"),
        ("period: {start: x, end: y}", "departments: [{id: market, name: 市场局, aliases: 1}]"),
    ],
)
def test_nothing_is_said_of_files_that_do_not_read(
    clerk: Clerk, offered: Offer, tasks: str, departments: str
) -> None:
    clerk.write("data/tasks.yaml", tasks)
    clerk.write("data/departments.yaml", departments)
    for line in ("record no", "record market 9", "record --value 9", "record --period 9"):
        assert offered(line) == []


def test_references_and_rules_are_offered(offered: Offer) -> None:
    assert [offer.partition("\t")[0] for offer in offered("status ")] == [
        *("s1", "1", "1.1", "1.1/self-check", "1.1/cases", "1.1/trained", "1.2", "1.2/volume"),
        *("2", "2.1", "2.1/visits", "2.1/scheme", "2.2"),
        *("market", "farm", "school", "office", "east", "west", "streets", "related"),
    ]
    assert offered("status 各") == ["各街道\tstreets"]
    rules = [offer.partition("\t")[0] for offer in offered("check --select FL4")]
    assert rules == [code for code in all_rules() if code.startswith("FL4")]
