"""Which language to answer in."""

from helpline.domain.conversations import Profile
from helpline.domain.language_identification import identify
from helpline.domain.languages import served_or_default

# A message of so many letters may change the language by itself.
_LONG = 40
_SHORT = 12


def decide_language(profile: Profile, text: str) -> tuple[str, str]:
    """The language and where it comes from: `chosen` (for ever), `written`, `client`, or `default`."""
    if profile.language_source == "chosen":
        return served_or_default(profile.language), "chosen"
    guess = identify(text)
    if guess is None:
        return served_or_default(profile.language), profile.language_source or "default"
    if profile.language_source == "written" and guess.language != profile.language and not guess.is_by_script:
        if guess.letters < (_LONG if guess.letters < _SHORT else _SHORT):
            return served_or_default(profile.language), "written"
    return served_or_default(guess.language), "written"
