"""What the documents say is true."""

import re
from pathlib import Path

import pytest

from helpline.settings import HELP, Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), target


def test_every_setting_is_explained() -> None:
    assert set(HELP) == {name.upper() for name in Settings.__dataclass_fields__}


def test_the_example_of_the_settings_names_only_settings_that_exist() -> None:
    named = re.findall(r"^#?\s*([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    known = set(HELP) | {f"{name}_FILE" for name in HELP}
    assert set(named) <= known


def test_the_readme_maps_every_folder_of_the_tree() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in ROOT.iterdir():
        if path.is_dir() and not path.name.startswith((".", "var", "__")) and path.name not in ("requirements",):
            assert f"`{path.name}/`" in readme, path.name
