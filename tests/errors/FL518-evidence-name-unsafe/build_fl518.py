"""Names that a checkout on some systems cannot hold."""

from pathlib import Path


def build(root: Path) -> None:
    folder = root / "evidence" / "market"
    folder.mkdir(parents=True)
    for name in ("Report.txt", "report.txt", "con.txt"):
        (folder / name).write_text("x", "utf-8")
