"""`helpline sms costs`: segments and money, per country and per answer."""

import argparse
from collections.abc import Sequence
from datetime import timedelta

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.cli.tables import table
from helpline.content.sms_prices import read_sms_prices
from helpline.domain.sms_costs import CostLine, SmsPrices, cost_lines
from helpline.errors import InvalidInput
from helpline.settings import read_settings
from helpline.storage.sms_costs import sent_since

_UNITS = {"d": "days", "h": "hours", "w": "weeks"}
_LONGEST = timedelta(days=3650)


def add_to(commands: Commands) -> None:
    group = add_group(commands, "sms", "What SMS cost")
    costs = add_command(group, "costs", "Counts sent SMS, per country and per answer; prices: sms_prices.yml", _costs)
    costs.add_argument("--since", default="30d", help="how far back: 30d, 12h or 4w (30d when left out)")


def _costs(arguments: argparse.Namespace) -> int:
    since = span_of(arguments.since)
    settings = read_settings()
    prices = read_sms_prices(settings.helpline_content_dir)
    with opened_database(settings) as database, database.read() as tx:
        sent = list(sent_since(tx, tx.now - since))
    print(_written("country", cost_lines(sent, prices, lambda sms: sms.country or "unknown"), prices))
    print()
    print(_written("answer", cost_lines(sent, prices, lambda sms: sms.answer or "no answer, or deleted"), prices))
    return 0


def span_of(written: str) -> timedelta:
    """Raises InvalidInput."""
    count, unit = written[:-1], written[-1:]
    if not (count.isascii() and count.isdigit()) or unit not in _UNITS or len(count) > 5:
        raise InvalidInput(f"--since {written} is not understood; write 30d, 12h or 4w.")
    return min(timedelta(**{_UNITS[unit]: int(count)}), _LONGEST)


def _written(name: str, lines: Sequence[CostLine], prices: SmsPrices) -> str:
    money = [prices.currency, "segments without price"] if prices.currency else []
    rows = [[name, "messages", "segments", *money]]
    for line in lines:
        priced = [f"{line.cost:.4f}", str(line.unpriced)] if money else []
        rows.append([line.name, str(line.messages), str(line.segments), *priced])
    total = [sum(line.messages for line in lines), sum(line.segments for line in lines)]
    priced = [f"{sum(line.cost for line in lines):.4f}", str(sum(line.unpriced for line in lines))] if money else []
    return table([*rows, ["all", *map(str, total), *priced]])
