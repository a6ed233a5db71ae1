"""Reading a workspace's files: whatever stands there, no wait, no traceback, nothing outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble, is_inside, sha256_inside
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import is_workspace
from foodsafety_ledger.reading.source import load_yaml, stray_ledgers, unlisted
from users import ANN, folder_for_all, needs_root, run_as

_HASH_OF_HI = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    workspace = tmp_path / "区"
    (workspace / "ledgers").mkdir(parents=True)
    (workspace / "ledgers" / "a.yaml").write_bytes(b"hi")
    (tmp_path / "secret").write_bytes(b"secret")
    return workspace


def test_a_file_is_read_and_hashed(root: Path) -> None:
    tree = WorkTree(root)
    assert tree.read("ledgers/a.yaml") == b"hi"
    assert sha256_inside(root, "ledgers/a.yaml") == _HASH_OF_HI
    assert tree.exists("ledgers/a.yaml")
    assert tree.exists("ledgers")
    assert not tree.exists("ledgers/b.yaml")


def test_a_link_inside_the_workspace_is_followed(root: Path) -> None:
    (root / "b.yaml").symlink_to("ledgers/a.yaml")
    assert WorkTree(root).read("b.yaml") == b"hi"


def test_a_workspace_may_itself_be_reached_by_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    assert WorkTree(tmp_path / "link").read("ledgers/a.yaml") == b"hi"


def _link(target: str) -> object:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (lambda _: None, Trouble.MISSING),
        (lambda path: path.mkdir(), Trouble.FOLDER),
        (os.mkfifo, Trouble.SPECIAL),
    ],
)
def test_what_is_no_file_of_the_workspace_says_why(
    root: Path, make: object, trouble: Trouble
) -> None:
    assert callable(make)
    make(root / "ledgers" / "x.yaml")
    tree = WorkTree(root)
    assert tree.read("ledgers/x.yaml") is trouble
    assert sha256_inside(root, "ledgers/x.yaml") is trouble
    reading, (found,) = load_yaml(tree, "ledgers/x.yaml")
    assert reading is None
    assert (found.code, found.variant) == ("FL101", trouble.value)


@pytest.mark.parametrize("target", ["a.yaml", "/dev/zero", "x.yaml", "gone", "../../secret", "."])
def test_no_link_in_the_workspaces_own_folders_is_read(root: Path, target: str) -> None:
    (root / "ledgers" / "x.yaml").symlink_to(target)
    tree = WorkTree(root)
    assert tree.read("ledgers/x.yaml") is Trouble.LINK
    (found,) = load_yaml(tree, "ledgers/x.yaml")[1]
    assert (found.code, found.variant) == ("FL116", "link")


@pytest.mark.parametrize(
    ("target", "trouble"),
    [("/dev/zero", Trouble.OUTSIDE), ("x", Trouble.LOOP), ("ledgers", Trouble.FOLDER)],
)
def test_a_link_elsewhere_is_followed_inside_only(
    root: Path, target: str, trouble: Trouble
) -> None:
    (root / "x").symlink_to(target)
    assert WorkTree(root).read("x") is trouble


def test_nothing_is_read_below_a_linked_folder(root: Path) -> None:
    (root / "ledgers").rename(root / "elsewhere")
    (root / "ledgers").symlink_to("elsewhere")
    tree = WorkTree(root)
    assert tree.read("ledgers/a.yaml") is Trouble.LINK
    assert tree.names("ledgers") is Trouble.LINK
    assert tree.ledger_paths() == []
    assert [(d.code, d.location.path) for d in stray_ledgers(tree)] == [("FL116", "ledgers")]


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("../secret", Trouble.OUTSIDE), ("/etc/passwd", Trouble.OUTSIDE),
        ("ledgers/../../secret", Trouble.OUTSIDE), ("ledgers/a.yaml/b", Trouble.MISSING),
        ("a\0b", Trouble.MISSING), ("\ud800", Trouble.MISSING), ("x" * 5000, Trouble.MISSING),
        ("", Trouble.FOLDER), (".", Trouble.FOLDER),
    ],
)  # fmt: skip
def test_paths_lead_nowhere_else(root: Path, path: str, trouble: Trouble) -> None:
    assert WorkTree(root).read(path) is trouble


_GITS = [
    ".git/config", ".GIT/config", ".Git /config", ".git./config", "git~1/config", ".git",
    ".git::$INDEX_ALLOCATION/config", ".g\u200cit/config", "modules/.git/config", "storage/config",
    "storage/modules/a/config",
]  # fmt: skip


@pytest.mark.parametrize("path", _GITS)
def test_gits_own_files_are_not_read(root: Path, path: str) -> None:
    """Nor by a link to the file, to its folder, or through another link."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"token")
    (root / "storage").mkdir(exist_ok=True)
    for name in ("HEAD", "objects", "refs"):
        (root / "storage" / name).touch()
    (root / "source").mkdir()
    (root / "source" / "b.yaml").symlink_to(f"../{path}")
    (root / "source" / "c.yaml").symlink_to("b.yaml")
    (root / "below").symlink_to(file.parent)
    tree = WorkTree(root)
    ways = [path, "source/b.yaml", "source/c.yaml"]
    ways += [f"below/{file.name}"] if "/" in path else []
    for way in ways:
        assert tree.read(way) is Trouble.GIT
        assert sha256_inside(root, way) is Trouble.GIT
    if "/" in path:
        assert tree.names("below") is Trouble.GIT


def test_gits_own_files_are_refused_whether_or_not_they_are_there(root: Path) -> None:
    assert WorkTree(root).read(".git/config") is Trouble.GIT


@pytest.mark.parametrize("path", [".gitattributes", ".github/x", "git/config", "a.git/x", "HEAD/x"])
def test_what_only_looks_like_git_is_read(root: Path, path: str) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes(b"hi")
    assert WorkTree(root).read(path) == b"hi"


def test_folders_elsewhere_are_not_listed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "below").symlink_to(tmp_path / "outside")
    assert WorkTree(root).names("below") is Trouble.OUTSIDE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(root: Path) -> None:
    (root / "ledgers" / "a.yaml").chmod(0)
    assert WorkTree(root).read("ledgers/a.yaml") is Trouble.DENIED


@needs_root
def test_what_is_behind_a_folder_that_nobody_may_enter_is_denied() -> None:
    """And of a workspace whose ``data/`` is one: it is there, and not to be read."""
    with folder_for_all() as folder:
        for name in ("data", "ledgers", "evidence/a", "dispatch"):
            (folder / name).mkdir(parents=True)
        (folder / "evidence/a/b.txt").write_text("x")
        for name in ("data", "evidence/a", "dispatch"):
            (folder / name).chmod(0)

        def looked() -> int:
            tree = WorkTree(folder)
            assert tree.read("evidence/a/b.txt") is Trouble.DENIED
            assert tree.read("data/tasks.yaml") is Trouble.DENIED
            assert [one.variant for one in unlisted(tree, "dispatch")] == ["denied"]
            assert unlisted(tree, "ledgers") == unlisted(tree, "nothing") == []
            assert is_workspace(folder)
            assert not is_workspace(folder / "data")
            return 0

        assert run_as(ANN, looked) == 0


def test_a_file_over_the_limit_is_not_read(root: Path) -> None:
    assert WorkTree(root).read("ledgers/a.yaml", limit=1) is Trouble.TOO_LARGE
    with (root / "ledgers" / "a.yaml").open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    (found,) = load_yaml(WorkTree(root), "ledgers/a.yaml")[1]
    assert (found.code, found.facts) == ("FL113", {"limit": "64 MiB"})


def test_ledgers_are_listed_in_order_and_strays_reported(root: Path) -> None:
    folder = root / "ledgers"
    for name in ("z.yaml", ".hidden.yaml", "b.yml", "C.YAML", "README.md", ".a.yaml.1.ledger-tmp"):
        (folder / name).write_text("x")
    tree = WorkTree(root)
    assert tree.ledger_paths() == ["ledgers/a.yaml", "ledgers/z.yaml"]
    assert [(d.location.path, d.code, d.variant) for d in stray_ledgers(tree)] == [
        ("ledgers/C.YAML", "FL101", "suffix"),
        ("ledgers/b.yml", "FL101", "suffix"),
    ]


def test_ledgers_may_be_absent(tmp_path: Path) -> None:
    assert WorkTree(tmp_path).ledger_paths() == []
    assert stray_ledgers(WorkTree(tmp_path)) == []


def test_ledgers_that_are_no_folder_are_reported(tmp_path: Path) -> None:
    (tmp_path / "ledgers").write_text("x")
    assert WorkTree(tmp_path).ledger_paths() == []
    assert [d.location.path for d in stray_ledgers(WorkTree(tmp_path))] == ["ledgers"]
    assert [d.variant for d in stray_ledgers(WorkTree(tmp_path))] == ["no-folder"]


@pytest.mark.parametrize(
    ("raw", "codes", "complete"),
    [
        (b"a: 1\n", [], True),
        (b"\xef\xbb\xbfa: 1\r\n", ["FL111", "FL112"], True),
        (b"a: \xff\n", ["FL102"], False),
        (b"a: 1\na: 2\xff\n", ["FL106", "FL102"], False),
    ],
)
def test_warnings_leave_a_reading_complete(
    root: Path, raw: bytes, codes: list[str], complete: object
) -> None:
    (root / "ledgers" / "a.yaml").write_bytes(raw)
    reading, found = load_yaml(WorkTree(root), "ledgers/a.yaml")
    assert reading is not None
    assert [d.code for d in found] == codes
    assert reading.complete is complete


@pytest.mark.parametrize("path", ["evidence/a.pdf", "evidence/区 1/自查 (2).pdf"])
def test_portable_paths_are_inside(path: str) -> None:
    assert is_inside(path)


@pytest.mark.parametrize(
    "path",
    ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "a\\b", "C:/a", "a\nb", "a\x1bb", "\u202ea"],
)
def test_other_paths_are_not(path: str) -> None:
    assert not is_inside(path)
