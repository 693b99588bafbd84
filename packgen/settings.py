"""Settings: one `packgen.toml`, and the flags that override it.

The file is named by `--settings`, or lies in the user's configuration folder; it is never read from an inbox.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from packgen.errors import UsageError
from packgen.files import read_untrusted

_MOST_BYTES = 100_000


class Settings(BaseModel):
    """Where things lie and how they are made. Paths in the file are relative to the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inbox: Path | None = None
    outputs: Path = Path("outputs")
    contacts: Path | None = None
    templates: Path | None = None
    profile: str | None = None
    converter: str | None = None
    subject_access_root: Path | None = None
    release_folder: Path | None = None
    recipient_copies: bool = False
    duplex: bool = False
    pack_password_file: Path | None = None
    retention_days: int | None = Field(default=None, ge=1)
    share_group: str | None = None
    cluster_ca: Path | None = None
    cluster_certificate: Path | None = None
    cluster_key: Path | None = None

    def overridden(self, **flags: Any) -> Settings:
        """These settings with every flag that was given (not None) in place of the file's value."""
        given = {name: value for name, value in flags.items() if value is not None}
        return Settings.model_validate({**self.model_dump(), **given})

    def absolute(self) -> Settings:
        """The same settings with paths that hold whatever the working folder is."""
        values = self.model_dump()
        moved: dict[str, object] = {name: value.absolute() for name, value in values.items() if isinstance(value, Path)}
        if self.profile and Path(self.profile).suffix:
            moved["profile"] = str(Path(self.profile).absolute())
        return self.model_copy(update=moved)


def load_settings(path: Path | None = None) -> Settings:
    """Settings from `path`, else from the user's configuration folder, else the defaults.

    Raises UsageError, naming the key and what to type, for a file that cannot be used.
    """
    file = path or default_settings_file()
    if path is None and not file.is_file():
        return Settings()
    data = read_untrusted(file, _MOST_BYTES)
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file.name} is not valid TOML: {error}.", "Write each setting as: outputs = 'S:/Packs'"
        ) from None
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(key) for key in first["loc"])
        known = ", ".join(sorted(Settings.model_fields))
        raise UsageError(f"{file.name}: the setting {name!r} cannot be used.", f"The settings are: {known}.") from None
    return _relative_to(file.parent, settings, set(values))


def default_settings_file() -> Path:
    """Where the settings are looked for when no flag names them."""
    if os.name == "nt":
        root = Path(os.environ.get("APPDATA", str(Path.home())))
    else:
        root = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return root / "packgen" / "packgen.toml"


def _relative_to(folder: Path, settings: Settings, given: set[str]) -> Settings:
    paths = {name for name in given if isinstance(getattr(settings, name), Path)}
    moved = {name: folder / getattr(settings, name) for name in paths}
    if settings.profile and settings.profile.endswith((".yaml", ".yml")):
        moved["profile"] = str(folder / settings.profile)
    return settings.model_copy(update=moved)
