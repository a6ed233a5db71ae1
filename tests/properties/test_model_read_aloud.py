"""A value that is accepted means the same to a person who reads it aloud (design 4.2).

The person is a second, naive reader: it takes a text for what it looks like (NFKC), knows digits,
separators of thousands, the point, the stroke between two counts and the target's own unit, and
gives up at anything else. It shares nothing with the program's reader.
"""

from __future__ import annotations

from fractions import Fraction
from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st

from builders import a_target
from foodsafety_ledger.model.measure import Value, ValueProblem
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Target
from foodsafety_ledger.reading.typed import spelt_value

UNIT = "家"
COUNT = a_target(goal=f">= 3{UNIT}", measure="count")
RATIO = a_target(goal=f">= 3{UNIT}")

DIGITS = "0123456789０１２３４５６７８９"
BLANKS = " \u3000\u00a0\t\r\n"
KNOWN = frozenset(DIGITS + ",，.．/／" + BLANKS + UNIT)
SUSPECT = "万亿千百十成倍k余约多+-−?²³①⑩½Ⅳ٣৪_'’e%‰户个\u200b\u200d\ufeff\u2028⁄∕、。"

numbers = st.integers(0, 10**12)


def aloud(text: str) -> list[Fraction] | None:
    """The one or two numbers that a person hears; None where anything else is said."""
    if not KNOWN.issuperset(text):
        return None
    heard = [_number(part) for part in normalize("NFKC", text).split("/")]
    return None if None in heard else [number for number in heard if number is not None]


def _number(part: str) -> Fraction | None:
    bare = part.strip().removesuffix(UNIT).strip()
    whole, point, rest = bare.partition(".")
    first, *groups = whole.split(",")
    in_threes = all(len(group) == 3 for group in groups) and (not groups or len(first) < 4)
    digits = first + "".join(groups)
    if not in_threes or not digits.isdecimal() or (point and not rest.isdecimal()):
        return None
    return Fraction(f"{digits}.{rest or 0}")


def accepted(target: Target, typed: str) -> Value | None:
    value = target.read(spelt_value(target, typed))
    return None if isinstance(value, ValueProblem) else value


def numbers_of(value: Value) -> list[Fraction]:
    if isinstance(value, Counts):
        return [Fraction(value.numerator), Fraction(value.denominator)]
    assert isinstance(value, Fraction)
    return [value]


@st.composite
def amounts(draw: st.DrawFn, number: int) -> str:
    """A number as people write it: in threes or not, full-width or not, with its unit or not."""
    plain = f"{number:,}" if draw(st.booleans()) else str(number)
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，") if draw(st.booleans()) else {}
    return plain.translate(wide) + draw(st.sampled_from(["", UNIT, f" {UNIT}", f"　{UNIT}"]))


@given(numbers, st.data())
def test_an_amount_as_people_write_it_is_read(number: int, data: st.DataObject) -> None:
    typed = data.draw(amounts(number))
    assert accepted(COUNT, typed) == number
    assert spelt_value(COUNT, typed) == str(number)


@given(numbers, st.integers(1, 10**12), st.data())
def test_two_counts_as_people_write_them_are_read(
    above: int, below: int, data: st.DataObject
) -> None:
    stroke = data.draw(st.sampled_from(["/", "／", " / "]))
    typed = data.draw(amounts(above)) + stroke + data.draw(amounts(below))
    assert accepted(RATIO, typed) == Counts(above, below)


texts = st.text(st.sampled_from([*sorted(KNOWN), *SUSPECT]), max_size=12)


@example("3 4")
@example("10²")
@example("1,20")
@example("3万")
@given(texts)
def test_what_is_accepted_is_what_a_person_hears(typed: str) -> None:
    for target in (COUNT, RATIO):
        value = accepted(target, typed)
        assert value is None or aloud(typed) == numbers_of(value)


@given(st.data())
def test_anything_else_among_it_is_refused(data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([COUNT, RATIO]))
    parts = [data.draw(numbers.flatmap(amounts)) for _ in range(1 if target is COUNT else 2)]
    typed = "/".join(parts)
    at = data.draw(st.integers(0, len(typed)))
    strange = data.draw(
        st.one_of(st.sampled_from(SUSPECT), st.characters(exclude_characters=KNOWN))
    )
    assert accepted(target, typed[:at] + strange + typed[at:]) is None
