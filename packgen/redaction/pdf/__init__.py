"""PDF records: read, proposed, reviewed and rebuilt page by page as new objects."""
