"""Small frozen values every room speaks in: places, diagnostics, periods, numbers, goals."""
