"""What readers call their own language."""

from __future__ import annotations

_NAMES = {
    "am": "አማርኛ",
    "ar": "العربية",
    "bn": "বাংলা",
    "bg": "Български",
    "ckb": "کوردی",
    "cy": "Cymraeg",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "hu": "Magyar",
    "it": "Italiano",
    "lt": "Lietuvių",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "so": "Soomaali",
    "sq": "Shqip",
    "sw": "Kiswahili",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "yo": "Yorùbá",
    "zh": "中文",
}


def language_name(code: str) -> str:
    """The language's own name by its code, with or without a country; the code where the name is not known."""
    plain = code.strip().lower().replace("_", "-")
    return _NAMES.get(plain) or _NAMES.get(plain.split("-", maxsplit=1)[0], code)
