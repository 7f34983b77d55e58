"""Where things are kept. What is made here belongs to the tree, whatever HELPLINE_DATA_DIR says."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VAR = ROOT / "var"
TOOLS = VAR / "tools"
PYTHONS = VAR / "python"
APP = VAR / "venvs" / "app"
RASA = VAR / "venvs" / "rasa"
SETUP_LOG = VAR / "logs" / "setup.log"


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def shown(path: Path) -> str:
    """The path as a person in the project's directory would write it."""
    try:
        return str(path.absolute().relative_to(ROOT))
    except ValueError:
        return str(path)
