"""Somebody else's papers: looked at by content, made fit to be bound, or refused by name."""
