"""What points to a person by its form is taken out, and what a phrase needs stays. All of it is made up."""

import pytest

from helpline.domain.anonymous import without_identifiers


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("call me +974 5550 0121 please", "call me [number] please"),
        ("my number is (055) 500-0121.", "my number is [number]."),
        ("رقمي ٠٥٥٥٠٠٠١٢١ اتصلوا", "رقمي [number] اتصلوا"),
        ("passport A1234567 taken", "passport [number] taken"),
        ("my case is K7Q-42", "my case is [number]"),
        ("write to amal.h@example.org or @amal_h", "write to [address] or [address]"),
        ("see https://example.org/me?id=7 and wa.me/97455500121", "see [address] and [address]"),
        ("My name is Amal Haddad and I clean", "My name is [name] and I clean"),
        ("hello my name is amal, no pay", "hello my name is [name], no pay"),
        ("je m'appelle Jean-Paul Mbarga, on m'a pris", "je m'appelle [name], on m'a pris"),
        ("Mon nom est Awa Diop. Aide", "Mon nom est [name]. Aide"),
        ("أنا اسمي أمل حداد وأعمل في قطر", "أنا اسمي [name] وأعمل في قطر"),
        ("اسمي سليم، جوازي عند الكفيل", "اسمي [name]، جوازي عند الكفيل"),
    ],
)
def test_what_points_to_a_person_is_taken_out(written: str, left: str) -> None:
    assert without_identifiers(written) == left


@pytest.mark.parametrize(
    "text",
    [
        "he owes me 4500 riyals since march 2026",
        "my salary is 3000QAR and 2 months late",
        "3andi mochkil m3a l patron, 9abad lpaspor",
        "راتبي ٤٥٠٠ ريال من 3 شهور",
        "is COVID-19 leave paid?",
        "what is the name of the ministry?",
        "24/7 work, 12 hours",
    ],
)
def test_what_a_phrase_needs_stays(text: str) -> None:
    assert without_identifiers(text) == text
