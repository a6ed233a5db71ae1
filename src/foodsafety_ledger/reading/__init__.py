"""Text to values: the plan, the departments, the ledgers, each with every finding on the way."""
