"""Above the district: typed extracts of workspaces, and many of them as one account."""
