"""Invented, clearly marked ledgers for a whole year, so that every view has something to show."""
