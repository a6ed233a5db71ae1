"""The rules: what must hold within and between files, each finding at its place."""
