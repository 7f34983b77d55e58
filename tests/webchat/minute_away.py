"""`python -m tests.webchat.minute_away [seconds]`: cuts the line for a real minute while somebody writes, and says what
came of it. Not a test: too slow for every run."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.webchat.browsing import ask_about_passport, bubbles, own_texts, say, show, talk_id
from tests.webchat.screenshots import CHROMIUM
from tests.webchat.site import Server, make_site

WRITTEN = ("my passport is away", "second", "third")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    site = make_site(Path(tempfile.mkdtemp()))
    server = Server(site)
    server.start()
    try:
        with sync_playwright() as playwright:
            page = show(playwright.chromium.launch(executable_path=CHROMIUM).new_page(), site)
            ask_about_passport(page)
            page.context.set_offline(True)
            began = time.monotonic()
            for text in WRITTEN:
                say(page, text)
                page.wait_for_timeout(seconds * 1000 / 3)
            print(f"away for {time.monotonic() - began:.0f} s:", page.locator("#bar").inner_text())
            print("shown:", page.locator(".pending .state").all_inner_texts())
            print("on the server:", len(own_texts(site, talk_id(page))), "of 4")
            page.context.set_offline(False)
            began = time.monotonic()
            expect(bubbles(page, "own").locator(".tick")).to_have_count(4, timeout=60_000)
            print(f"delivered {time.monotonic() - began:.1f} s after the line was back")
            expect(page.locator(".log > .own:last-child")).to_have_count(0, timeout=60_000)
            print(f"answered {time.monotonic() - began:.1f} s after the line was back")
            print("on the server, in order:", own_texts(site, talk_id(page))[1:] == list(WRITTEN))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
