"""What a person attaches: a photo, a voice note and a document, small and made here."""

import functools
import hashlib
import struct
from dataclasses import dataclass

from bot.simulator.jpeg import mosaic

_SECONDS = 3
_SILENT_FRAME = b"\xf8\xff\xfe"  # 20 ms of Opus
_FRAMES_A_SECOND, _SAMPLES_A_FRAME = 50, 960
_PAPER = ["........", ".######.", ".#....#.", ".#.##.#.", ".#....#.", ".#.##.#.", ".######.", "........"]


@dataclass(frozen=True)
class File:
    kind: str
    media_type: str
    extension: str
    content: bytes
    seconds: int = 0

    @property
    def sid(self) -> str:
        """Twilio's, which also serves as Telegram's file id."""
        return "ME" + hashlib.sha256(self.kind.encode()).hexdigest()[:32]


@functools.cache
def files() -> dict[str, File]:
    """By kind."""
    found = (
        File("photo", "image/jpeg", "jpg", mosaic(_PAPER)),
        File("voice", "audio/ogg", "oga", _voice_note(), _SECONDS),
        File("document", "application/pdf", "pdf", _letter()),
    )
    return {file.kind: file for file in found}


def media_with(sid: str) -> File | None:
    return next((file for file in files().values() if file.sid == sid), None)


def _voice_note() -> bytes:
    """Silence as Ogg Opus."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 9) + b"simulator" + struct.pack("<I", 0)
    frames = [_SILENT_FRAME] * (_SECONDS * _FRAMES_A_SECOND)
    last = _page(frames, 2, len(frames) * _SAMPLES_A_FRAME, flags=4)
    return _page([head], 0, 0, flags=2) + _page([tags], 1, 0) + last


def _page(packets: list[bytes], number: int, position: int, flags: int = 0) -> bytes:
    """One Ogg page; no packet here is longer than a segment."""
    sizes = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, 1, number, 0) + bytes([len(sizes)]) + sizes
    page = head + b"".join(packets)
    return page[:22] + struct.pack("<I", _ogg_checksum(page)) + page[26:]


def _ogg_checksum(data: bytes) -> int:
    """CRC-32 with the polynomial as usual, but neither reflected nor inverted."""
    checksum = 0
    for byte in data:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1) ^ (0x104C11DB7 if checksum & 0x80000000 else 0)
    return checksum


def _letter() -> bytes:
    """One page that says what it is."""
    text = b"BT /F1 18 Tf 72 720 Td (A made-up contract, from the simulator.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
