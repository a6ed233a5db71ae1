"""A command-line implementation ledger (台账) for a district's annual food-safety plan."""

__version__ = "0.1.0"
