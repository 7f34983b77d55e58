"""What the compose file promises: one door, no rights, secrets from files."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpline.settings import HELP, read_settings
from tests.processes import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("prepare", "bot", "worker", "actions", "rasa")
DOCKERFILES = sorted((ROOT / "deploy").glob("Dockerfile.*"))


def test_only_the_web_server_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    internal = {name for name, network in COMPOSE["networks"].items() if network.get("internal")}
    for name in ("rasa", "actions", "postgres", "prepare"):
        assert set(SERVICES[name]["networks"]) <= internal


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_limited(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["mem_limit"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_images_run_without_rights_and_copy_what_exists(dockerfile: Path) -> None:
    text = dockerfile.read_text(encoding="utf-8")
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / path).exists() for path in copied.split())


@pytest.mark.parametrize("name", OURS)
def test_every_setting_exists_and_secrets_come_from_files(name: str) -> None:
    service = SERVICES[name]
    for variable, value in service["environment"].items():
        setting = variable.removesuffix("_FILE")
        assert setting in HELP
        if variable.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert "TOKEN" not in variable or variable.endswith("_FILE")


def test_every_secret_is_made_and_never_made_anew(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    script = shutil.copy2(ROOT / "deploy" / "make-secrets", tmp_path / "deploy")
    subprocess.run([script], check=True, capture_output=True)
    first = {path.name: path.read_text(encoding="ascii") for path in (tmp_path / "var" / "secrets").iterdir()}
    assert set(first) == set(COMPOSE["secrets"])
    subprocess.run([script], check=True, capture_output=True)
    assert first == {path.name: path.read_text(encoding="ascii") for path in (tmp_path / "var" / "secrets").iterdir()}
    assert (tmp_path / "var" / "secrets").stat().st_mode & 0o077 == 0
    assert len(first["admin_password"]) >= 12


def test_a_setting_can_be_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n", encoding="ascii")
    (tmp_path / "empty").write_text("", encoding="ascii")
    files = {"BRAIN_TOKEN_FILE": str(tmp_path / "token"), "TWILIO_AUTH_TOKEN_FILE": str(tmp_path / "empty")}
    settings = read_settings(files, tmp_path / "none")
    assert (settings.brain_token, settings.twilio_auth_token) == ("secret", "")
    assert read_settings({**files, "BRAIN_TOKEN": "direct"}, tmp_path / "none").brain_token == "direct"
