"""The page of the contract says what the tests say."""

import pytest

from tests.channels.contract_table import PAGE, page_of, proofs
from tests.channels.rules import NOT_APPLICABLE


def test_the_page_is_what_the_tests_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_of(proofs()), "run python -m tests.channels.contract_table"


def test_nothing_is_excused_that_is_tested() -> None:
    found = proofs()
    assert [pair for pair in NOT_APPLICABLE if pair[1] in found.get(pair[0], {pair[1]: []})] == []


def test_a_rule_that_a_channel_does_not_prove_is_noticed() -> None:
    with pytest.raises(ValueError, match="no test on sms"):
        page_of({"A new rule": {"whatsapp": ["test_it"]}})
