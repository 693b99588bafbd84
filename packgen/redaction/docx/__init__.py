"""Word records: read, proposed, reviewed and rebuilt from an allow-list."""
