"""What is shown of a workspace, before anything decides how: pages, rows, data."""
