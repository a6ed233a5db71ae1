"""What was reported: entries, their chains of amendments, and the text spliced in for new ones."""
