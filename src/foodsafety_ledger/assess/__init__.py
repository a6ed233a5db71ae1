"""What the reports mean at a date: figures, duties, verdicts, lights. Pure."""
