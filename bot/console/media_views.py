"""What people sent that is not text, as staff see it: shown, played, handed out, or why it is not here."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.paths import case_path
from bot.console.rows import digest
from bot.console.sentences import Speech
from helpline.domain.fetching import TOO_LARGE, TYPE_NOT_TAKEN
from helpline.domain.file_types import EXTENSIONS, INLINE
from helpline.domain.media import DELETED, FAILED, LOCATION, REFUSED, STORED, WAITING
from helpline.domain.people import Staff
from helpline.storage.media import StoredMedia
from helpline.usecases.list_queue import ALL

_MAP = "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"


@dataclass(frozen=True)
class MediaView:
    """`show` is image, audio, video, file, place, contact or nothing. `name`, `detail` and `transcript` are hostile
    input: templates escape them."""

    id: int
    show: str
    kind_name: str
    path: str = ""
    name: str = ""
    file_name: str = ""
    size: str = ""
    note: str = ""
    detail: str = ""
    map_link: str = ""
    transcript_note: str = ""
    transcript: str = ""
    may_delete: bool = False


class MediaWriter:
    def __init__(self, say: Speech, member: Staff, largest_mb: int) -> None:
        self._say, self._member, self._largest_mb = say, member, largest_mb

    def write(self, number: str, sent: Sequence[StoredMedia]) -> tuple[MediaView, ...]:
        return tuple(self._view(number, each) for each in sent)

    def _view(self, number: str, sent: StoredMedia) -> MediaView:
        show, is_file = _how_to_show(sent), bool(sent.size)
        place = _place(sent.detail) if sent.kind == LOCATION else None
        transcribed = sent.transcript_state or "none"
        return MediaView(
            id=sent.id,
            show=show,
            kind_name=self._say.or_else(f"sent_{sent.kind}", sent.kind),
            path=case_path(number, ALL, f"media/{sent.id}"),
            name=sent.name,
            file_name=file_name_of(sent) if is_file else "",
            size=self._size(sent.size) if is_file else "",
            note=self._note(sent),
            detail=", ".join(place) if place else sent.detail,
            map_link=_MAP.format(latitude=place[0], longitude=place[1]) if place else "",
            transcript_note=self._say.or_else(f"media_transcript_{transcribed}", ""),
            transcript=sent.transcript,
            may_delete=self._member.may_delete_media and sent.state != DELETED,
        )

    def _note(self, sent: StoredMedia) -> str:
        """Why it is not here, and what staff can do."""
        if sent.state == WAITING:
            return self._say("media_waiting")
        if sent.state == DELETED:
            return self._say("media_deleted")
        if sent.state == FAILED:
            return self._say("media_failed")
        if sent.state != REFUSED:
            return ""
        if sent.reason == TOO_LARGE:
            return self._say("media_too_large", size=str(self._largest_mb))
        return self._say("media_type_not_taken" if sent.reason == TYPE_NOT_TAKEN else "media_unsafe_address")

    def _size(self, size: int) -> str:
        if size < 1024 * 1024:
            return self._say("size_kb", size=str(max(1, round(size / 1024))))
        return self._say("size_mb", size=f"{size / 1024 / 1024:.1f}")


def views_version(views: Sequence[MediaView]) -> str:
    return digest(*(repr(view) for view in views))


def file_name_of(sent: StoredMedia) -> str:
    """Ends as the file's own bytes say, whatever the person called it."""
    ending = EXTENSIONS.get(sent.content_type, "bin")
    given = "".join(mark for mark in sent.name if mark.isprintable() and mark not in '/\\:*?"<>|')
    stem = given.rpartition(".")[0] or given
    return f"{stem.strip(' .')[:80] or f'{sent.kind}-{sent.id}'}.{ending}"


def _how_to_show(sent: StoredMedia) -> str:
    if sent.state != STORED:
        return "nothing"
    if not sent.size:
        return "place" if sent.kind == LOCATION else "contact"
    shown = sent.content_type.partition("/")[0]
    return shown if sent.content_type in INLINE or shown == "audio" else "file"


def _place(detail: str) -> tuple[str, str] | None:
    """None for what is no place on earth."""
    latitude, _, longitude = detail.partition(",")
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    is_place = abs(found[0]) <= 90 and abs(found[1]) <= 180
    return (f"{found[0]:.6f}", f"{found[1]:.6f}") if is_place else None
