"""Makes the scans beside it, as an office's scanner would: turned, noisy, with a red seal.

Run ``python tests/scanned/make.py`` where LibreOffice is, with the extras docx and ocr.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import numpy as np
import pypdfium2
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
TEXT = HERE.parent / "documents" / "everyday.txt"
DPI = 130


def pdf_of(write: Callable[[Document], None]) -> bytes:
    """A paper as a PDF with text."""
    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.size = Pt(14)
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    write(paper)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        paper.save(str(path))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".pdf").read_bytes()


def pictures(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    pages = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pages]


def sealed(page: Image.Image, x: float, y: float) -> Image.Image:
    """A page with a round red seal around a place of it."""
    draw, radius = ImageDraw.Draw(page), page.width // 10
    left, top = int(page.width * x) - radius, int(page.height * y) - radius
    draw.ellipse((left, top, left + 2 * radius, top + 2 * radius), outline=(215, 40, 40), width=5)
    return page


def scanned(page: Image.Image, degrees: float) -> Image.Image:
    """A page as a scanner gives it."""
    turned = page.rotate(degrees, fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(7).normal(0, 5, (*turned.size[::-1], 1))
    grey = np.asarray(turned).astype(float) * 0.92 + 14 + noise
    return Image.fromarray(grey.clip(0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(0.5))


def image_pdf(pages: list[Image.Image]) -> bytes:
    """Pictures as the pages of a PDF."""
    stream = BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=28)
    return stream.getvalue()


def notice(paper: Document) -> None:
    """The notice of ``everyday.txt``."""
    for line in TEXT.read_text("utf-8").splitlines():
        if line:
            paper.add_paragraph(line)


def first_page(paper: Document) -> None:
    """The letter of a notice whose table is a scan."""
    lines = TEXT.read_text("utf-8").split("一、", 1)[0].splitlines()
    for line in filter(None, lines):
        paper.add_paragraph(line)
    paper.add_paragraph("附件：任务分工表")
    paper.add_paragraph("— 1 —")


def table_page(paper: Document) -> None:
    """The table."""
    rows = (
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "蔬菜抽检合格率达98%以上", "市农业农村局", "2024年6月30日"),
        ("2", "全年抽检水产品200批次，抽检结果及时向社会公布", "市农业农村局、市市场监管局", ""),
        ("3", "新建检验室3个", "市粮食和储备局", "2024年9月30日"),
    )
    paper.add_paragraph("任务分工表")
    table = paper.add_table(rows=len(rows), cols=4, style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 3).merge(table.cell(2, 3))
    paper.add_paragraph("— 2 —")


def column(paper: Document) -> None:
    """Tasks in lines half as long as a page's."""
    paper.add_paragraph("2024年海州市食品安全工作要点")
    paper.sections[0].right_margin = Mm(105)
    body = TEXT.read_text("utf-8").split("一、", 1)[1]
    for line in f"一、{body}".splitlines():
        paper.add_paragraph(line)


def in_two_columns(page: Image.Image) -> Image.Image:
    """A page of short lines, the lower of them beside the upper."""
    half, cut, top = page.width // 2, int(page.height * 0.485), int(page.height * 0.13)
    lower = page.crop((page.width // 8, cut, half, 2 * cut - top))
    page.paste((255, 255, 255), (0, cut, page.width, page.height))
    page.paste(lower, (half + page.width // 20, top))
    return page


def main() -> None:
    """Writes all of them."""
    pages = pictures(pdf_of(notice))
    sealed(pages[0], 0.3, 0.42)
    turned = [scanned(page, degrees) for page, degrees in zip(pages, (1.4, -1.1), strict=False)]
    (HERE / "notice.pdf").write_bytes(image_pdf(turned))
    mixed = pypdfium2.PdfDocument(pdf_of(first_page))
    table = image_pdf([scanned(page, -1.2) for page in pictures(pdf_of(table_page))])
    mixed.import_pages(pypdfium2.PdfDocument(table))
    mixed.save(str(HERE / "mixed.pdf"))
    columns = scanned(in_two_columns(pictures(pdf_of(column))[0]), 0.8).convert("L")
    columns.save(HERE / "columns.jpg", quality=30)


if __name__ == "__main__":
    main()
