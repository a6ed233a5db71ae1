"""An office that sends out forms, and people who fill them in with another program than ours."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from clerk import Said
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.reading import sheets, unpacking
from viewer import Viewer

HEADS = 5
"""The row of a form's heads."""


_BLANK: Final[dict[object, bytes]] = {}
"""Forms that were made before, by what is in the workspace and for whom."""


class Form:
    """A form being filled in: cells by row and head; row 1 is the first below the heads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.book: Any = openpyxl.load_workbook(file)
        self.sheet: Any = self.book.worksheets[0]

    def cell(self, row: int, head: str) -> Any:  # noqa: ANN401 - openpyxl has no types
        """A cell of the table."""
        return self.sheet.cell(HEADS + row, self.column(head))

    def column(self, head: str) -> int:
        """The number of a column."""
        return next(n for n, c in enumerate(self.sheet[HEADS], 1) if c.value == head)

    def put(self, row: int, **cells: object) -> None:
        """Writes into a row's cells, by head."""
        for head, value in cells.items():
            self.cell(row, head).value = value

    def save(self) -> str:
        """Saves the form; its name."""
        self.book.save(self.file)
        return str(self.file)


class Office:
    """The workspace of the views on 10 January 2022, when the fourth quarter is reported on."""

    def __init__(self, viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-01-10")
        monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "孙七")
        self.viewer = viewer
        self.folder = viewer.root.parent

    def __call__(self, *args: str, lang: str = "zh") -> Said:
        """Runs a command."""
        return self.viewer(*args, lang=lang)

    def form(self, department: str = "alpha") -> Form:
        """A department's form, with nothing filled in."""
        file = self.folder / f"{department}.xlsx"
        texts = {one: one.read_bytes() for one in self.viewer.root.rglob("*.yaml")}
        about = frozenset((one.name, text) for one, text in texts.items()), department
        if about not in _BLANK:
            said = self("template", department, "-o", str(file))
            assert said.code == 0, said.err
            _BLANK[about] = file.read_bytes()
        file.write_bytes(_BLANK[about])
        return Form(file)

    def filled(self) -> Form:
        """The form of the bureau alpha, every row filled in as it should be.

        Rows: 1.1 rate, 1.2 cases, 1.2 chains.
        """
        form = self.form()
        for row, values in enumerate(((119, 120), (4, None), (30, 60)), 1):
            form.put(row, 完成数=values[0])
            if values[1]:
                form.put(row, 总数=values[1])
        for row in (1, 2):
            form.put(row, 状态="推进中", 进展情况="已督促", 填报日期="2022-01-08", 填报人="张三")
        form.put(1, 审签人="李四", 存在问题="人手不足", 下步计划="补齐")
        return form

    def table(
        self,
        rows: Sequence[Sequence[object]],
        name: str = "台账.xlsx",
        merged: Sequence[str] = (),
        title: str = "Sheet",
    ) -> str:
        """A table of an office's own: its rows, which cells are merged; its name."""
        book: Any = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(list(row))
        for span in merged:
            book.active.merge_cells(span)
        file = self.folder / name
        book.save(file)
        return str(file)

    def entries(self, department: str = "alpha") -> list[dict[str, Any]]:
        """The entries of a department's ledger."""
        text = (self.viewer.root / f"ledgers/{department}.yaml").read_text("utf-8")
        data: Any = read_yaml("x", text).data
        return list(data["entries"])

    def files(self) -> Mapping[str, bytes]:
        """Every ledger."""
        return {one.name: one.read_bytes() for one in self.viewer.root.glob("ledgers/*")}


def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on workbooks are read without a process of their own, and without its bounds."""

    def run(_module: str, _argument: str, given: bytes) -> tuple[int, bytes]:
        out = io.StringIO()
        with monkeypatch.context() as own, redirect_stdout(out):
            own.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
            own.setattr(unpacking, "bound_this_process", lambda: None)
            code = unpacking.main()
        return code, out.getvalue().encode()

    monkeypatch.setattr(sheets, "run_bounded", run)
