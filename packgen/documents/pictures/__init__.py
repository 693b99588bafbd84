"""Figures as values: each builder reads the case and says what a picture shows, in data, in words and as a table.

`hidden` holds ids of people whom a redacted copy is drawn without. A builder gives None where there is nothing to draw.
"""
