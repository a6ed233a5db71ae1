"""Pages as pictures, in a process of its own: ``python -m`` this module, bytes in, JSON lines out.

The argument says what is wanted: ``text pdf`` what a PDF's pages say and which of them are
pictures; ``recognise KIND PAGES`` what stands on pages that are; ``show KIND PAGES`` the pages'
pictures themselves. KIND is ``pdf``, or ``picture`` for png, jpg and tif, whose frames are pages.

What could harm is refused before it is unpacked: pictures larger than any page, or that move.
However large a page says it is, it is drawn no larger than the engine looks at it.
"""

from __future__ import annotations

import base64
import json
import math
import os
import sys
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from foodsafety_ledger.document.paper import SECONDS_A_PAGE, Box, PageLayout, Segment
from foodsafety_ledger.document.reading_order import lines_behind
from foodsafety_ledger.document.unruled import Grid, may_hold_heads
from foodsafety_ledger.files.bounded import bound_this_process

_MEMORY: Final = 3 << 30
_FORMATS: Final = ("PNG", "JPEG", "TIFF")
_MAX_PIXELS: Final = 64_000_000
"""A page of A3 at 400 dots an inch has half as many."""
_SIDE: Final = 2000
"""The engine looks at a page with a longer side of so many pixels."""
_SIDE_OF_LINES: Final = 1600
"""So many are enough to find the lines, which are read as they were drawn."""
_UNREAD: Final = 0.75
"""Lines that are surer than this on an average lie as they are read."""
_SHOWN_SIDE: Final = 1400
_PIECE: Final = 1.5
"""A picture longer than so many times its width is cut where it is blank, as one long page."""
_LONG: Final = 2.2
_COVERS: Final = 0.6
"""A picture over so much of a page is the page; little text beside it is the scanner's own."""
_FEW: Final = 40
_BESIDE: Final = 0.06
"""A picture over so much of a page with text may hold words; a seal does not."""
_INVISIBLE: Final = (3, 7)
"""The modes of drawing in which text is not seen: what a scanner's own recognition wrote."""
_GARBLED: Final = 0.2
"""So much of a page's text without a meaning is a font that does not say its characters."""
_DOTS: Final = 4
"""So many pixels a point of a PDF is, seventy-two of which are an inch."""
_STROKE: Final = 8
"""What is drawn of fewer pixels is no line of a table, and ends none."""
_MOST_MARKS: Final = 12


class _RefusedError(Exception):
    """The file is not read; the argument says why."""


def main() -> int:
    """Writes a line for each page, or one that says why there is none."""
    mode, kind, pages = [*sys.argv[1].split(" "), ""][:3]
    wanted = [int(one) for one in pages.split(",") if one]
    if mode == "text":
        bound_this_process()
    else:
        bound_this_process(60 + SECONDS_A_PAGE * len(wanted), _MEMORY)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever the libraries say is no answer
    try:
        for answer in _MODES[mode](kind, sys.stdin.buffer.read(), wanted):
            print(json.dumps(answer), file=out, flush=True)
    except _RefusedError as refused:
        print(json.dumps({"refused": str(refused)}), file=out)
    except MemoryError:
        print(json.dumps({"refused": "too-large"}), file=out)
    except Exception as error:  # noqa: BLE001 - whatever the libraries make of a broken file
        print(json.dumps(_refusal(error)), file=out)
    out.flush()
    return 0


def _refusal(error: Exception) -> dict[str, str]:
    """What is said of a file that a library does not read."""
    if "password" in str(error).lower():
        return {"refused": "locked"}
    if type(error).__name__ == "DecompressionBombError":
        return {"refused": "too-large"}
    return {"refused": "broken"}


def _text(kind: str, raw: bytes, _wanted: Sequence[int]) -> Iterator[Mapping[str, object]]:
    """Of each page its text, whether it is a picture, and whether one stands beside its text."""
    if kind != "pdf":
        yield from ({"text": "", "scan": True, "beside": False} for _ in range(_frames(raw)))
        return
    above: Grid | None = None
    for page in _pdf(raw):
        seen, covered, things = _seen_on(page)
        text, above = _printed(page, above) if seen else ("", None)
        little = len("".join(text.split())) < _FEW
        scan = (things and not seen) or (covered >= _COVERS and little) or _is_garbled(text)
        yield {
            "text": "" if scan else text.replace("\ufffe", "-"),
            "scan": scan,
            "beside": not scan and covered >= _BESIDE,
        }


def _printed(page: Any, above: Grid | None) -> tuple[str, Grid | None]:  # noqa: ANN401 - pypdfium2 is an extra
    """The text of a page, and the unruled table that it ends with.

    Of a page with tables a row is a line, its cells parted by tabs.
    """
    textpage, rules = page.get_textpage(), [] if page.get_rotation() else list(_drawn(page))
    text = str(textpage.get_text_range())
    if page.get_rotation() or not (rules or above or may_hold_heads(text)):
        return text, None
    letters = list(_letters(textpage, [rule[0] for rule in rules]))
    found, last = lines_behind(PageLayout(1, 0, 0, letters, rules, []), above)
    lines = [line.text for line in found]
    return "\n".join(lines) if any("\t" in line for line in lines) else text, last


def _drawn(page: Any) -> Iterator[Box]:  # noqa: ANN401 - pypdfium2 is an extra
    """The straight lines drawn on a page, across and down; what goes on from one is part of it."""
    from pypdfium2 import raw as c  # noqa: PLC0415 - an extra

    found: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for path in page.get_objects([c.FPDF_PAGEOBJ_PATH], max_depth=1):
        for (x, y), (to_x, to_y) in _strokes(path):
            across, along, over = abs(y - to_y) <= 1, (x, to_x), (y, to_y)
            if abs(x - to_x) > _STROKE or abs(y - to_y) > _STROKE:
                start, end = sorted(along if across else over)
                places = found.setdefault((across, (y if across else x) // 2), [])
                places += [(start, end)] if across or abs(x - to_x) <= 1 else []
    for (across, at), places in found.items():
        start, end = min(places, default=(0, 0))
        for first, last in [*sorted(places), (1 << 30, 0)]:
            if first > end + _STROKE:
                yield (start, at * 2, end, at * 2) if across else (at * 2, start, at * 2, end)
                start, end = first, last
            end = max(end, last)


def _strokes(path: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:  # noqa: ANN401 - pypdfium2 is an extra
    """From where to where the lines of a path go, in pixels from the page's lower edge up."""
    from ctypes import byref, c_float  # noqa: PLC0415

    from pypdfium2 import raw as c  # noqa: PLC0415 - an extra

    matrix, x, y = path.get_matrix(), c_float(), c_float()
    opened = before = (0, 0)
    for number in range(c.FPDFPath_CountSegments(path.raw)):
        segment = c.FPDFPath_GetPathSegment(path.raw, number)
        c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        right, up = matrix.on_point(x.value, y.value)
        here = round(right * _DOTS), -round(up * _DOTS)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            opened = here
        elif kind == c.FPDF_SEGMENT_LINETO:
            yield before, here
        before = here
        if c.FPDFPathSegment_GetClose(segment):
            yield here, opened


def _letters(textpage: Any, edges: Sequence[int]) -> Iterator[Segment]:  # noqa: ANN401 - pypdfium2 is an extra
    """The text of a page in pieces: what stands side by side, with no rule between.

    A sign may be drawn after those behind it.
    """
    letters: list[tuple[int, str]] = []
    box = (0, 0, 0, 0)
    for at in range(textpage.count_chars()):
        char = textpage.get_text_range(at, 1)
        if char.isspace():
            letters += [(box[2], " ")] if letters and letters[-1][1] != " " else []
            continue
        left, low, right, top = (round(one * _DOTS) for one in textpage.get_charbox(at, loose=True))
        high = top - low
        level = max(abs(top + box[1]), abs(low + box[3])) < high // 2
        near = abs(left - box[2]) <= high // 2
        parted = any(box[2] - 2 <= edge <= left + 2 for edge in edges)
        back = level and box[0] <= left and right <= box[2]
        if letters and not back and not (level and near and not parted):
            yield _piece(letters, box)
            letters = []
        began = (box[0], box[1], box[2], box[3]) if letters else (left, -top, right, -low)
        box = (
            began[0],
            min(began[1], -top),
            max(began[2], right) if back else right,
            max(began[3], -low),
        )
        (insort if back else list.append)(letters, (left, char))
    if letters:
        yield _piece(letters, box)


def _piece(letters: Iterable[tuple[int, str]], box: Box) -> Segment:
    return Segment(*box, 100, "".join(char for _, char in letters).strip(), (0, 0, 0, 0))


def _pdf(raw: bytes) -> Any:  # noqa: ANN401 - pypdfium2 is an extra
    import pypdfium2  # noqa: PLC0415 - an extra

    return pypdfium2.PdfDocument(raw)


def _seen_on(page: Any) -> tuple[bool, float, bool]:  # noqa: ANN401 - pypdfium2 is an extra
    """Whether text is seen on a page, how much pictures cover of it, whether anything is there."""
    from pypdfium2 import raw as c  # noqa: PLC0415 - an extra

    width, height = page.get_size()
    seen, covered, things = False, 0.0, False
    for thing in page.get_objects(max_depth=8):
        things = True
        if thing.type == c.FPDF_PAGEOBJ_TEXT:
            seen = seen or c.FPDFTextObj_GetTextRenderMode(thing.raw) not in _INVISIBLE
        elif thing.type == c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            wide = min(right, width) - max(left, 0)
            high = min(top, height) - max(bottom, 0)
            covered += max(wide, 0) * max(high, 0) / (width * height)
    return seen, covered, things


def _is_garbled(text: str) -> bool:
    signs = [char for char in text if not char.isspace()]
    strange = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in signs)
    return strange > len(signs) * _GARBLED


def _frames(raw: bytes) -> int:
    """How many pages a picture has; a tif may have many, what moves is refused."""
    from PIL import Image  # noqa: PLC0415 - an extra

    with Image.open(BytesIO(raw), formats=_FORMATS) as image:
        count = int(getattr(image, "n_frames", 1))
        if count > 1 and image.format == "PNG":
            raise _RefusedError("moving")
        return count if image.format == "TIFF" else 1


def _images(kind: str, raw: bytes, wanted: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """The wanted pages, from 1, as pictures in colour."""
    if kind == "pdf":
        document = _pdf(raw)
        for number in wanted:
            page = document[number - 1]
            width, height = page.get_size()
            longest = max(width, height, 1)
            shown = page.render(scale=_SIDE / longest, fill_color=(255, 255, 255, 255))
            yield number, shown.to_pil().convert("RGB")
        return
    from PIL import Image, ImageOps  # noqa: PLC0415 - an extra

    Image.MAX_IMAGE_PIXELS = _MAX_PIXELS
    with Image.open(BytesIO(raw), formats=_FORMATS) as image:
        for number in wanted:
            image.seek(number - 1)
            if image.width * image.height > _MAX_PIXELS:
                raise _RefusedError("too-large")
            turned = ImageOps.exif_transpose(image)
            paper = Image.new("RGBA", turned.size, "white")
            yield number, Image.alpha_composite(paper, turned.convert("RGBA")).convert("RGB")


def _show(kind: str, raw: bytes, wanted: Sequence[int]) -> Iterator[Mapping[str, object]]:
    """The pages' pictures as jpg, small enough to stand in a web page."""
    for number, image in _images(kind, raw, wanted):
        image.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE * 4))
        stream = BytesIO()
        image.save(stream, "JPEG", quality=60)
        yield {"page": number, "jpg": base64.b64encode(stream.getvalue()).decode()}


def _recognise(kind: str, raw: bytes, wanted: Sequence[int]) -> Iterator[Mapping[str, object]]:
    """What stands on each page: segments of text, the rules of its tables, marks not read."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,  # what is hardly read is marked, not dropped
            "Global.max_side_len": _SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": _SIDE_OF_LINES,
            "Rec.rec_batch_num": 1,  # lines read together are padded to the longest
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # others wait by spinning
        }
    )
    for number, image in _images(kind, raw, wanted):
        height, pieces = image.height, []
        for top, piece in _pieces(image):
            pieces.append(_moved(_sheet(engine, number, piece), top, height))
        yield _joined(pieces)._asdict()


def _pieces(image: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - Pillow is an extra
    """A picture, or of a very long one its parts, cut where it is blank, with where they begin."""
    import numpy as np  # noqa: PLC0415 - an extra

    if image.height <= image.width * _LONG:
        yield 0, image
        return
    ink = np.asarray(image.convert("L")).min(axis=1) < 128
    top, step = 0, int(image.width * _PIECE)
    while top < image.height:
        end = min(image.height, top + step)
        blank = [row for row in range(top + step // 2, end) if not ink[row]]
        end = blank[-1] if end < image.height and blank else end
        yield top, image.crop((0, top, image.width, end))
        top = end


def _sheet(engine: Any, number: int, image: Any) -> PageLayout:  # noqa: ANN401 - both are extras
    """What is recognised on a picture, turned upright; places on it are those it came with."""
    import numpy as np  # noqa: PLC0415 - an extra

    quarters, image, found = _as_it_reads(engine, image)
    pixels, corners = _pixels(image), _corners(found)
    angle = _angle(corners)
    turn = _turning(angle, image.size)
    upright = corners @ turn[:, :2].T + turn[:, 2]

    def place(box: Box) -> Box:
        return _turned_by(_share(box, image.size), quarters)

    segments = [
        Segment(*_around(there), math.floor(score * 100), text.strip(), place(_around(at)))
        for text, score, at, there in zip(
            found.txts or (), found.scores or (), corners, upright, strict=True
        )
    ]
    grey = _upright_ink(pixels, turn)
    rules = _rules(grey)
    marks = _marks(grey, rules, [one[:4] for one in segments])
    back = np.linalg.inv(np.vstack([turn, [0, 0, 1]]))[:2]
    shares = [place(_turned_back(mark, back)) for mark in marks]
    return PageLayout(number, image.width, image.height, segments, rules, shares)


def _as_it_reads(engine: Any, image: Any) -> tuple[int, Any, Any]:  # noqa: ANN401 - both are extras
    """A picture, by quarters turned to the left till its lines read, and what is found on it so.

    Lines that run down it are of a page that lies on its side; of one that stands on its head
    nothing reads.
    """
    found = engine(_pixels(image))
    best = _reads(found)
    turned = (1, 3) if best[0] == 0 else (2,)
    tried = [(best, 0, image, found)]
    for quarters in turned if best < (1, _UNREAD) and len(_corners(found)) else ():
        other = image.rotate(90 * quarters, expand=True)
        found = engine(_pixels(other))
        tried.append((_reads(found), quarters, other, found))
    return max(tried, key=lambda one: one[0])[1:]


def _pixels(image: Any) -> Any:  # noqa: ANN401 - numpy is an extra
    import numpy as np  # noqa: PLC0415 - an extra

    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _corners(found: Any) -> Any:  # noqa: ANN401 - numpy is an extra
    import numpy as np  # noqa: PLC0415 - an extra

    return np.asarray(found.boxes if found.boxes is not None else np.zeros((0, 4, 2)))


def _reads(found: Any) -> tuple[int, float]:  # noqa: ANN401 - rapidocr is an extra
    """Whether most lines run across, and how sure they are on an average."""
    sizes = [
        (right - left, bottom - top) for left, top, right, bottom in map(_around, _corners(found))
    ]
    tall = sum(high > wide for wide, high in sizes)
    sure = [float(score) for score in found.scores or ()]
    return int(2 * tall <= len(sizes)), sum(sure) / max(1, len(sure))


def _turned_by(box: Box, quarters: int) -> Box:
    """A box in thousandths as it lies once the picture is turned so many quarters to the right."""
    for _ in range(quarters):
        left, top, right, bottom = box
        box = 1000 - bottom, left, 1000 - top, right
    return box


def _angle(corners: Any) -> float:  # noqa: ANN401 - numpy is an extra
    """By how much the page is turned: what the upper edges of its longer lines say."""
    import numpy as np  # noqa: PLC0415 - an extra

    edges = corners[:, 1] - corners[:, 0]
    long = edges[np.abs(edges[:, 0]) > 200] if len(edges) else edges
    if not len(long):
        return 0.0
    angle = float(np.median(np.arctan2(long[:, 1], long[:, 0])))
    return angle if abs(angle) < 0.2 else 0.0


def _turning(angle: float, size: tuple[int, int]) -> Any:  # noqa: ANN401 - numpy is an extra
    import cv2  # noqa: PLC0415 - an extra

    return cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), math.degrees(angle), 1.0)


def _around(points: Any) -> Box:  # noqa: ANN401 - numpy is an extra
    """The smallest upright box around some points."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return int(left), int(top), int(right), int(bottom)


def _share(box: Sequence[int], size: tuple[int, int]) -> Box:
    """A box in thousandths of a picture."""
    left, top, right, bottom = (
        max(0, min(1000, round(at * 1000 / size[place % 2]))) for place, at in enumerate(box)
    )
    return left, top, right, bottom


def _turned_back(box: Box, back: Any) -> Box:  # noqa: ANN401 - numpy is an extra
    import numpy as np  # noqa: PLC0415 - an extra

    left, top, right, bottom = box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], float)
    return _around(corners @ back[:, :2].T + back[:, 2])


def _upright_ink(pixels: Any, turn: Any) -> Any:  # noqa: ANN401 - numpy is an extra
    """White where the page has ink, black elsewhere, upright."""
    import cv2  # noqa: PLC0415 - an extra

    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    height, width = grey.shape
    grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 25
    )


def _rules(ink: Any) -> list[Box]:  # noqa: ANN401 - numpy is an extra
    """The lines that a table is ruled with, across and down."""
    import cv2  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - an extra

    rules: list[Box] = []
    least = max(40, ink.shape[1] // 40)
    for shape in ((least, 1), (1, least)):
        wide = cv2.dilate(ink, np.ones((3, 3), np.uint8))
        lines = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        lines = cv2.dilate(lines, np.ones((5 if shape[1] == 1 else 15, 15 if shape[1] == 1 else 5)))
        count, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for left, top, width, height, _ in stats[1:count]:
            long, thick = max(width, height), min(width, height)
            if long >= least * 1.5 and thick <= max(12, long // 8):
                rules.append((int(left), int(top), int(left + width), int(top + height)))
    return rules


def _marks(ink: Any, rules: Sequence[Box], texts: Sequence[Sequence[int]]) -> list[Box]:  # noqa: ANN401 - numpy is an extra
    """Where a page has ink as large as a character that is neither recognised text nor a rule."""
    import cv2  # noqa: PLC0415 - an extra
    import numpy as np  # noqa: PLC0415 - an extra

    high = int(np.median([box[3] - box[1] for box in texts])) if texts else ink.shape[0] // 60
    rest, room = ink.copy(), max(4, high // 4)
    for left, top, right, bottom in (*texts, *rules):
        rest[max(0, top - room) : bottom + room, max(0, left - room) : right + room] = 0
    rest = cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    near = cv2.dilate(rest, np.ones((max(3, high // 3), high), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    marks: list[tuple[int, Box]] = []
    for number in range(1, count):
        left, top, width, height = (int(one) for one in stats[number][:4])
        edge = left == 0 or top == 0 or left + width == ink.shape[1] or top + height == ink.shape[0]
        inked = int((rest[labels == number] > 0).sum())
        if not edge and inked >= high * high // 8 and height >= high * 0.6:
            marks.append((inked, (left, top, left + width, top + height)))
    return [box for _, box in sorted(marks, reverse=True)[:_MOST_MARKS]]


def _moved(sheet: PageLayout, top: int, height: int) -> PageLayout:
    """A part of a long picture as it lies in the whole."""
    own = sheet.height

    def down(box: Box) -> Box:
        return box[0], box[1] + top, box[2], box[3] + top

    def share(box: Box) -> Box:
        upper, lower = ((one * own + top * 1000) // height for one in (box[1], box[3]))
        return box[0], upper, box[2], lower

    return PageLayout(
        sheet.page,
        sheet.width,
        height,
        [Segment(*down(one[:4]), one.sure, one.text, share(one.box)) for one in sheet.segments],
        [down(rule) for rule in sheet.rules],
        [share(mark) for mark in sheet.marks],
    )


def _joined(sheets: Sequence[PageLayout]) -> PageLayout:
    first = sheets[0]
    return first._replace(
        segments=[one for sheet in sheets for one in sheet.segments],
        rules=[one for sheet in sheets for one in sheet.rules],
        marks=[one for sheet in sheets for one in sheet.marks],
    )


_MODES: Final[dict[str, Callable[[str, bytes, Sequence[int]], Iterator[Mapping[str, object]]]]] = {
    "text": _text,
    "recognise": _recognise,
    "show": _show,
}

if __name__ == "__main__":
    sys.exit(main())
