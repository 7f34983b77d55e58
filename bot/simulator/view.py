"""The page's pieces as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console.sentences import Speech, speech_for
from bot.simulator.people import Person
from bot.simulator.phone import Bubble, Phone
from bot.simulator.receipts import PACES, RECEIPTS
from bot.simulator.simulator import ATTACHMENTS, LONGEST_TEXT, WEBHOOKS
from bot.simulator.troubles import troubles_of
from bot.webchat.served import Served
from helpline.domain.languages import SERVED
from helpline.domain.segments import measure

_TEMPLATES = Path(__file__).parent / "templates"
_ALL = ("whatsapp", "sms", "telegram")
_TICKS = {"queued": "◦", "sent": "✓", "delivered": "✓✓", "read": "✓✓", "failed": "✕", "undelivered": "✕"}


@dataclass(frozen=True)
class View:
    """`country_names` are by code and language."""

    templates: Environment
    sentences: Mapping[str, Speech]
    country_names: Mapping[str, Mapping[str, str]]

    def page(self, language: str, person: Person, shown: str) -> str:
        t = speech_for(self.sentences, language)
        missing = ", ".join(t(f"channel_{channel}") for channel in _ALL if channel not in person.phones)
        number = next((phone.address for phone in person.phones.values() if phone.channel != "telegram"), "")
        return self.templates.get_template("page.html").render(
            t=t,
            own_name=SERVED[language].own_name,
            languages=list(SERVED.values()),
            person=person,
            number=number,
            countries=self._countries(language),
            missing=missing,
            shown=shown if shown in person.phones else next(iter(person.phones)),
            paces=PACES,
            receipts=RECEIPTS,
            attachments=ATTACHMENTS,
            webhooks=WEBHOOKS,
            troubles={channel: troubles_of(channel) for channel in _ALL},
        )

    def pieces(self, language: str, phone: Phone) -> dict[str, str]:
        """What changes on a phone, by the page's `data-part`."""
        values = {"t": speech_for(self.sentences, language), "phone": phone}
        names = ("status", "bubbles", "log")
        return {name: self.templates.get_template(f"{name}.html").render(values) for name in names}

    def _countries(self, language: str) -> list[tuple[str, str]]:
        return sorted(((code, names[language]) for code, names in self.country_names.items()), key=lambda pair: pair[1])


def make_templates(assets: Mapping[str, Served]) -> Environment:
    """Escapes everything: what is shown was written by people and by the bot."""
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    more: dict[str, Any] = {
        "static": lambda name: f"/simulator/static/{name}?v={assets[name].digest}",
        "clock": _clock,
        "state": state,
        "trouble_name": trouble_name,
        "longest": LONGEST_TEXT,
    }
    templates.globals.update(more)
    return templates


def state(t: Speech, phone: Phone, bubble: Bubble) -> str:
    """Time, ticks, and what an SMS costs, in one line."""
    words = [bubble.at.astimezone().strftime("%H:%M")]
    if bubble.is_edited:
        words.append(t("edited"))
    if bubble.side == "person":
        words.append(t("own_lost") if bubble.error == "lost" else t.or_else(f"own_{bubble.status}", bubble.status))
        words += [bubble.error] if bubble.error not in ("", "lost") else []
    elif bubble.status in ("waits", "answered"):
        words += [t("tapped", label=bubble.tapped), t(f"tap_{bubble.status}")]
    elif phone.channel != "telegram":
        words.append(f"{_TICKS.get(bubble.status, '')} {t.or_else(f'state_{bubble.status}', bubble.status)}")
        words += [bubble.error, t.or_else(f"error_{bubble.error}", "")] if bubble.error else []
    if phone.channel == "sms" and bubble.side == "bot":
        words += _cost(t, phone, bubble)
    return " · ".join(word for word in words if word)


def _cost(t: Speech, phone: Phone, bubble: Bubble) -> list[str]:
    found = measure(bubble.text)
    price = f"{found.segments * phone.conduct.price:.2f}"
    return [t("segments", found.segments), found.encoding, t("example_price", price=price)]


def trouble_name(t: Speech, channel: str, name: str) -> str:
    """Providers differ in how long they want to be left alone."""
    if name == "too_many":
        name = "too_many_telegram" if channel == "telegram" else "too_many_twilio"
    return t(f"trouble_{name}")


def _clock(left: timedelta) -> str:
    minutes = int(left.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
