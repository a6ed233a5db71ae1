"""Scans as the engine itself recognises them: ``tests/scanned``, made by the script there."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.cli.app import run
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.draft import Draft, draft
from foodsafety_ledger.document.file import paper_of
from foodsafety_ledger.document.paper import TRANSCRIPT, Paper
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.words import Say

pytestmark = pytest.mark.beside
pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra ocr is not installed")

SCANS = Path(__file__).parents[1] / "scanned"
TEXT = (SCANS.parent / "documents" / "everyday.txt").read_text("utf-8")


def drafted(paper: Paper | str) -> Draft:
    return draft(paper, "plan.txt", Say("zh"))[0]


def items(made: Draft) -> list[dict[str, Any]]:
    tasks = (task for section in made.tasks["sections"] for task in section["tasks"])
    return [item for task in tasks for item in task["items"]]


def asked(made: Draft) -> list[tuple[Any, ...]]:
    """What the items say: the phrase, who, by when, the goals."""
    roles = ("lead", "responsible", "support", "shared")
    return [
        (
            compact(item["phrase"]),
            *(tuple(item.get(role, ())) for role in roles),
            item.get("due"),
            tuple((target["measure"], target["goal"]) for target in item.get("targets", ())),
        )
        for item in items(made)
    ]


def told(node: dict[str, Any]) -> str:
    """What the marks of a node say."""
    return "".join(mark["why"] for mark in node.get("review", ()))


@pytest.fixture(scope="module")
def notice() -> Paper:
    return paper_of("notice.pdf", (SCANS / "notice.pdf").read_bytes())


def test_a_turned_scan_with_a_seal_says_what_its_text_says(notice: Paper) -> None:
    made = drafted(notice)
    assert asked(made) == asked(drafted(TEXT))
    head, original = made.tasks["document"], drafted(TEXT).tasks["document"]
    assert {key: compact(str(head[key])) for key in original} == {
        key: compact(str(value)) for key, value in original.items()
    }


def test_each_figure_and_list_number_of_it_is_marked(notice: Paper) -> None:
    made = drafted(notice)
    assert "第“1”页是图片" in told(made.tasks)
    assert "2024" in told(made.tasks["document"])
    for section in made.tasks["sections"]:
        assert "从图片认出来的" in told(section)
        for number, task in enumerate(section["tasks"], int(section["tasks"][0]["id"])):
            assert f"“{number}." in told(task)
    targets = [target for item in items(made) for target in item.get("targets", ())]
    assert len(targets) == 5
    for target in targets:
        for figure in re.findall(r"\d+", target["quote"]):
            assert figure in told(target)


def test_pages_of_text_and_of_pictures_are_one_document() -> None:
    paper = paper_of("mixed.pdf", (SCANS / "mixed.pdf").read_bytes())
    assert {one.page for one in paper.seen} == {2}
    made = drafted(paper)
    goals = [goal for *_, goals in asked(made) for _, goal in goals]
    assert goals == [">= 98%", ">= 200批次", ">= 3个"]
    assert [item["due"].isoformat() for item in items(made)] == [
        "2024-06-30",
        "2024-06-30",
        "2024-09-30",
    ]
    assert not told(made.tasks["document"])


def test_two_columns_are_read_one_behind_the_other() -> None:
    paper = paper_of("columns.jpg", (SCANS / "columns.jpg").read_bytes())
    assert asked(drafted(paper)) == asked(drafted(TEXT))


def test_from_a_scan_to_a_verified_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2024-04-01")
    folder, page = tmp_path / "district", tmp_path / "page.html"
    assert run(["plan", "draft", str(SCANS / "notice.pdf"), "-o", str(folder)]) == 0
    transcript = folder / "source" / f"notice.pdf{TRANSCRIPT}"
    assert "市农业农村局负责" in transcript.read_text("utf-8")
    capsys.readouterr()
    verify = ["-C", str(folder), "plan", "verify", str(folder / "source" / "notice.pdf")]
    assert run([*verify, "--html", str(page)]) == 1
    assert "FL715" in capsys.readouterr().out
    written = page.read_text("utf-8")
    assert written.count("data:image/jpeg;base64,") == 1
    assert 'href="#s-1-' in written
    tasks = folder / "data" / "tasks.yaml"
    confirmed = re.sub(r"\n *review:\n(?: *- \{why: .*\}\n?)+", "\n", tasks.read_text("utf-8"))
    tasks.write_text(confirmed, "utf-8")
    run(verify)
    assert "FL715" not in capsys.readouterr().out


def picture(size: tuple[int, int], form: str, *more: tuple[int, int]) -> bytes:
    """A blank picture, of as many frames as there are sizes."""
    from PIL import Image  # noqa: PLC0415 - of the extra

    first, *rest = (Image.new("1", one, 1) for one in (size, *more))
    stream = BytesIO()
    if rest:
        first.save(stream, form, save_all=True, append_images=rest)
    else:
        first.save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("x.png", b"", "document-broken"),
        ("x.png", b"no picture", "document-broken"),
        ("cut.png", (SCANS / "columns.jpg").read_bytes()[:9000], "document-broken"),
        ("x.png", partial(picture, (9000, 9000), "PNG"), "document-scan-limits"),
        ("x.tif", partial(picture, (9000, 9000), "TIFF"), "document-scan-limits"),
        ("x.tif", partial(picture, (50, 50), "TIFF", *[(50, 50)] * 100), "document-scan-limits"),
        ("x.png", partial(picture, (50, 50), "PNG", (50, 60)), "document-moving"),
        ("x.png", partial(picture, (300, 300), "PNG"), "document-empty"),
        ("x.png", partial(picture, (1, 1), "PNG"), "document-empty"),
        ("x.gif.png", partial(picture, (50, 50), "GIF"), "document-broken"),
    ],
)
def test_hostile_pictures(name: str, raw: bytes | Callable[[], bytes], key: str) -> None:
    with pytest.raises(UsageError) as caught:
        paper_of(name, raw if isinstance(raw, bytes) else raw())
    assert caught.value.key == key


def test_a_long_picture_is_recognised_in_parts() -> None:
    from PIL import Image  # noqa: PLC0415 - of the extra

    page = Image.open(SCANS / "columns.jpg")
    left = page.crop((100, 100, page.width // 2, 720))
    long = Image.new("L", (left.width, left.height * 3 + 200), 255)
    for n in range(3):
        long.paste(left, (0, n * (left.height + 60)))
    stream = BytesIO()
    long.save(stream, "PNG")
    text = paper_of("long.png", stream.getvalue()).text
    assert text.count("98%") == 3
    assert text.count("管好收粮") == 3


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_its_head_is_turned(degrees: int) -> None:
    page = pypdfium2.PdfDocument(SCANS / "notice.pdf")[0].render(scale=1.5).to_pil()
    stream = BytesIO()
    page.rotate(degrees, expand=True).save(stream, "PNG")
    assert asked(drafted(paper_of("notice.png", stream.getvalue()))) == asked(drafted(TEXT))
