"""What people sent, on the case's page and by its own address: for signed-in staff, and never as a page of its own."""

from collections.abc import Callable

import pytest

from helpline.domain.fetching import Fetched, FetchRefused
from helpline.domain.file_types import sniffed_type
from helpline.domain.messages import Media
from helpline.domain.people import Role
from helpline.usecases.fetch_media import MediaDesk, fetch_next
from tests.console.conftest import Client
from tests.console.forms import send, words
from tests.console.house import House
from tests.fakes.files import JPEG, PDF, VOICE

CONTENT = {"photo": JPEG, "voice": VOICE, "document": PDF, "contact": b"BEGIN:VCARD\r\nFN:Sita\r\nEND:VCARD\r\n"}


class Provider:
    """Has a file for each kind; what is called `evil` is refused."""

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        if reference == "evil":
            raise FetchRefused("type_not_taken", content_type="application/zip")
        return Fetched(CONTENT[reference], sniffed_type(CONTENT[reference]))

    def discard(self, reference: str) -> None:
        """Keeps no copy."""


def sends(house: House, *sent: Media, is_fetched: bool = True) -> str:
    """The case's number."""
    person = house.person("tg-1", "telegram", language="en").says(media=sent)
    desk = MediaDesk(house.gateway.database, {"telegram": Provider()}, 10**6)
    while is_fetched and fetch_next(desk):
        pass
    return person.case_number


def photo(name: str = "") -> Media:
    return Media("photo", "photo", "image/jpeg", name)


def test_a_photo_stands_in_the_conversation(house: House, amal: Client) -> None:
    number = sends(house, photo())
    page = amal.get(f"/console/cases/{number}")
    assert f'src="/console/cases/{number}/media/1" alt="Photo that the person sent"' in page.text
    shown = amal.get(f"/console/cases/{number}/media/1")
    assert (shown.content, shown.headers["content-type"]) == (JPEG, "image/jpeg")
    assert shown.headers["content-disposition"].startswith("inline")
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert shown.headers["x-content-type-options"] == "nosniff" and shown.headers["cache-control"] == "no-store"
    assert "media-src 'self'" in page.headers["content-security-policy"]


def test_a_voice_note_is_played_in_pieces(house: House, amal: Client) -> None:
    number = sends(house, Media("voice", "voice", "audio/ogg"))
    path = f"/console/cases/{number}/media/1"
    page = amal.get(f"/console/cases/{number}").text
    assert f'<audio controls preload="none" src="{path}" aria-labelledby="media-name-1">' in page
    piece = amal.get(path, headers={"Range": "bytes=4-9"})
    assert (piece.status_code, piece.content) == (206, VOICE[4:10])
    assert piece.headers["content-range"] == f"bytes 4-9/{len(VOICE)}"
    for header in ("bytes=0-", "bytes=9-4", "bytes=999999999-", "bytes=-5", "lines=1-2"):
        assert amal.get(path, headers={"Range": header}).content == VOICE


@pytest.mark.parametrize("kind", ["document", "contact"])
def test_everything_else_is_handed_out_and_not_shown(house: House, amal: Client, kind: str) -> None:
    number = sends(house, Media(kind, kind, "text/vcard", 'ev"il/../<b>.html'))
    page = amal.get(f"/console/cases/{number}")
    assert "<b>" not in page.text and "<img" not in page.text
    given = amal.get(f"/console/cases/{number}/media/1")
    ending = {"document": "pdf", "contact": "vcf"}[kind]
    assert given.content == CONTENT[kind]
    assert given.headers["content-disposition"] == f"attachment; filename*=UTF-8''evil..b.{ending}"


def test_a_place_has_coordinates_and_a_link_that_nobody_follows_by_itself(house: House, amal: Client) -> None:
    number = sends(house, Media("location", "25.285447,51.53104", name="Camp <3>"), Media("location", "x,y"))
    page = amal.get(f"/console/cases/{number}")
    assert "25.285447, 51.531040" in words(page) and "Camp <3>" in words(page)
    assert 'value="https://www.openstreetmap.org/?mlat=25.285447&amp;mlon=51.531040' in page.text
    assert page.text.count("openstreetmap") == 1 and 'href="https://www.openstreetmap' not in page.text
    assert amal.get(f"/console/cases/{number}/media/1").status_code == 404


def test_what_is_not_here_says_why(house: House, amal: Client) -> None:
    number = sends(house, Media("document", "evil", "application/zip", "contract.docx"))
    page = words(amal.get(f"/console/cases/{number}"))
    assert "contract.docx" in page and "Ask the person for a photo or a PDF." in page
    assert "Something that the person sent could not be taken over" in page
    assert amal.get(f"/console/cases/{number}/media/1").status_code == 404


def test_a_file_that_arrives_later_appears_by_itself(house: House, amal: Client) -> None:
    number = sends(house, photo(), is_fetched=False)
    assert "Being fetched" in words(amal.get(f"/console/cases/{number}"))
    fetch_next(MediaDesk(house.gateway.database, {"telegram": Provider()}, 10**6))
    live = amal.get(f"/console/cases/{number}/live?after=99&event=99").text
    assert 'hx-swap-oob="true"' in live and f'src="/console/cases/{number}/media/1"' in live


def test_only_staff_who_see_cases_open_files(house: House, client: Client, sign_in: Callable[[str], Client]) -> None:
    number = sends(house, photo())
    path = f"/console/cases/{number}/media/1"
    assert client.get(path).status_code == 401 and not client.get(path).content
    house.add_staff("Eda Kaya", Role.EDITOR)
    assert JPEG not in sign_in("eda").get(path).content


def test_supervisors_delete_and_caseworkers_do_not(
    house: House, amal: Client, sign_in: Callable[[str], Client]
) -> None:
    number = sends(house, photo())
    path = f"/console/cases/{number}/media/1"
    assert "Delete for ever" not in amal.get(f"/console/cases/{number}").text
    assert send(amal, f"{path}/delete").status_code == 403
    assert amal.get(path).status_code == 200
    house.add_staff("Sara Idris", Role.SUPERVISOR)
    sara = sign_in("sara")
    assert "Delete for ever" in sara.get(f"/console/cases/{number}").text
    assert send(sara, f"{path}/delete").headers["location"] == f"/console/cases/{number}"
    page = words(sara.get(f"/console/cases/{number}"))
    assert "Deleted by the team." in page and "Sara Idris deleted something that the person sent" in page
    assert sara.get(path).status_code == 404


def test_a_file_that_does_not_exist_is_not_found(house: House, amal: Client) -> None:
    number = sends(house, photo())
    for media_id in ("0", "2", "-1", "x", "1" * 30, "١"):
        assert amal.get(f"/console/cases/{number}/media/{media_id}").status_code == 404, media_id


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_is_said_in_the_language_of_the_console(
    house: House, sign_in: Callable[[str], Client], language: str
) -> None:
    house.add_staff("Zoe Martin", Role.ADMINISTRATOR, language)
    number = sends(house, photo())
    page = words(sign_in("zoe").get(f"/console/cases/{number}"))
    assert {"ar": "تنزيل", "fr": "Télécharger"}[language] in page
