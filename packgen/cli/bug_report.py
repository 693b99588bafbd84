"""What is written when packgen itself is at fault: a log to send that holds no case content."""

from __future__ import annotations

import platform
import traceback

from packgen import __version__, files


def report(error: BaseException) -> str:
    """Write the log and say where it is. Only types, modules and line numbers are kept, never a message or a value."""
    steps = traceback.extract_tb(error.__traceback__)
    chain = [type(error).__name__]
    cause = error.__cause__ or error.__context__
    while cause is not None and len(chain) < 10:
        chain.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    lines = [
        f"packgen {__version__}, Python {platform.python_version()}, {platform.system()}",
        f"error: {' caused by '.join(chain)}",
        *(f"  {_module(step.filename)}:{step.lineno} in {step.name}" for step in steps),
    ]
    text = "\n".join(lines) + "\n"
    path = files.private_folder(files.state_folder() / "logs") / "bug.log"
    files.publish(path, text.encode("utf-8"), files.PRIVATE_FILE)
    return (
        "packgen made a mistake of its own; your files have not been touched.\n"
        f"  -> Send the file {path} to whoever looks after packgen. It holds no case content."
    )


def _module(filename: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    start = next((i for i, part in enumerate(parts) if part in ("packgen", "site-packages")), len(parts) - 1)
    return "/".join(parts[start:])
