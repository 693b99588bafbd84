"""The verifier: other libraries, another process, and no knowledge of how a copy was made."""
