"""The form: one HTML file, made from the case schema and the council's words, that fills in a case file by hand."""
