"""`python -m tests.channels.contract_table`: runs the contract, prints its table, writes docs/channel-contract.md."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType

import pytest

from tests.channels import test_contract, test_contract_whole
from tests.channels.rules import CHANNELS, NOT_APPLICABLE
from tests.processes import ROOT

PAGE = ROOT / "docs" / "channel-contract.md"
_MODULES: tuple[ModuleType, ...] = (test_contract, test_contract_whole)
_OF_PROVIDERS = ("whatsapp", "sms", "telegram")
_HEAD = """# The contract of a channel

Made from the tests by `python -m tests.channels.contract_table`; a test keeps it in step. A rule holds on a channel
when every test of it passed there: those of `tests/channels/test_contract.py` ask the channel alone, those of
`tests/channels/test_contract_whole.py` the whole application, from the provider's post to the person's screen.

"""
Proofs = dict[str, dict[str, list[str]]]


def proofs() -> Proofs:
    """Tests by rule and channel, in the order of the files."""
    found: Proofs = {}
    for rule, channel, test in _proofs():
        found.setdefault(rule, {}).setdefault(channel, []).append(test)
    return found


def _proofs() -> Iterator[tuple[str, str, str]]:
    for module in _MODULES:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if hasattr(test, "rule"):
                named = inspect.signature(inspect.unwrap(test)).parameters
                given: tuple[str, ...] = getattr(test, "rule_channels", ())
                for channel in given or (CHANNELS if "door" in named else _OF_PROVIDERS):
                    yield str(getattr(test, "rule", "")), channel, name


def page_of(found: Proofs) -> str:
    """Raises ValueError for a rule that a channel neither proves nor is excused from."""
    rows = [
        f"| {rule} | {' | '.join(_cell(rule, channel, found[rule]) for channel in CHANNELS)} |"
        for rule in sorted(found)
    ]
    reasons = sorted({f"- {rule} ({channel}): {why}" for (rule, channel), why in NOT_APPLICABLE.items()})
    table = [f"| rule | {' | '.join(CHANNELS)} |", "|---" * (len(CHANNELS) + 1) + "|", *rows]
    tests = [f"- {rule}: {', '.join(f'`{test}`' for test in _tests(found[rule]))}" for rule in sorted(found)]
    lines = [*table, "", "## What does not apply", "", *reasons, "", "## The tests", "", *tests]
    return _HEAD + "\n".join(lines) + "\n"


def _cell(rule: str, channel: str, of_rule: Mapping[str, list[str]]) -> str:
    if channel in of_rule:
        return "passed"
    if (rule, channel) not in NOT_APPLICABLE:
        raise ValueError(f"{rule}: no test on {channel}, and no reason why not")
    return "–"


def _tests(of_rule: Mapping[str, list[str]]) -> list[str]:
    return sorted({test for tests in of_rule.values() for test in tests})


class _Results:
    """Which tests failed, by name and channel."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.passed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or report.skipped:
            self.failed.append(report.nodeid.rpartition("::")[2])
        elif report.when == "call":
            self.passed += 1


def main() -> int:
    results = _Results()
    files = [str(module.__file__) for module in _MODULES]
    pytest.main(["-q", "--no-header", "-W", "ignore::pytest.PytestAssertRewriteWarning", *files], plugins=[results])
    page = page_of(proofs())
    if results.failed or not results.passed:
        print(f"Not written: {', '.join(results.failed) or 'nothing ran'}.", file=sys.stderr)
        return 1
    print(page[len(_HEAD) : page.index("\n## ")])
    PAGE.write_text(page, encoding="utf-8")
    print(f"{results.passed} tests passed; written to {PAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
