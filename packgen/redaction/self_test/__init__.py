"""The self-test: a token planted in every hiding place known, in both formats."""
