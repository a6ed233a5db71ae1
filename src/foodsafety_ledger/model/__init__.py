"""Frozen values everybody speaks in: numbers, periods, goals, names, places, the plan, entries."""
