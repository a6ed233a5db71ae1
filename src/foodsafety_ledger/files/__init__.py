"""The only room that touches disk, clock and git: located YAML, safe writing, workspaces."""
