"""What the one-file program starts: ``ledger``, or a module of it in a process of its own."""

import runpy
import sys

from foodsafety_ledger.__main__ import main

match sys.argv[1:]:
    case ["-P", "-m", module, *rest]:  # as ``files/bounded.py`` starts it
        sys.argv = [module, *rest]
        runpy.run_module(module, run_name="__main__")
    case _:
        main()
