"""The commands: typer signatures, and the thin edge between a person and the rooms below."""
