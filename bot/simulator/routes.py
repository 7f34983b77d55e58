"""Everything below /simulator; nothing at all where nothing is simulated."""

from pathlib import Path

from litestar.types import ControllerRouterHandler

from bot.console.sentences import read_sentences
from bot.simulator.made_up_templates import fill_contents
from bot.simulator.numbers import usable_countries
from bot.simulator.page import page_routes
from bot.simulator.provider_routes import provider_routes
from bot.simulator.simulator import make_simulator
from bot.simulator.view import View, make_templates
from bot.webchat.served import Served, serve
from bot.wiring import Gateway
from helpline.content.countries import read_countries

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "webchat" / "static" / "ground.css", _HERE / "static" / "phones.css")
_SCRIPTS = (_HERE / "static" / "phones.js",)
_FILES = {
    "simulator.css": ("text/css", _STYLES),
    "simulator.js": ("text/javascript", _SCRIPTS),
}
_AMERICA = {"US": {"en": "United States", "ar": "الولايات المتحدة", "fr": "États-Unis"}}


def simulator_handlers(gateway: Gateway) -> list[ControllerRouterHandler]:
    """Raises ContentError when the page's sentences are incomplete."""
    settings = gateway.settings
    if gateway.simulation is None:
        return []
    countries = read_countries(settings.helpline_content_dir).by_code
    usable = usable_countries({code: each.calling_code for code, each in countries.items() if each.calling_code})
    names = _AMERICA | {code: countries[code].name for code in usable if code in countries}
    simulator, assets = make_simulator(gateway.simulation, usable), _read_assets()
    fill_contents(simulator.twilio.contents, gateway.services.wording)
    view = View(make_templates(assets), read_sentences(settings.helpline_content_dir, "simulator"), names)
    return [*provider_routes(simulator), *page_routes(simulator, view, assets, settings)]


def _read_assets() -> dict[str, Served]:
    return {
        name: serve(b"\n".join(path.read_bytes() for path in paths), media_type)
        for name, (media_type, paths) in _FILES.items()
    }
