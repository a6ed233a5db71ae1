"""A view or findings as text: for a terminal, for Markdown, for programs and CI."""
