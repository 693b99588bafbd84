"""Changes to a case file as text: everything that is not changed stays as it was typed, comments included."""
