"""`python -m bot.recover --since 2h`: what `helpline twilio reconcile` runs."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.channels.twilio import TwilioChannel
from helpline.content.wording import read_wording
from helpline.domain.recovery import LONGEST_LOOK_BACK
from helpline.domain.sending import SendFailed
from helpline.errors import HelplineError, SettingsError
from helpline.log import silence_libraries
from helpline.settings import Settings, read_settings
from helpline.storage.migrate import is_up_to_date
from helpline.usecases.prepare import open_database
from helpline.usecases.recover_messages import recover_messages

_UNITS = {"m": "minutes", "h": "hours"}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="helpline twilio reconcile")
    parser.add_argument("--since", required=True)
    silence_libraries()
    try:
        return _recover(read_settings(), parser.parse_args(arguments).since)
    except SendFailed as error:
        return _fail(f"Twilio could not be asked ({error.error_code}); nothing is lost, try again later")
    except HelplineError as error:
        return _fail(str(error))


def _recover(settings: Settings, since: str) -> int:
    span = _span(since)
    if not settings.twilio_is_configured:
        raise SettingsError("Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN first.")
    database = open_database(settings)
    channel = TwilioChannel(settings, read_wording(settings.helpline_content_dir))
    try:
        if not is_up_to_date(database):
            raise SettingsError("The database's schema is not today's. Run `helpline database upgrade` first.")
        found = recover_messages(database, channel.list_heard, since=datetime.now(UTC) - span)
    finally:
        channel.close()
        database.close()
    print(f"{found} messages had not reached us; they are in the inbox now." if found else "No message is missing.")
    return 0


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})([mh])", text, re.ASCII)
    span = timedelta(**{_UNITS[found.group(2)]: int(found.group(1))}) if found else timedelta(0)
    if not timedelta(0) < span <= LONGEST_LOOK_BACK:
        raise SettingsError("--since is a number of minutes or hours, such as 30m or 2h, and at most 24h.")
    return span


def _fail(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
