"""The program, imported: what processes are forked from; a server for editors is started anew."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import walk_packages

import foodsafety_ledger

for _module in walk_packages(foodsafety_ledger.__path__, "foodsafety_ledger."):
    if not _module.name.endswith(("__main__", "formats.template", "lsp.server", "lsp.pointed")):
        import_module(_module.name)

gc.freeze()  # pages that no process touches are everybody's
