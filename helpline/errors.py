"""Every error that the helpline raises on purpose. None of them carries what a person wrote."""


class HelplineError(Exception):
    """Something went wrong that an operator can act on; `str()` says what and what to do."""


class SettingsError(HelplineError):
    """A setting is missing or wrong; the process does not start."""


class ContentError(HelplineError):
    """A content file cannot be used; says which file, entry and language."""


class NotFound(HelplineError):
    """There is no such thing, or the asker may not know of it. HTTP 404."""


class NotAllowed(HelplineError):
    """The staff member or caller may not do this. HTTP 403."""


class Conflict(HelplineError):
    """Somebody else was quicker, or the thing is in another state now. HTTP 409."""


class InvalidInput(HelplineError):
    """What was sent does not fit; the message names the field and what to do. HTTP 400."""


class BrainUnavailable(HelplineError):
    """Rasa or the actions did not answer in time or answered badly; the turn goes to a person."""


class TooManyAttempts(HelplineError):
    """Throttled. HTTP 429."""

    def __init__(self, message: str, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
