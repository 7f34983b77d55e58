"""Changes real bodies: bytes, the fields of a form, the nodes of JSON."""

import json
import random
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.fuzz import nasty

Fields = list[tuple[str, str]]
_TOKENS = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"%00",
    b"%ED%A0%BD",
    b"%",
    b"&",
    b"=",
    b"[",
    b"{",
    b"}",
    b'"',
    b"\\ud800",
    b"\\u0000",
    b"1e400",
)


def mutated_bytes(rng: random.Random, body: bytes, others: list[bytes]) -> bytes:
    found = bytearray(body)
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(6):
            case 0 if found:
                found[at % len(found)] ^= 1 << rng.randrange(8)
            case 1:
                del found[at : at + rng.randrange(1, 30)]
            case 2:
                found[at:at] = rng.choice(_TOKENS) * rng.choice((1, 1, 3, 200))
            case 3:
                found[at:at] = found[at : at + rng.randrange(1, 60)]
            case 4:
                other = rng.choice(others)
                found[at:] = other[rng.randrange(len(other)) :]
            case _:
                found[at:at] = rng.randbytes(rng.randrange(1, 20))
    return bytes(found)


def mutated_form(rng: random.Random, body: bytes) -> Fields:
    fields = parse_qsl(body.decode(), keep_blank_values=True)
    for _ in range(rng.randrange(4)):
        at = rng.randrange(len(fields))
        match rng.randrange(6):
            case 0 | 1 | 2:
                fields[at] = (fields[at][0], nasty.text(rng))
            case 3:
                del fields[at]
            case 4:
                fields.insert(at, (fields[at][0], nasty.text(rng)))
            case _:
                fields.append((nasty.text(rng), nasty.text(rng)))
        if not fields:
            return [("Body", nasty.text(rng))]
    if rng.random() < 0.05:
        fields += media_bomb(rng)
    return fields


def media_bomb(rng: random.Random) -> Fields:
    count = rng.choice((0, 10, 11, 400, 10**9))
    found = [("NumMedia", str(count))]
    for number in range(min(count, 400)):
        found += [(f"MediaUrl{number}", nasty.text(rng)), (f"MediaContentType{number}", nasty.text(rng))]
    return found


def encoded_form(fields: Fields) -> bytes:
    return urlencode(fields, errors="surrogatepass").encode()


def mutated_json(rng: random.Random, data: Any) -> Any:
    """A copy of which some nodes are something else."""
    found = json.loads(json.dumps(data))
    for _ in range(rng.randrange(4)):
        parent, key = _somewhere(rng, found)
        if parent is None:
            return nasty.value(rng)
        match rng.randrange(5):
            case 0 if isinstance(parent, dict):
                del parent[key]
            case 1 if isinstance(parent, dict):
                parent[nasty.text(rng)] = nasty.value(rng)
            case 2:
                parent[key] = [parent[key]] * rng.choice((1, 2, 50))
            case _:
                parent[key] = nasty.value(rng)
    return found


def _somewhere(rng: random.Random, node: Any) -> tuple[Any, Any]:
    """A container in the tree and one of its keys."""
    parent, key = None, None
    while isinstance(node, dict | list) and node and (parent is None or rng.random() < 0.8):
        parent = node
        key = rng.choice(list(node)) if isinstance(node, dict) else rng.randrange(len(node))
        node = node[key]
    return parent, key


def encoded_json(rng: random.Random, data: Any) -> bytes:
    """Escaped or not, at times with a key twice or in an encoding that nobody asked for."""
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.05 and text.startswith("{") and len(text) > 2:
        text = f'{{"id": 1, "text": "{nasty.MARK}", "update_id": 5, {text[1:]}'
    encoding = rng.choice(("utf-16", "utf-32", "utf-8-sig")) if rng.random() < 0.02 else "utf-8"
    return text.encode(encoding, "surrogatepass")


def too_much(rng: random.Random) -> bytes:
    """Bodies that a program must not read to their end, or not follow to their depth."""
    match rng.randrange(4):
        case 0:
            return b"x" * rng.choice((256 * 1024, 256 * 1024 + 1, 700_000))
        case 1:
            return b"[" * rng.choice((2_000, 100_000)) + b"]" * 50
        case 2:
            return b'{"a":' * rng.choice((2_000, 40_000))
        case _:
            return b"&".join(b"k%d=v" % number for number in range(rng.choice((1_001, 20_000))))
