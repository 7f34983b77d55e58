"""What a file is follows from its first bytes."""

import pytest

from helpline.domain.fetching import FetchRefused, accepted_type
from helpline.domain.file_types import EXTENSIONS, TAKEN, sniffed_type
from tests.fakes.files import JPEG, PDF, VOICE

TAKEN_FILES = {
    "image/jpeg": JPEG,
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "image/gif": b"GIF89a\x01\x00\x01\x00",
    "audio/ogg": VOICE,
    "audio/mpeg": b"\xff\xfb\x90\x64\x00",
    "audio/mp4": b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00",
    "video/mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00",
    "video/3gpp": b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x00",
    "application/pdf": PDF,
    "text/vcard": b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
}
NOT_TAKEN = {
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a picture with scripts": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a page that hides behind spaces": b"  \n<html>",
    "an office document": b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
    "an old office document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00",
    "a packed sticker": b"\x1f\x8b\x08\x00",
    "a program": b"MZ\x90\x00\x03",
    "an iPhone's own picture": b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00",
    "film in an Ogg": b"OggS\x00\x02" + bytes(20) + b"\x01\x1e\x80theora",
    "sound as AAC": b"\xff\xf1\x50\x80",
    "text": b"my boss keeps my passport",
    "too little": b"\xff",
}


@pytest.mark.parametrize("expected", TAKEN_FILES)
def test_what_is_taken_is_known_by_its_first_bytes(expected: str) -> None:
    assert accepted_type(TAKEN_FILES[expected][:64]) == expected


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_the_rest_is_refused(name: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        accepted_type(NOT_TAKEN[name])
    assert refused.value.reason == "type_not_taken"
    assert refused.value.content_type not in TAKEN


def test_every_type_that_is_taken_is_tried_here_and_has_an_ending() -> None:
    assert set(TAKEN_FILES) == TAKEN == set(EXTENSIONS)


def test_what_comes_before_the_beginning_is_not_looked_behind() -> None:
    assert sniffed_type(b"<!-- -->" + JPEG) == ""
