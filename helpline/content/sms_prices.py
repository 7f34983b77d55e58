"""`content/sms_prices.yml`."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.sms_costs import SmsPrices
from helpline.errors import ContentError


def read_sms_prices(content_dir: Path) -> SmsPrices:
    """Without the file there are no prices. Raises ContentError that names what is wrong."""
    path = content_dir / "sms_prices.yml"
    if not path.is_file():
        return SmsPrices()
    data = read_yaml(path)
    found, currency = data.get("prices") or {}, str(data.get("currency") or "")
    if not isinstance(found, dict):
        raise ContentError(f"{path}: prices must be a mapping of countries to amounts.")
    if found and not currency:
        raise ContentError(f"{path}: say which currency the prices are in.")
    # An unquoted NO is a truth value to YAML.
    prices = {"NO" if code is False else str(code).upper(): _price(path, code, price) for code, price in found.items()}
    return SmsPrices(currency, prices)


def _price(path: Path, code: object, written: object) -> Decimal:
    try:
        price = Decimal(str(written))
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise ContentError(f"{path}: the price of {code} must be a number such as 0.05.")
    return price
