"""`python -m packgen.cli`."""

from packgen.cli import main

main()
