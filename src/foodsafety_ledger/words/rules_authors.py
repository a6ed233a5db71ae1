"""What the rules of authors say: FL82x (see ``words/rules.py``)."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL820.author": (
        "提交 {commit} 的作者 {email} 不在 {department} 的名单里",
        "the author of commit {commit}, {email}, is not on the list of {department}",
    ),
    "FL820.committer": (
        "提交 {commit} 的提交者 {email} 不在 {department} 的名单里",
        "the committer of commit {commit}, {email}, is not on the list of {department}",
    ),
    "FL820.hint": (
        "由名单上的人提交，或请食安办在 data/departments.yaml 的 authors 中添上并先合并",
        (
            "let someone on the list commit it, or have the office add the address to authors in "
            "data/departments.yaml and merge that first"
        ),
    ),
    "FL820.why": (
        "谁的台账谁来填。邮箱是提交者自己写的，只有签名提交才能证明是本人（见 docs/history.md）。",
        (
            "Whoever answers for a ledger fills it in. An address is a claim: only signed commits "
            "prove who it was (docs/history.md)."
        ),
    ),
    "FL821.none": (
        "提交 {commit} 没有签名",
        "commit {commit} is not signed",
    ),
    "FL821.bad": (
        "提交 {commit} 的签名不对",
        "the signature of commit {commit} is bad",
    ),
    "FL821.expired": (
        "提交 {commit} 的签名或密钥已过期",
        "the signature of commit {commit}, or its key, has expired",
    ),
    "FL821.revoked": (
        "提交 {commit} 的密钥已吊销",
        "the key of commit {commit} was revoked",
    ),
    "FL821.unknown": (
        "提交 {commit} 的签名无法核验：没有公钥",
        "the signature of commit {commit} cannot be verified: its key is not known here",
    ),
    "FL821.signer": (
        "提交 {commit} 的签名人 {email} 不在 {department} 的名单里",
        "commit {commit} was signed by {email}, who is not on the list of {department}",
    ),
    "FL821.hint": (
        "用 git commit -S 签名；公钥放进 gpg 钥匙圈或 gpg.ssh.allowedSignersFile",
        (
            "sign with git commit -S; public keys go into the gpg keyring or "
            "gpg.ssh.allowedSignersFile"
        ),
    ),
    "FL821.why": (
        "邮箱可以冒写，签名不能。用了 --require-signed 才检查。",
        "Addresses can be made up, signatures cannot. Checked with --require-signed only.",
    ),
    "FL822": (
        "{department} 的名单改了：{changes}；本次仍按 {commit} 中的名单核对",
        (
            "the list of {department} was changed: {changes}; commits are still held to that of "
            "{commit}"
        ),
    ),
    "FL822.hint": (
        "先单独合并名单的改动，再提交台账",
        "merge the change of the list by itself first, then the ledgers",
    ),
    "FL822.why": (
        "否则谁都可以在同一次改动里先把自己加进名单。",
        "Or anybody could add himself to the list in the change that needs it.",
    ),
    "FL823": (
        "CODEOWNERS 与 data/departments.yaml 的 authors 不一致",
        "CODEOWNERS does not say what authors in data/departments.yaml say",
    ),
    "FL823.after": (
        "这一行在台账的规则之后，以后面的为准，台账的规则会失效",
        "this line comes after the ledgers' own: the last match wins, so theirs may not hold",
    ),
    "FL823.hint": (
        "运行 ledger init --codeowners 重新生成",
        "run ledger init --codeowners to write it anew",
    ),
    "FL823.after.hint": (
        "移到台账规则的前面",
        "move it above the ledgers' lines",
    ),
    "FL823.why": (
        "代码托管网站按 CODEOWNERS 找复核人，名单要与 authors 一致。",
        "The hosting site asks those in CODEOWNERS for review: it must say the same as authors.",
    ),
}
