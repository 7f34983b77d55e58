"""`make help` lists every target."""

import re

from tests.processes import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_target_is_explained() -> None:
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE)
    assert targets == explained


def test_no_index_address_is_committed() -> None:
    files = [*ROOT.glob("requirements/*"), *ROOT.glob("deploy/*"), ROOT / "Makefile", ROOT / "docker-compose.yml"]
    for path in files:
        assert "index-url" not in path.read_text(encoding="utf-8"), path
        assert "/simple" not in path.read_text(encoding="utf-8"), path
