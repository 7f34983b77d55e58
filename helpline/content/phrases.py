"""The training phrases in `data/nlu`, as plain text by language."""

import re
from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.languages import SERVED

_ANNOTATION = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def read_phrases(nlu_dir: Path) -> dict[str, list[tuple[str, str]]]:
    """By language: pairs of topic and phrase, without annotations."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language in SERVED:
        found[language] = []
        for path in sorted(nlu_dir.glob(f"*.{language}.yml")):
            for entry in read_yaml(path).get("nlu") or ():
                lines = str(entry.get("examples") or "").splitlines()
                phrases = (_ANNOTATION.sub(r"\1", line.strip().removeprefix("- ")).strip() for line in lines)
                found[language] += [(str(entry.get("intent")), phrase) for phrase in phrases if phrase]
    return found
