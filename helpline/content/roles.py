"""`content/roles.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.roles import RoleWords
from helpline.errors import ContentError


def read_role_words(content_dir: Path) -> RoleWords:
    """Raises ContentError when a role is missing."""
    path = content_dir / "roles.yml"
    try:
        roles = read_yaml(path)["roles"].items()
        return RoleWords({role: [str(s) for listed in entry.values() for s in listed] for role, entry in roles})
    except (KeyError, TypeError, AttributeError):
        raise ContentError(f"{path} needs sentences by language for worker and for employer.") from None
