"""Shows values: terminal tables, Markdown, CSV, JSON, diagnostics."""
