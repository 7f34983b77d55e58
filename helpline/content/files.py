"""Reading one YAML file, with errors that name the file."""

from pathlib import Path
from typing import Any

import yaml

from helpline.errors import ContentError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's mapping. Raises ContentError when it is missing, not YAML or not a mapping."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # safe: the C version of SafeLoader
    except FileNotFoundError:
        raise ContentError(f"{path} is missing.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise ContentError(f"{path} is not valid YAML{where}.") from None
    if not isinstance(data, dict):
        raise ContentError(f"{path} must be a mapping of names to values.")
    return data
