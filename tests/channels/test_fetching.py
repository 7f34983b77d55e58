"""Files come from known hosts only, bounded in size and time, whatever the provider or a forged webhook says."""

import ssl
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.download import Downloader, Login
from bot.channels.safe_hosts import SafeHosts, is_public
from helpline.domain.fetching import FetchFailed, FetchRefused
from tests.channels.cases import Case
from tests.channels.certificates import make_certificates
from tests.fakes.files import JPEG, VOICE, elsewhere, endless, holding, stalling
from tests.fakes.script import Refuse
from tests.fakes.server import Answer, Call, FakeServer

LARGEST = 200_000
HOSTS = SafeHosts(("api.twilio.com", "twiliocdn.com"), folders=(("s3.example", "/media/"),))


@pytest.fixture
def other() -> Iterator[tuple[FakeServer, list[Call]]]:
    """Another server, with what it was asked."""
    asked: list[Call] = []

    def respond(call: Call) -> Answer:
        asked.append(call)
        return holding(JPEG)

    with FakeServer(respond) as server:
        yield server, asked


def test_a_file_is_fetched(case: Case) -> None:
    fetched = case.channel.fetch(case.fake.offer(holding(JPEG)), largest=LARGEST)
    assert (fetched.content, fetched.content_type) == (JPEG, "image/jpeg")


def test_it_is_what_it_is_and_not_what_is_claimed(case: Case) -> None:
    named = holding(VOICE, Content_Type="text/html", Content_Disposition='attachment; filename="../../a note.ogg"')
    fetched = case.channel.fetch(case.fake.offer(named), largest=LARGEST)
    assert (fetched.content_type, fetched.name) == ("audio/ogg", "a note.ogg")


@pytest.mark.parametrize("answer", [holding(JPEG + bytes(LARGEST)), endless(JPEG)], ids=["huge", "endless"])
def test_what_is_too_large_is_left_off(case: Case, answer: Answer) -> None:
    with pytest.raises(FetchRefused, match="too_large"):
        case.channel.fetch(case.fake.offer(answer), largest=LARGEST)


def test_exactly_the_largest_is_taken(case: Case) -> None:
    content = JPEG + bytes(LARGEST - len(JPEG))
    assert case.channel.fetch(case.fake.offer(holding(content)), largest=LARGEST).content == content


def test_what_is_not_taken_is_not_read_to_its_end(case: Case) -> None:
    """It never ends, and still it is refused for what it is."""
    with pytest.raises(FetchRefused, match="type_not_taken"):
        case.channel.fetch(case.fake.offer(endless(b"MZ" + bytes(100))), largest=10**12)


def test_what_is_packed_is_not_unpacked(case: Case) -> None:
    packed = holding(b"\x1f\x8b\x08\x00" + bytes(100), Content_Encoding="gzip")
    with pytest.raises(FetchRefused, match="type_not_taken"):
        case.channel.fetch(case.fake.offer(packed), largest=LARGEST)


@pytest.mark.parametrize(
    ("answer", "reason", "tries", "retry_in"),
    [
        (Answer(404), "http_404", 3, None),
        (Answer(410), "http_410", 3, None),
        (Answer(500), "http_500", 10, None),
        (Answer(429, headers={"Retry-After": "7"}), "http_429", 10, timedelta(seconds=7)),
        (Answer(429, headers={"Retry-After": "soon"}), "http_429", 10, None),
        (Answer(503, headers={"Retry-After": "99999"}), "http_503", 10, timedelta(hours=1)),
        (Answer(200, hang_up=True), "RemoteProtocolError", 10, None),
        (holding(b""), "empty", 10, None),
    ],
)
def test_what_may_succeed_later_says_so(
    case: Case, answer: Answer, reason: str, tries: int, retry_in: timedelta | None
) -> None:
    with pytest.raises(FetchFailed) as failed:
        case.channel.fetch(case.fake.offer(answer), largest=LARGEST)
    assert (failed.value.reason, failed.value.most_tries, failed.value.retry_in) == (reason, tries, retry_in)


def test_who_stalls_is_given_up(case: Case) -> None:
    over = threading.Event()
    with FakeServer(lambda _call: stalling(JPEG, over)) as server:
        downloader = Downloader(SafeHosts((), own=(server.url,)), seconds=0.3)
        with pytest.raises(FetchFailed, match="timeout"):
            downloader.fetch(f"{server.url}/file", largest=LARGEST)
        over.set()
        downloader.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_into_our_own_network(case: Case, other: tuple[FakeServer, list[Call]], status: int) -> None:
    server, asked = other
    for target in (f"{server.url}/secret", "https://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//[::1"):
        with pytest.raises((FetchRefused, FetchFailed)):
            case.channel.fetch(case.fake.offer(elsewhere(target, status)), largest=LARGEST)
    assert asked == []


def test_three_redirects_are_followed_and_no_more(cases: dict[str, Case]) -> None:
    case = cases["whatsapp"]
    url = case.fake.offer(holding(JPEG))
    for _ in range(3):
        url = case.fake.offer(elsewhere(url))
    assert case.channel.fetch(url, largest=LARGEST).content == JPEG
    with pytest.raises(FetchRefused, match="too_many_redirects"):
        case.channel.fetch(case.fake.offer(elsewhere(url)), largest=LARGEST)


def test_the_sign_in_stays_with_the_provider(other: tuple[FakeServer, list[Call]]) -> None:
    server, asked = other
    first: list[Call] = []

    def respond(call: Call) -> Answer:
        first.append(call)
        return elsewhere(f"{server.url}/signed?key=1")

    with FakeServer(respond) as api:
        downloader = Downloader(SafeHosts((), own=(api.url, server.url)), login=Login(api.url, "AC1", "secret"))
        assert downloader.fetch(f"{api.url}/Media/ME1", largest=LARGEST).content == JPEG
        downloader.close()
    assert "authorization" in first[0].headers
    assert "authorization" not in asked[0].headers and asked[0].fields == {"key": "1"}


@pytest.mark.parametrize("description", ["Bad Request: file is too big", "Bad Request: wrong file_id", "Unauthorized"])
def test_what_telegram_says_of_files(cases: dict[str, Case], description: str) -> None:
    case = cases["telegram"]
    case.script.add(Refuse(401 if description == "Unauthorized" else 400, description=description))
    refused = FetchRefused if "too big" in description else FetchFailed
    with pytest.raises(refused):
        case.channel.fetch("AgAC", largest=LARGEST)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.twilio.com/Media/ME1",
        "https://api.twilio.com:8443/Media/ME1",
        "https://api.twilio.com.evil.example/Media/ME1",
        "https://evil.example#@api.twilio.com/",
        "https://user@api.twilio.com/",
        "https://eviltwiliocdn.com/x",
        "https://s3.example/other/x",
        "https://s3.example/media/../other/x",
        "https://s3.example/media/%2e%2E/other/x",
        "https://127.0.0.1/",
        "https:///x",
        "https://api.twilio.com:99999/",
        "ftp://api.twilio.com/",
        "",
    ],
)
def test_where_we_do_not_go(url: str) -> None:
    with pytest.raises(FetchRefused):
        HOSTS.target(url)


@pytest.mark.parametrize(
    "url", ["https://api.twilio.com/Media/ME1", "https://mms.twiliocdn.com:443/AC/1?x", "https://s3.example/media/AC/1"]
)
def test_where_we_go(url: str) -> None:
    assert not HOSTS.target(url).is_own


@pytest.mark.parametrize(
    "addresses",
    [
        *([each] for each in ("10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0")),
        *([each] for each in ("::1", "fd00::1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::")),
        *([each] for each in ("224.0.0.1", "ff02::1")),
        ["93.184.215.14", "10.0.0.1"],
        [],
    ],
    ids=str,
)
def test_a_name_that_leads_into_our_own_network_is_not_called(addresses: list[str]) -> None:
    async def resolve(host: str, port: int) -> Sequence[tuple[str, int]]:
        return [(address, port) for address in addresses]

    downloader = Downloader(HOSTS, resolve=resolve)
    with pytest.raises(FetchRefused, match="private_address"):
        downloader.fetch("https://api.twilio.com/Media/ME1", largest=LARGEST)
    downloader.close()


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e"])
def test_the_open_internet_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("name", "is_fetched"), [("api.twilio.com", True), ("evil.example", False)])
def test_who_answers_proves_its_name(tmp_path: Path, name: str, is_fetched: bool) -> None:
    """We connect to the address that was looked at, and still the certificate has to be the host's."""
    authority, server_context = make_certificates(tmp_path, name)
    with FakeServer(lambda _call: holding(JPEG), context=server_context) as server:
        port = int(server.url.rpartition(":")[2])

        async def resolve(host: str, _port: int) -> Sequence[tuple[str, int]]:
            return [("127.0.0.1", port)]

        context = ssl.create_default_context(cafile=str(authority))
        downloader = Downloader(HOSTS, resolve=resolve, is_public=lambda _address: True, context=context)
        if is_fetched:
            assert downloader.fetch("https://api.twilio.com/Media/ME1", largest=LARGEST).content == JPEG
        else:
            with pytest.raises(FetchFailed, match="ConnectError"):
                downloader.fetch("https://api.twilio.com/Media/ME1", largest=LARGEST)
        downloader.close()
