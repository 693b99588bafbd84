"""Word documents to PDF, by whichever converter is there, each result checked."""
