"""Made-up people do not share numbers: what one of them said must not count for another."""

from bot.simulator.people import People

CHANNELS = ("sms", "whatsapp")


def test_nobody_gets_a_number_that_somebody_had() -> None:
    people = People(CHANNELS, {"US": "1"})  # a hundred numbers, and the first come are forgotten
    numbers = [people.new("US", "en").phones["sms"].address for _ in range(70)]
    assert len(set(numbers)) == 70


def test_when_all_numbers_are_given_somebody_still_gets_one() -> None:
    people = People(CHANNELS, {"US": "1"})
    assert all(people.new("US", "en").phones["sms"].address for _ in range(110))
