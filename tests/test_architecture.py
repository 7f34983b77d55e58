"""Who may import whom, and how long things may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("helpline", "bot", "actions", "brain")
OURS = {
    "bot": {"bot", "helpline"},
    "actions": {"actions", "helpline"},
    "brain": {"brain"},
    "helpline": {"helpline"},
}
# Within helpline, from the outside in; content reads files as storage reads tables.
LAYERS = {
    "helpline.domain": {"helpline.domain", "helpline.errors"},
    "helpline.storage": {"helpline.storage", "helpline.domain", "helpline.errors"},
    "helpline.content": {"helpline.content", "helpline.domain", "helpline.errors"},
}
LONGEST_FILE = 300
# Two places for the schema would be worse than a long one.
MAY_BE_LONG = {"helpline.storage.schema"}
# Importing Rasa takes ten seconds: a model that is up to date must not wait for it.
MAY_IMPORT_LATE = {"brain.model", "brain.training"}


def modules(package: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        if "migrations" not in path.parts:
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in PACKAGES}


ALL = [(name, path) for package in PACKAGES for name, path in modules(package)]


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_packages_import_only_in_the_decided_directions(name: str, path: Path) -> None:
    allowed = OURS[name.split(".")[0]]
    wrong = {found for found in imports_of(path) if found.split(".")[0] not in allowed}
    assert not wrong, f"{name} may import only {allowed}"


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_layers_of_the_helpline_import_only_inwards(name: str, path: Path) -> None:
    for layer, allowed in LAYERS.items():
        if name.startswith(layer):
            wrong = {
                found for found in imports_of(path) if not any(found == a or found.startswith(a + ".") for a in allowed)
            }
            assert wrong <= {"helpline"}, f"{name} may import only {allowed}"


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_no_file_is_a_dumping_ground(name: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE or name in MAY_BE_LONG
    assert path.stem not in {"utils", "helpers", "common", "core", "manager", "misc"}


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_imports_stand_at_the_top(name: str, path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inner or name in MAY_IMPORT_LATE, f"{name}, lines {inner}"
