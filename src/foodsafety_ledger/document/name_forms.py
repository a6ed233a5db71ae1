"""The ways of putting a name together that are known to be read right: a table of forms.

A name stands in its sentence as it is, or only its figure parts it; or it goes on from one that was
told before it, or has something in common with another of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from foodsafety_ledger.document import date_words, figure_words
from foodsafety_ledger.document.deeds import ACT_ALONE, DEED_ALONE
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figure_names import LEAVES_BEHIND, is_rate, without_asides


class Named(NamedTuple):
    """A target with its clause, the others ``beside`` it in that, and those told ``before`` it.

    ``said`` is what stands before its clause, ``next`` behind it.
    """

    target: TargetReading
    clause: str
    said: str
    next: str
    beside: Sequence[TargetReading]
    before: Sequence[TargetReading]

    @property
    def name(self) -> str:
        """What the target is called."""
        return self.target.name


SHORT: Final = 2
"""So few characters two names may have in common by chance."""
_BETWEEN: Final = re.compile(
    rf"、|(?:{date_words.DATES}|{figure_words.EACH_PERIOD.pattern}|[人户亩]均|每.|最[高低多少]|完成|减半"
    "|[较比](?:上年|去年)(?:同期)?"
    r"|[在于於按不得少于低高超过至达到以上下内前的须須应應共约全部每争取一两\d.,%‰，。]"
    rf"|{figure_words.UNITS})+"
)
"""What of a sentence stands between the words of a name that its figure parts."""
_PUT_IN: Final = re.compile("与.+之比$|占|^[人户生班村]均|在.+中|减少$")
"""What is put into a name that tells of two things, of each, or of half of something."""
_SAID_LAST: Final = re.compile("比例$|频[次率]$")
"""What stands before a deed, and is told behind it: 按照4%的比例开展抽检."""
_BRACKETS: Final = re.compile("（|）|(?<=（.)、")
"""What parts a word from others that are said to be the same: 乡镇（街道）, 专（兼）职."""
_DEED: Final = re.compile(f"(?:{DEED_ALONE.pattern}|{ACT_ALONE.pattern}|{LEAVES_BEHIND.pattern})")
_ENDS_DEED: Final = re.compile(f"{_DEED.pattern}“?$")
"""What a name begins with that is done with others of its clause, too."""
_DEEDS_AROUND: Final = re.compile(f"^(?:{DEED_ALONE.pattern})|(?:{DEED_ALONE.pattern})$")
"""What one name begins or ends with, in place of which another deed may stand."""
_MEASURE: Final = re.compile("(?:率|度|[次总件人]?数|量|标准|比[例重])$")
"""What is said of several that the name is told with: 巡查次数甲类村1次、乙类村2次."""
_OWN_MEASURE: Final = re.compile("累计|总[数量额]|规模|面积|(?:逐年|同比)增[长加]")
"""Measures of what was told before, and how it changes."""
_FIRST_FIGURE: Final = re.compile(r"\d")
_ALIKE: Final = 4
"""So much longer or shorter than one of a list another is that says as much as it does."""


def is_known(named: Named) -> bool:
    """Whether a name is put together in a way that is known."""
    return any(form(named) for form in _FORMS)


def pieces(name: str, clause: str) -> Iterator[str]:
    """The longest pieces of a name that stand in its clause, and what is left between them."""
    while name:
        ends = next((end for end in range(len(name), 1, -1) if name[:end] in clause), 0)
        more = (at for at in range(1, len(name) - 1) if name[at : at + SHORT] in clause)
        ends = ends or next(more, len(name))
        yield name[:ends]
        name = name[ends:]


def _stands(named: Named) -> bool:
    """Whether a name stands in its sentence as it is."""
    name = named.name
    return name.isascii() or name in named.clause or name in _sentence(named) + named.next


def puts_in(named: Named) -> bool:
    """Whether a name tells of two things, or of each, for which a word is put in."""
    return _PUT_IN.search(named.name) is not None


def _is_parted(named: Named) -> bool:
    """Whether only its figure parts the words of a name, one in brackets being one of them."""
    name, whole = _SAID_LAST.sub("", named.name), named.clause.replace("分别", "")
    alike = whole.replace("（", "、").replace("）", "")
    both = whole.replace("（", "、").replace("）", "、")
    texts = _sentence(named), without_asides(whole), whole, alike, both, _BRACKETS.sub("", whole)
    return any(_only_figure_parts(name, text) for text in texts)


def _is_of_that(named: Named) -> bool:
    """Whether a name is what was told before, then a part or a measure of it."""
    whole, parted, part = named.name.rpartition("，")
    part = part.removeprefix(figure_words.PART_OF)
    if parted:
        told = whole in _sentence(named) or any(one.name.startswith(whole) for one in named.before)
        return told and any(part in text for text in _readings(named.clause))
    found = _OWN_MEASURE.search(named.clause)
    what = named.name.removesuffix(found[0]) if found else ""
    return len(what) > SHORT and what != named.name and what in named.said


def _goes_on(named: Named) -> bool:
    """Whether a name is one told before, and words of its own clause behind it.

    The deed that the other begins or ends with may be left out for another one.
    """
    name, clause = named.name, without_asides(named.clause)
    for one in named.before:
        own = name.removeprefix(one.name).removeprefix("，")
        if own != name:
            return own in clause
        thing = _DEEDS_AROUND.sub("", one.name)
        if len(thing) > SHORT and thing in name and name.replace(thing, "", 1) in clause:
            return True
    return any(figure_words.EACH_PERIOD.sub("", name) == one.name for one in named.before)


def _is_one_of_several(named: Named) -> bool:
    """Whether a name ends as another of its clause does, or begins with what is told of both."""
    return any(_is_like(named, one.name, _ALIKE) for one in named.beside)


def _is_like_before(named: Named) -> bool:
    """The same of one told before, where both are as long or rates."""
    alike = len(named.name) if is_rate(named.name) else 1
    names = (one.name for one in named.before)
    return any(
        _is_like(named, other, alike)
        for name in names
        for other in (name, figure_words.EACH_PERIOD.sub("", name))
    )


_FORMS: Final[tuple[Callable[[Named], bool], ...]] = (
    _stands,
    puts_in,
    _is_parted,
    _is_of_that,
    _goes_on,
    _is_one_of_several,
    _is_like_before,
)
"""The forms of names, the plainest first."""


def _sentence(named: Named) -> str:
    return without_asides(named.said) + without_asides(named.clause)


def _readings(clause: str) -> Sequence[str]:
    """A clause as it may be read: without its brackets, or with what they hold beside the rest."""
    return without_asides(clause), clause.replace("（", "、").replace("）", "")


def _only_figure_parts(name: str, text: str) -> bool:
    """Whether at most its figure parts the words of a name in a text."""
    if name in text:
        return True
    for at in range(len(name) - 1, 0, -1):
        begin = text.rfind(name[:at])
        behind = text.find(name[at:], begin + at) if begin >= 0 else -1
        if behind >= 0:
            return _BETWEEN.fullmatch(text, begin + at, behind) is not None
    return False


def _is_like(named: Named, other: str, alike: int) -> bool:
    """Whether a name has in common with another one what may be told of both.

    Before its own words that is a deed, a measure, all that its clause says before the first figure
    or of what the times are in which something is done; behind them anything.
    """
    name, clause = named.name, without_asides(named.clause)
    common = _common(name, other)
    deed = _DEED.match(name, 0, common)
    for begins in {common if common >= SHORT else 0, deed.end() if deed else 0}:
        ends = _common(name[begins:][::-1], other[begins:][::-1])
        ends = ends if ends >= SHORT else 0
        own, its = name[begins : len(name) - ends], other[begins : len(other) - ends]
        changed = figure_words.CHANGED.fullmatch(name, len(name) - ends) is not None
        last = ends == 0 or changed or abs(len(own) - len(its)) <= alike
        found = (begins or ends) and own in clause
        whole = not begins or ends or _tells_of_both(named, name[:begins], own)
        if found and last and whole:
            return True
    return False


def _tells_of_both(named: Named, told: str, own: str) -> bool:
    """Whether words before those of a name may be told of another one, too."""
    head = _FIRST_FIGURE.split(named.clause, maxsplit=1)[0]
    timed = named.target.goal.endswith(figure_words.SPANS)
    rate = _MEASURE.search(told) or is_rate(named.name)
    deed = _ENDS_DEED.search(told) or head.endswith(told)
    return bool(timed or rate or deed or "每" in (told[-1], own[:1]))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
