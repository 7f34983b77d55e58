"""`helpline twilio templates`: makes the templates at Twilio that we send, and notes their ids."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import yaml
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.twilio_templates import Template, make_templates
from helpline.content.wording import read_wording
from helpline.errors import HelplineError, SettingsError
from helpline.settings import Settings, read_settings

_CONTENT_API = "https://content.twilio.com"
_TIME_LIMIT_SECONDS = 10


class TwilioRefused(HelplineError):
    """Twilio did not do what was asked."""


class _Http(TwilioHttpClient):  # type: ignore[misc]  # the library comes without types
    """With another base address where one is set."""

    def __init__(self, api_url: str) -> None:
        super().__init__(timeout=_TIME_LIMIT_SECONDS)
        self._api_url = api_url.rstrip("/")

    def request(self, method: str, url: str, *arguments: Any, **named: Any) -> Any:
        if self._api_url:
            url = url.replace(_CONTENT_API, self._api_url, 1)
        return super().request(method, url, *arguments, **named)


class _Payload:
    """The library asks for its own classes, which send every type that is not used as null."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def to_dict(self) -> dict[str, Any]:
        return self._data


def add_to(commands: Commands) -> None:
    group = add_group(commands, "twilio", "What Twilio keeps for us")
    templates = add_command(group, "templates", "Makes the WhatsApp templates and writes their ids into a file", _make)
    templates.add_argument("--print", action="store_true", help="prints the ids instead of writing the file")
    missed = add_command(group, "reconcile", "Receives what people wrote while we could not be reached", _reconcile)
    missed.add_argument("--since", default="2h", help="how far back to look, such as 30m or 2h; at most 24h")
    templates.add_argument("--dry-run", action="store_true", help="prints what would be made, as JSON, and asks nobody")


def _reconcile(arguments: argparse.Namespace) -> int:
    """In a process of its own: the channel that reads the messages belongs to the bot."""
    command = [sys.executable, "-m", "bot.recover", f"--since={arguments.since}"]
    return subprocess.run(command, check=False).returncode


def _make(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    templates = list(make_templates(read_wording(settings.helpline_content_dir)))
    if arguments.dry_run:
        print(json.dumps([template.payload() for template in templates], ensure_ascii=False, indent=2))
        return 0
    if not settings.twilio_is_configured:
        raise SettingsError("Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN first, or use --dry-run.")
    try:
        ids = _make_missing(_client(settings), templates)
    except (TwilioException, OSError) as error:  # the library's transport raises kinds of OSError
        raise TwilioRefused(
            f"Twilio could not be asked ({type(error).__name__}). Look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, "
            "and try again: what was made so far is found then."
        ) from None
    text = _as_yaml(templates, ids)
    if arguments.print:
        print(text, end="")
        return 0
    settings.templates_file.parent.mkdir(parents=True, exist_ok=True)
    settings.templates_file.write_text(text, encoding="utf-8")
    print(f"{len(ids)} templates; their ids are in {settings.templates_file}. Restart the bot and the worker.")
    print("WhatsApp approves the three that tell that a message waits; Twilio's console shows when.")
    return 0


def _client(settings: Settings) -> Client:
    return Client(settings.twilio_account_sid, settings.twilio_tokens[0], http_client=_Http(settings.twilio_api_url))


def _make_missing(client: Client, templates: Sequence[Template]) -> dict[str, str]:
    """Ids by name. What is there under the same name, and so with the same contents, is used again."""
    contents = client.content.v1.contents
    ids = {found.friendly_name: found.sid for found in contents.list()}
    for template in templates:
        if template.name not in ids:
            ids[template.name] = contents.create(content_create_request=_Payload(template.payload())).sid
            if template.needs_approval:
                asked = _Payload({"name": template.name, "category": "UTILITY"})
                contents(ids[template.name]).approval_create.create(content_approval_request=asked)
    return {template.name: ids[template.name] for template in templates}


def _as_yaml(templates: Sequence[Template], ids: dict[str, str]) -> str:
    data: dict[str, Any] = {"waiting": {}, "quick_reply": {}, "lists": {}}
    for template in templates:
        sid = ids[template.name]
        if template.group == "waiting":
            data["waiting"][template.language] = sid
        elif template.group == "quick_reply":
            data["quick_reply"][template.count] = sid
        else:
            data["lists"].setdefault(template.language, {})[template.count] = sid
    return "# Made by `helpline twilio templates`.\n" + str(yaml.safe_dump(data, sort_keys=False))
