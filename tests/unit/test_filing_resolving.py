"""Taking conflicted texts apart again."""

from __future__ import annotations

import pytest

from foodsafety_ledger.filing.merge import UnclearError, Versions, versions_of

MERGE = "x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\ny\n"
DIFF3 = "x\n<<<<<<< HEAD\na\n||||||| 1a2b\no\n=======\nb\n>>>>>>> other\ny\n"


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("x\ny\n", Versions("x\ny\n", "x\ny\n", "x\ny\n", 0)),
        (MERGE, Versions(None, "x\na\ny\n", "x\nb\ny\n", 1)),
        (DIFF3, Versions("x\no\ny\n", "x\na\ny\n", "x\nb\ny\n", 1)),
        (DIFF3 + DIFF3, Versions("x\no\ny\n" * 2, "x\na\ny\n" * 2, "x\nb\ny\n" * 2, 2)),
        (DIFF3 + MERGE, Versions(None, "x\na\ny\n" * 2, "x\nb\ny\n" * 2, 2)),
        (
            MERGE.replace("\n", "\r\n"),
            Versions(None, "x\r\na\r\ny\r\n", "x\r\nb\r\ny\r\n", 1),
        ),
        ("<<<<<<<\n=======\nb\n>>>>>>>", Versions(None, "", "b\n", 1)),
        ("=======\n", Versions("=======\n", "=======\n", "=======\n", 0)),
        (
            DIFF3.replace("o\n", "<<<<<<<<< t1\no\n=========\n>>>>>>>>> t2\n", 1),
            Versions(
                "x\n<<<<<<<<< t1\no\n=========\n>>>>>>>>> t2\ny\n", "x\na\ny\n", "x\nb\ny\n", 1
            ),
        ),
    ],
)
def test_the_versions_behind_a_conflict(text: str, versions: Versions) -> None:
    assert versions_of(text) == versions


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< a\nx\n", 1),
        ("x\n>>>>>>> a\n", 2),
        ("x\n||||||| a\n", 2),
        ("<<<<<<< a\n<<<<<<< a\n", 2),
        ("<<<<<<< a\n>>>>>>> a\n", 2),
        ("<<<<<<< a\n=======\n=======\n", 3),
        ("<<<<<<< a\n=======\n||||||| a\n", 3),
        ("y\n<<<<<<< a\n||||||| b\n=======\nx\n", 2),
    ],
)
def test_a_conflict_that_is_not_whole(text: str, line: int) -> None:
    with pytest.raises(UnclearError) as caught:
        versions_of(text)
    assert caught.value.facts == {"line": line}
