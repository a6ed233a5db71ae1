"""What writing commands share, without a terminal: the new text of a ledger, and merging."""
