"""The page with the phones, what people do on it, and what changes while they look."""

import json
from collections.abc import AsyncIterator, Mapping

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import ServerSentEvent, ServerSentEventMessage

from bot.console.cross_site import is_from_elsewhere
from bot.rate_limits import RateLimit
from bot.simulator.media import files
from bot.simulator.people import Person
from bot.simulator.simulator import Simulator
from bot.simulator.view import View
from bot.webchat.page import language_of
from bot.webchat.served import ASK_AGAIN, FOR_EVER, AnyRequest, Served
from helpline.errors import InvalidInput, NotFound
from helpline.settings import Settings

COOKIE = "sanad_simulator"
_FIRST_COUNTRY = "QA"
_LARGEST_FORM = 32 * 1024
_LOOK_AGAIN_SECONDS = 20.0
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


def page_routes(
    simulator: Simulator, view: View, assets: Mapping[str, Served], settings: Settings
) -> list[HTTPRouteHandler]:
    """Everything runs in the event loop's thread, where the phones live."""
    limit = RateLimit(burst=60, per_minute=120, is_on=settings.helpline_rate_limits == "on")

    @get("/simulator")
    async def show_phones(request: AnyRequest) -> Response[str]:
        language = language_of(request)
        person = _person(request) or simulator.people.new(_FIRST_COUNTRY, language)
        body = view.page(language, person, request.query_params.get("phone", ""))
        return Response(body, media_type="text/html; charset=utf-8", headers=_HEADERS, cookies=[_cookie(person)])

    @get("/simulator/events")
    async def events(request: AnyRequest) -> ServerSentEvent:
        return ServerSentEvent(_changes(_known(request), language_of(request)), headers={"X-Accel-Buffering": "no"})

    @post("/simulator/person", request_max_body_size=_LARGEST_FORM)
    async def be_somebody_new(request: AnyRequest) -> Response[bytes]:
        fields = await _form(request)
        before = _person(request)
        country = fields.get("country", _FIRST_COUNTRY)
        language = fields.get("language") or (before.language if before else language_of(request))
        if country not in simulator.people.countries or language not in view.sentences:
            raise InvalidInput("`country` or `language` has no such value.")
        person = simulator.people.new(country, language)
        return _back(request, cookie=_cookie(person))

    @post("/simulator/phones/{channel:str}/{action:str}", request_max_body_size=_LARGEST_FORM)
    async def act(request: AnyRequest, channel: FromPath[str], action: FromPath[str]) -> Response[bytes]:
        fields = await _form(request)
        phone = _known(request).phones.get(channel)
        if phone is None:
            raise NotFound("There is no such phone.")
        simulator.do(phone, action, fields)
        if "x-from-script" in request.headers:
            return Response(b"", status_code=204)
        return _back(request, phone=channel)

    @get("/simulator/photo.jpg")
    async def photo() -> Response[bytes]:
        return Response(files()["photo"].content, media_type="image/jpeg", headers={"Cache-Control": "no-cache"})

    @get("/simulator/static/{name:str}")
    async def static(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        found = assets.get(name)
        if found is None:
            raise NotFound("There is no such file.")
        return found.respond(request, FOR_EVER if request.query_params.get("v") == found.digest else ASK_AGAIN)

    def _person(request: AnyRequest) -> Person | None:
        return simulator.people.find(request.cookies.get(COOKIE, ""))

    def _known(request: AnyRequest) -> Person:
        person = _person(request)
        if person is None:
            raise InvalidInput("Open the simulator's page first.")
        return person

    async def _form(request: AnyRequest) -> dict[str, str]:
        if is_from_elsewhere(request.headers, settings.base_url):
            raise PermissionDeniedException("This request came from another site.")
        limit.check(request.cookies.get(COOKIE, ""))
        return {name: str(value) for name, value in (await request.form()).items()}

    async def _changes(person: Person, language: str) -> AsyncIterator[ServerSentEventMessage]:
        """Every phone at first, then those that changed. Clocks move by themselves, so all are sent now and then."""
        yield ServerSentEventMessage(event="ready", data="", retry=2000)
        sent: dict[str, int] = {}
        while True:
            version = person.version
            for phone in person.phones.values():
                if sent.get(phone.channel) != phone.version:
                    sent[phone.channel] = phone.version
                    yield _changed(phone.channel, view.pieces(language, phone))
            await person.wait_for_change(version, _LOOK_AGAIN_SECONDS)
            if person.version == version:
                sent.clear()

    return [show_phones, events, be_somebody_new, act, photo, static]


def _changed(channel: str, pieces: Mapping[str, str]) -> ServerSentEventMessage:
    data = json.dumps({"channel": channel, "pieces": pieces}, ensure_ascii=False)
    return ServerSentEventMessage(event="phone", data=data)


def _cookie(person: Person) -> Cookie:
    """Holds no secret of anybody's: it only keeps browsers' phones apart."""
    return Cookie(COOKIE, value=person.cookie, path="/simulator", httponly=True, samesite="strict")


def _back(request: AnyRequest, *, phone: str = "", cookie: Cookie | None = None) -> Response[bytes]:
    language = language_of(request)
    place = f"&phone={phone}#phone-{phone}" if phone else ""
    headers = {"Location": f"/simulator?lang={language}{place}"}
    return Response(b"", status_code=303, headers=headers, cookies=[cookie] if cookie else [])
