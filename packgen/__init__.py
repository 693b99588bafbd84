"""packgen: a case file goes in; a checked, printable, safe meeting pack comes out."""

from importlib.metadata import version

__version__ = version("packgen")
