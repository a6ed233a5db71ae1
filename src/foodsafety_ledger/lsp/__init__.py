"""The language server: what an editor shows of a workspace while somebody types."""
