"""The form as one HTML file: markup, script, style and words in it, and a policy that lets nothing else in or out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from packgen.builder.form.model import form_model
from packgen.guidance.profile import Profile

FILE_NAME = "packgen-form.html"
_LIBRARY = "vendor/yaml-2.9.1.js"
# In the order in which each needs only those before it.
_SCRIPTS = (
    "values",
    "tree",
    "words",
    "facts",
    "checks",
    "dates",
    "look",
    "answers",
    "asked",
    "rows",
    "reports",
    "form",
)
_IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)


def form_page(profile: Profile) -> str:
    """The whole form for one council, as the text of an HTML file. The same profile gives the same text."""
    library, script, style = _asset(_LIBRARY), _script(), _asset("assets/form.css")
    return _template().render(
        title="packgen form",
        policy=_policy((library, script), style),
        style=Markup(style),  # noqa: S704  (our own files, not input)
        library=Markup(library),  # noqa: S704
        script=Markup(script),  # noqa: S704
        model=Markup(_json(form_model(profile))),  # noqa: S704  (escaped by _json)
    )


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """The content security policy: these scripts and this style, and not one request."""
    allowed = " ".join(_hash(text) for text in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    """JSON that is safe inside a script element, whatever a council's words hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@cache
def _script() -> str:
    """The script's modules joined into one scope: a file opened from disk can load no other file."""
    joined = "\n".join(_IMPORT.sub("", _asset(f"assets/{name}.js")).replace("\nexport ", "\n") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{joined}\n}})();\n'


@cache
def _asset(name: str) -> str:
    return (files("packgen.builder.form") / name).read_text("utf-8").replace("\r\n", "\n")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_asset("assets/page.html.j2"))
