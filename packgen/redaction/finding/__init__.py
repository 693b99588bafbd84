"""Finding people and identifiers in the text of a record."""
