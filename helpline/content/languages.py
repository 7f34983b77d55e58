"""`content/languages.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.language_names import LanguageNames


def read_language_names(content_dir: Path) -> LanguageNames:
    names = read_yaml(content_dir / "languages.yml").get("names") or {}
    return LanguageNames({str(code): [str(name) for name in listed] for code, listed in names.items()})
