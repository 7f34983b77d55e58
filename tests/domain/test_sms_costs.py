from decimal import Decimal
from pathlib import Path

import pytest

from helpline.content.sms_prices import read_sms_prices
from helpline.domain.sms_costs import CostLine, PaidSms, SmsPrices, cost_lines
from helpline.domain.sms_pieces import sms_pieces
from helpline.errors import ContentError

SENT = (PaidSms("QA", "a", 3), PaidSms("QA", "", 1), PaidSms("LB", "a", 2))


def test_segments_are_counted_and_priced_per_group() -> None:
    prices = SmsPrices("USD", {"QA": Decimal("0.10")})
    by_country = cost_lines(SENT, prices, lambda sms: sms.country)
    assert by_country == [CostLine("QA", 2, 4, Decimal("0.40"), 0), CostLine("LB", 1, 2, Decimal(0), 2)]
    by_answer = cost_lines(SENT, prices, lambda sms: sms.answer)
    assert by_answer[0] == CostLine("a", 2, 5, Decimal("0.30"), 2)


def test_what_ships_has_no_prices() -> None:
    """A price that nobody checked would be taken for one."""
    assert read_sms_prices(Path("content")) == SmsPrices()


@pytest.mark.parametrize(
    "text", ["prices: {QA: cheap}\ncurrency: USD", "prices: {QA: -1}\ncurrency: USD", "prices: {QA: 1}", "prices: [1]"]
)
def test_a_wrong_price_list_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "sms_prices.yml").write_text(text)
    with pytest.raises(ContentError, match=r"sms_prices\.yml"):
        read_sms_prices(tmp_path)


def test_a_price_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "sms_prices.yml").write_text("currency: EUR\nprices: {fr: 0.05, NO: '0.0625'}")
    prices = read_sms_prices(tmp_path)
    assert prices.cost("FR", 3) == Decimal("0.15")
    assert prices.cost("NO", 2) == Decimal("0.125")
    assert prices.cost("QA", 2) is None


@pytest.mark.parametrize("text", ["word " * 500, "كلمة " * 500, "😟" * 400, "x" * 1500, "€" * 700])
def test_pieces_lose_nothing(text: str) -> None:
    pieces = sms_pieces(text, "MORE")
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len(pieces) > 1
