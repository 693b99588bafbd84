"""packgen: a case file goes in; a checked, printable, safe meeting pack comes out."""

import os

# What is read of a case passes through pydantic: nothing else that is installed here may look on. (Looking for such
# plug-ins would also take longer than merging a document.)
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def __getattr__(name: str) -> str:
    """`packgen.__version__`, read only when somebody asks: reading it takes longer than merging a document."""
    if name == "__version__":
        from importlib.metadata import version

        return version("packgen")
    raise AttributeError(name)
