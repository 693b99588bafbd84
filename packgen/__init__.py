"""packgen: a case file goes in; a checked, printable, safe meeting pack comes out."""


def __getattr__(name: str) -> str:
    """`packgen.__version__`, read only when somebody asks: reading it takes longer than merging a document."""
    if name == "__version__":
        from importlib.metadata import version

        return version("packgen")
    raise AttributeError(name)
