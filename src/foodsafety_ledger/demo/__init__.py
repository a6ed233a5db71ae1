"""A district that does not exist: a year of invented, marked ledgers, the same everywhere."""
