"""Prints the lowest release of each library that pyproject.toml says it takes, for pip."""

import re
import tomllib
from pathlib import Path

told = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
extras = told["optional-dependencies"]
asked = [one for name in extras if name not in ("dev", "spark", "ocr") for one in extras[name]]
for requirement in (*told["dependencies"], *asked):
    found = re.match(r"([\w.-]+)>=([\w.]+)", requirement)
    if found:
        print(f"{found[1]}=={found[2]}")
