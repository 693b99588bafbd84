"""The forms of a Child Safety Plan beside the standard one, each with what it needs of the same input."""
