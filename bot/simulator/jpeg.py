"""A baseline JPEG in grey, where each character of a drawing is one block of 8 by 8."""

import struct
from collections.abc import Sequence

_DARK, _LIGHT = 60, 225
# Codes for how many bits the difference of two blocks takes: 0 to 11, four bits each; and one code that ends a block.
_DC = bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12))
_AC = bytes([1] + [0] * 15) + b"\x00"


def mosaic(rows: Sequence[str]) -> bytes:
    """`#` is dark. All rows are of one length."""
    height, width = len(rows) * 8, len(rows[0]) * 8
    frame = struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0])
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _segment(0xDB, b"\x00" + bytes([8] * 64)),
            _segment(0xC0, frame),
            _segment(0xC4, b"\x00" + _DC),
            _segment(0xC4, b"\x10" + _AC),
            _segment(0xDA, bytes([1, 1, 0x00, 0, 63, 0])),
            _blocks("".join(rows)),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _blocks(drawing: str) -> bytes:
    """With all steps of size 8, the first figure of an even block is its shade less 128."""
    bits, before = "", 0
    for mark in drawing:
        level = (_DARK if mark == "#" else _LIGHT) - 128
        bits += _difference(level - before) + "0"
        before = level
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return data.replace(b"\xff", b"\xff\x00")


def _difference(value: int) -> str:
    size = abs(value).bit_length()
    if not size:
        return "0000"
    return f"{size:04b}" + f"{value if value > 0 else value + (1 << size) - 1:0{size}b}"
