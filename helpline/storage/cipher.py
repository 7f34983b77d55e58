"""Seals what people wrote and where they can be reached; one key, two uses kept apart by derivation."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helpline.errors import SettingsError

_WRONG_KEY = (
    "The database was sealed with another HELPLINE_KEY. Put the right key back; without it nothing can be read."
)


class Cipher:
    """`seal` encrypts and authenticates; `lookup_hash` finds equal values without revealing them."""

    def __init__(self, key: str) -> None:
        """`key` is 32 bytes in URL-safe base64, as `make_key` gives."""
        try:
            master = base64.urlsafe_b64decode(key)
        except ValueError:
            raise SettingsError("HELPLINE_KEY is not base64. Use the one in the data directory's `key` file.") from None
        if len(master) != 32:
            raise SettingsError("HELPLINE_KEY must be 32 bytes in base64.")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(master, b"seal")))
        self._hash_key = _derive(master, b"lookup")

    def seal(self, text: str) -> bytes:
        return self.seal_bytes(text.encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes) -> str:
        """Raises SettingsError when the key is not the one it was sealed with."""
        return self.open_bytes(sealed).decode("utf-8", "surrogatepass")

    def seal_bytes(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Raises SettingsError when the key is not the one it was sealed with."""
        try:
            return self._fernet.decrypt(bytes(sealed))
        except InvalidToken:
            raise SettingsError(_WRONG_KEY) from None

    def seal_data(self, data: Any) -> bytes:
        return self.seal(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def open_data(self, sealed: bytes | None) -> Any:
        return json.loads(self.open(sealed)) if sealed else None

    def lookup_hash(self, value: str) -> str:
        return hmac.new(self._hash_key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def make_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def read_or_make_key(key_in_settings: str, data_dir: Path) -> str:
    """The key from the settings, else from the data directory's `key` file, which is made when missing."""
    if key_in_settings:
        return key_in_settings
    path = data_dir / "key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(make_key())
    return path.read_text(encoding="ascii").strip()


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sanad " + purpose).derive(master)
