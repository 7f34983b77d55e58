"""Which language to answer in. Sticky: a short or doubtful message does not change it."""

from helpline.domain.conversations import Profile
from helpline.domain.language_identification import LanguageIdentifier, is_only_names
from helpline.domain.languages import served_or_default

# So many letters change the language by themselves; what is shorter must be surer.
_LONG = 12
_VERY_SURE = 0.95


def decide_language(identifier: LanguageIdentifier, profile: Profile, text: str) -> tuple[str, str]:
    """The language and where it comes from: `chosen` (for ever), `written`, `client`, or `default`."""
    unchanged = served_or_default(profile.language), profile.language_source or "default"
    if profile.language_source == "chosen":
        return unchanged
    guess = identifier.identify(text)
    if guess is None:
        return unchanged
    if profile.language_source == "written" and profile.language != guess.language and is_only_names(guess, text):
        return unchanged
    is_new = profile.language_source in ("", "default", "client")
    if is_new or guess.letters >= _LONG or (guess.letters >= 4 and guess.confidence >= _VERY_SURE):
        return served_or_default(guess.language), "written"
    return unchanged
