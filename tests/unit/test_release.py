"""What goes with a release: licences, the changelog's pieces, the version."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from foodsafety_ledger import __version__

TOP = Path(__file__).parents[2]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
_FAMILIES = ("MIT", "BSD", "Apache")


def test_every_library_is_named_with_its_licence() -> None:
    extras = PROJECT["optional-dependencies"]
    asked = dict.fromkeys(map(_name, PROJECT["dependencies"]), "")
    for extra in extras.keys() - {"dev", "all"}:
        for name in (_name(one) for one in extras[extra] if "[" not in one):
            named = filter(None, (*asked.get(name, "").split(", "), f"`{extra}`"))
            asked[name] = ", ".join(sorted(named))
    rows = (TOP / "THIRD-PARTY.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in row.split("|")[1:4]] for row in rows if row[:1] == "|"]
    listed = {name: (licence, extra) for name, licence, extra in cells[2:]}
    assert {name: extra for name, (_, extra) in listed.items()} == asked
    for name, (licence, _) in listed.items():
        assert any(one in licence and one in _told(name, one) for one in _FAMILIES), name


def _name(requirement: str) -> str:
    found = re.match(r"[\w-]+", requirement)
    assert found
    return found[0]


def _told(name: str, otherwise: str) -> str:
    """What a library says of its licence; one that is not installed says nothing else."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return otherwise
    classifiers = (one for one in said.get_all("Classifier") or () if one.startswith("License"))
    texts = (str(said[key]) for key in ("License-Expression", "License") if key in said)
    return " ".join((*texts, *classifiers))


def test_changes_are_told_in_both_languages_and_named_for_the_changelog() -> None:
    for file in (TOP / "changes").iterdir():
        if file.name != "README.md":
            assert re.fullmatch(r"\+[a-z0-9-]+\.(added|changed|fixed|removed)\.md", file.name)
            english, chinese = file.read_text("utf-8").split(" · ")
            assert english.isascii()
            assert re.search("[\u4e00-\u9fff]", chinese)


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    assert metadata("foodsafety-ledger")["Version"] == __version__
