"""The registry of rules. Codes are never reused.

A rule stands whole in the file of its family: code, name, severity, what it says and why, in both
languages, and the function that looks for it where it looks at a whole workspace. The others are
found where files are read, documents verified, versions compared or merged. A family is imported
when a rule of it is first asked for. Other packages add families by an entry point.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Severity
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import OperatingError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.words import Text, read_texts

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from foodsafety_ledger.reading.workspace import ReportedValue, Workspace

    Looker = Callable[[Workspace], Iterable[Diagnostic]]
    """Yields a diagnostic of its rule for each place where that is broken."""

_GROUP: Final = "foodsafety_ledger.rules"
"""The group of entry points by which other packages add rules."""

_FAMILIES: Final = {
    "FL1": "fl1_files",
    "FL2": "fl2_plan",
    "FL3": "fl3_entries",
    "FL4": "fl4_references",
    "FL5": "fl5_figures",
    "FL6": "fl6_dates",
    "FL7": "fl7_document",
    "FL8": "fl8_history",
    "FL9": "fl9_merge",
}
_PREFIX: Final = re.compile("[A-Z]{2}[0-9]")
_LOOKING: Final = ("FL4", "FL6", "FL5")
"""The families whose rules look at a whole workspace, in the order in which they do."""

_CODE: Final = re.compile("[a-z]{2}[0-9]{0,3}")
_FLAGS: Final = ("together", "mends", "told")


class Sees(StrEnum):
    """What a rule's findings hang on, beside the plan, the day and what reading found.

    ``ITEM`` is what is on an item and on items that a reference leads to from there. So are
    ``SLIPS``, but their hint hangs on how many slips were found before. ``DUTIES`` are told of all
    items together. ``EVIDENCE`` are the entries that have any, ``FILES`` no entry at all.
    """

    EVERYTHING = "everything"
    ITEM = "item"
    SLIPS = "slips"
    DUTIES = "duties"
    EVIDENCE = "evidence"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, with all that it says as it stands in its declaration."""

    code: str
    name: str
    severity: Severity
    words: str
    look: Looker | None = None
    together: bool = False
    mends: bool = False
    told: bool = False
    sees: Sees = Sees.EVERYTHING

    @property
    def texts(self) -> Mapping[str, Text]:
        """Everything that it says, by the keys of its declaration."""
        return _texts_of(self.words)

    def message(self, variant: str) -> Text:
        """What is said of a finding of a variant; of one without, by ``""``."""
        return self.texts[variant or "says"]

    @property
    def messages(self) -> Mapping[str, Text]:
        """All that is said of findings, by variant."""
        others = ((k, text) for k, text in self.texts.items() if not _IS_BESIDE(k))
        return {"" if key == "says" else key: text for key, text in others}

    @property
    def why(self) -> Text:
        """Why there is such a rule."""
        return self.texts["why"]

    def hint(self, variant: str) -> Text | None:
        """The way out of a finding, if there is one to name.

        That of the rule is for findings without a variant, and for all of them where each has one;
        that of ``others`` is for all that have none of their own.
        """
        common = None if variant and "says" in self.texts else self.texts.get("hint")
        return self.texts.get(f"{variant}.hint", common or self.texts.get("others.hint"))


@cache
def _texts_of(words: str) -> Mapping[str, Text]:
    return read_texts(dedent(words).strip().partition("\n")[2])


_IS_BESIDE: Final = re.compile(r"why|(.+\.)?hint").fullmatch
"""Whether a text is beside what a rule says."""


class Family(dict[str, Rule]):
    """The rules of a family by code, as they are declared, a blank line between two.

    A declaration says everything of a rule::

        error FL801 entry-removed
        says: {commit} 中的记录 {id} 不见了
            entry {id}, which {commit} has, is gone
        hint: the way out
        why: why there is such a rule

    Its texts are as ``read_texts`` reads them: a short one has both languages in one line.
    A finding of another variant says what stands under that name, with a way out of its own under
    ``<variant>.hint``. Errors make ``check`` fail; for warnings and notes only ``check`` looks.
    A rule about several entries together says ``together`` behind its name: it leaves out those
    that are broken by the rules about one. One whose findings ``check --fix`` mends where only one
    thing can be meant says ``mends``; its findings have that as the fact ``meant``. One that views
    tell, though it is no error, says ``told``. What it ``Sees`` stands there too: of one that does
    not say so nothing is kept from check to check. ValueError for a code that is declared already.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__()
        for declared in words.split("\n\n") if words else ():
            self._declare(declared)

    def rule(self, words: str) -> Callable[[Looker], Looker]:
        """Declares a rule, or several, whose findings the function decorated yields."""
        rule, *_ = (self._declare(one) for one in words.split("\n\n"))

        def looks(look: Looker) -> Looker:
            self[rule.code] = replace(rule, look=look)
            return look

        return looks

    def _declare(self, words: str) -> Rule:
        severity, code, name, *more = words.strip().partition("\n")[0].split()
        together, mends, told = (flag in more for flag in _FLAGS)
        sees = [Sees(one) for one in more if one not in _FLAGS]
        if code in self:
            raise ValueError(f"{code} is declared twice")
        self[code] = Rule(code, name, Severity(severity), words, None, together, mends, told, *sees)
        return self[code]


@cache
def _family(prefix: str) -> Family:
    if prefix not in _FAMILIES:
        return added_families()[prefix]
    found: Family = getattr(import_module(f"{__package__}.{_FAMILIES[prefix]}"), prefix)
    return found


@cache
def added_families() -> Mapping[str, Family]:
    """The families of rules that other installed packages add, by the letters and digit of each.

    Raises ``OperatingError`` where one does not load or is no family of its own.
    """
    return {one.name: _added(one.name, one.load) for one in _entry_points()}


def _entry_points() -> Iterable[EntryPoint]:
    """The entry points that add rules.

    ``importlib.metadata`` takes longer to import than all rules to look; it is asked only where a
    package that is installed names the group at all.
    """
    if not any(_names_group(Path(folder or ".")) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - see above

    return entry_points(group=_GROUP)


def _names_group(folder: Path) -> bool:
    """Whether a package that is installed in a folder has the group; an archive has none."""
    group = _GROUP.encode()
    try:
        return any(group in one.read_bytes() for one in folder.glob("*-info/entry_points.txt"))
    except OSError:
        return False


def _added(prefix: str, load: Callable[[], object]) -> Family:
    try:
        found = load()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise OperatingError("added-rules-fail", name=prefix, what=what) from error
    own = _PREFIX.fullmatch(prefix) and prefix not in _FAMILIES
    if not (own and isinstance(found, Family) and all(code[:3] == prefix for code in found)):
        raise OperatingError("added-rules-wrong", name=prefix)
    return found


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by code, in order; those that other packages add come last."""
    prefixes = (*_FAMILIES, *sorted(added_families()))
    return {code: rule for prefix in prefixes for code, rule in sorted(_family(prefix).items())}


def rule_of(code: str) -> Rule:
    """The rule of a code; KeyError where there is none."""
    return _family(code[:3])[code]


def is_error(diagnostic: Diagnostic) -> bool:
    """Whether a finding is an error, and not a warning or a note."""
    return rule_of(diagnostic.code).severity is Severity.ERROR


@cache
def looking(*, errors: bool) -> Mapping[str, Looker]:
    """Who looks for errors, which keep an entry out of the figures; or for warnings and notes.

    In the order of looking: rules about one entry come before those about several. What other
    packages add looks with the latter, whatever it finds: figures are the same without them.
    """
    rules = [rule for prefix in _LOOKING for rule in _family(prefix).values()]
    lookers = {
        rule.code: rule.look
        for rule in sorted(rules, key=lambda rule: rule.together)
        if rule.look is not None and (rule.severity is Severity.ERROR) == errors
    }
    added = () if errors else (rule for one in added_families().values() for rule in one.values())
    return lookers | {rule.code: rule.look for rule in added if rule.look is not None}


def is_added(code: str) -> bool:
    """Whether a rule is another package's."""
    return code[:3] not in _FAMILIES


@cache
def rules_named(selector: str) -> frozenset[str]:
    """The codes that a code, a family (``FL4``) or a rule's name selects; none for anything else.

    In any spelling: ``fl401``, ``ＦＬ４``, ``Unknown_Item``, and ``FL401 unknown-item`` as printed.
    """
    words = normalize("NFKC", selector).casefold().replace("_", "-").split()
    return frozenset.intersection(*map(_rules_of_word, words)) if words else frozenset()


def _rules_of_word(word: str) -> frozenset[str]:
    start = word.upper() if _CODE.fullmatch(word) else None
    return frozenset(
        rule.code
        for rule in all_rules().values()
        if rule.name == word or (start and rule.code.startswith(start))
    )


def finding(
    code: str, entry: Entry, place: str, variant: str = "", /, *related: Related, **facts: object
) -> Diagnostic:
    """A finding about the value under the key ``place`` of an entry.

    Facts that are no texts, numbers or names are told as they print: dates, periods, amounts.
    """
    return Diagnostic(code, entry.place(place), _told(facts), variant, related, entry.key)


def target_finding(
    code: str, entry: Entry, target: str, variant: str = "", /, **facts: object
) -> Diagnostic:
    """A finding about which target a value is given for; its place is the target's id."""
    at = Location(entry.path, entry.source["values"].key_spans[target])
    return Diagnostic(code, at, _told(facts), variant, entry=entry.key)


def value_finding(
    code: str, figure: ReportedValue, variant: str = "", /, *related: Related, **facts: object
) -> Diagnostic:
    """A finding about the value given for a target, whose reference becomes a fact."""
    told = _told({"target": figure.target.ref, **facts})
    return Diagnostic(code, figure.place, told, variant, related, figure.entry.key)


def _told(facts: Mapping[str, object]) -> dict[str, Fact]:
    return {k: one if isinstance(one, str | int | Name) else str(one) for k, one in facts.items()}
