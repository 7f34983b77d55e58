"""`make fuzz`: 100,000 bodies to every webhook and the web chat; figures in var/fuzz.json."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from helpline.log import silence_libraries
from helpline.services import make_services
from helpline.settings import Settings
from helpline.usecases.prepare import prepare
from tests.fuzz.campaign import Campaign
from tests.in_process import InProcess, settings_in
from tests.processes import ROOT
from tests.webchat.site import FewWordsBrain

_MOST_GROWTH_MEGABYTES = 150
# What is posted need not survive: waiting for the disk would take most of the time.
_MEMORY = Path("/dev/shm")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=540.0, help="stops when this time is over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="a PostgreSQL address, empty for SQLite")
    arguments = parser.parse_args()
    silence_libraries()
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as directory:
        settings = settings_in(Path(directory), arguments.database)
        prepare(settings)
        house = InProcess(settings, FewWordsBrain(), make_services(Settings(), None, None))  # type: ignore[arg-type]
        campaign = Campaign(house, seed=arguments.seed, seconds=arguments.seconds)
        campaign.run(arguments.count)
        house.close()
    return _report(campaign, arguments.count)


def _report(campaign: Campaign, wanted: int) -> int:
    figures = campaign.figures()
    (ROOT / "var" / "fuzz.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    for name, counts in figures["statuses"].items():
        print(f"{name:16} {'  '.join(f'{code}: {count}' for code, count in counts.items())}")
    for name in ("posted", "seconds", "stored", "posted_again", "turns_handled", "logged", "megabytes"):
        print(f"{name:16} {figures[name]}")
    if campaign.posted < wanted * 0.98:
        print(f"The time was over after {campaign.posted} of {wanted}.")
    settled = campaign.megabytes[1:] or campaign.megabytes
    growth = settled[-1] - settled[0]
    if growth > _MOST_GROWTH_MEGABYTES:
        campaign.findings.append(f"memory grew by {growth} MB")
    for finding in campaign.findings:
        print(f"FOUND: {finding}")
    print("Nothing found." if not campaign.findings else f"{len(campaign.findings)} findings.")
    return 1 if campaign.findings else 0


if __name__ == "__main__":
    sys.exit(main())
