"""`python -m launch.preparation`: makes database, content and first administrator ready; says so as JSON."""

import json
import sys

from sqlalchemy.exc import DBAPIError

from helpline.errors import HelplineError
from helpline.log import silence_libraries
from helpline.settings import read_settings
from helpline.usecases.prepare import prepare


def main() -> int:
    silence_libraries()
    try:
        settings = read_settings()
        prepared = prepare(settings)
    except HelplineError as error:
        print(error, file=sys.stderr)
        return 1
    except DBAPIError as error:  # before the first message: the driver's words hold nothing that a person wrote
        print(f"The database cannot be used: {' '.join(str(error.orig).split())}", file=sys.stderr)
        return 1
    content = prepared.content
    answers = len(content.added) + len(content.updated) + len(content.unchanged) + len(content.kept_for_staff)
    result = {
        "admin_email": prepared.admin_email,
        "new_password": prepared.new_password,
        "answers": answers,
        "contacts": content.contacts,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
