"""Takes out of a text what points to a person by its form: numbers, addresses, and names that are introduced.

A name in the middle of a sentence looks like any word: whoever uses such texts must still read them.
"""

import re

_ADDRESS = re.compile(r"\S+@\S+|(?<!\S)@\w+|(?:https?://|www\.|wa\.me/|t\.me/)\S+", re.IGNORECASE)
# Six digits and more, however they are spaced: telephones, accounts, residence permits.
_NUMBER = re.compile("[+(]?\\d(?:[ ().\\-\u200e\u202a-\u202c\u2066-\u2069]{0,3}\\d){5,}")
# Passports and plates (A1234567), and our case numbers (K7Q-42). Not "3andi", "3000QAR".
_MARK = re.compile(r"\b[^\W\d_]{1,4}-?\d{3,}\w*|\b[A-Z0-9]{3}-\d{2}\b")
_WORD = r"[^\s,.،؛;:!?()]+"
_LATIN_NAME = re.compile(
    r"(?P<before>\b(?i:my (?:full )?name(?:'s| is)?|i am called|je m['’ ]?ap+el+e|mon (?:nom|pr[ée]nom) est|"
    rf"name:|nom ?:|ismi|smiyti|esmi)\s+){_WORD}(?:\s+[A-ZÀ-Þ][^\s,.;:!?()]*){{0,3}}"
)
_ARABIC_NAME = re.compile(rf"(?P<before>(?<!\w)(?:و?[اأإ]?نا )?(?:و?[اأإ]سمي|الاسم\s?:?)\s+){_WORD}(?:\s+{_WORD})?")


def without_identifiers(text: str) -> str:
    """With [name], [address] and [number] in their places; rather too much is taken out than too little."""
    text = _ADDRESS.sub("[address]", text)
    for name in (_LATIN_NAME, _ARABIC_NAME):
        text = name.sub(r"\g<before>[name]", text)
    return _NUMBER.sub("[number]", _MARK.sub("[number]", text))
