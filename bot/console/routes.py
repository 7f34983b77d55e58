"""Everything below /console, in one table. Who may reach it is decided in `bot/security.py`."""

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from bot.console.actions import close, release, reply, take
from bot.console.assets import read_assets
from bot.console.cases import show_case, show_case_changes
from bot.console.console import Console, make_templates
from bot.console.events import events
from bot.console.language import choose_language
from bot.console.media import remove_media, show_media
from bot.console.problems import handle_helpline_error, handle_http_error, handle_unexpected_error
from bot.console.queue import find, show_queue, show_queue_changes
from bot.console.reviews import confirm_review, show_reviews
from bot.console.sentences import read_sentences
from bot.console.sign_in import sign_in, sign_in_page, sign_out
from bot.console.static_files import static_file
from bot.console.unknown import unknown_page
from bot.wiring import Gateway
from helpline.content.facts import read_facts
from helpline.errors import HelplineError
from helpline.usecases.review_answers import ReviewDesk

# Forms hold at most a reply of 4,000 characters, which may be of three bytes, each written as %XX.
_LARGEST_FORM = 64 * 1024


def console_handlers(gateway: Gateway) -> list[ControllerRouterHandler]:
    """Raises ContentError when the console's sentences are incomplete."""
    content_dir = gateway.settings.helpline_content_dir
    assets, sentences = read_assets(), read_sentences(content_dir)
    desk = ReviewDesk(gateway.database, read_facts(content_dir))
    console = Console(gateway, sentences, assets, make_templates(assets), desk)
    return [
        Router(
            "/console",
            route_handlers=[
                *(sign_in_page, sign_in, sign_out, choose_language),
                *(show_queue, show_queue_changes, find),
                *(show_case, show_case_changes, take, reply, close, release),
                *(show_media, remove_media),
                *(show_reviews, confirm_review),
                *(events, static_file, unknown_page),
            ],
            dependencies={"console": Provide(lambda: console, sync_to_thread=False)},
            exception_handlers={
                HelplineError: handle_helpline_error(console),
                HTTPException: handle_http_error(console),
                Exception: handle_unexpected_error(console),
            },
            request_max_body_size=_LARGEST_FORM,
        )
    ]
