"""`python -m tests.webchat.screenshots [folder]`: pictures of the web chat to look at, in every language, on two phones
and a desktop, light and dark. Not a test; the folder is not committed."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.webchat.browsing import DESKTOP, PASSPORT, PHONE, say
from tests.webchat.site import Server, Site, make_site

CHROMIUM = "/usr/bin/chromium"
SIZES = {"phone": PHONE, "small": {**PHONE, "viewport": {"width": 320, "height": 568}}, "desktop": DESKTOP}

STAFF = {
    "en": "Hello, I am Amal. I read what you wrote. Are you safe where you are now?",
    "ar": "مرحبا، أنا أمل. قرأت ما كتبته. هل أنت في أمان الآن؟",
    "fr": "Bonjour, je suis Amal. J'ai lu ce que vous avez écrit. Êtes-vous en sécurité maintenant ?",
}
REPLY = {"en": "Yes, I am in my room.", "ar": "نعم، أنا في غرفتي.", "fr": "Oui, je suis dans ma chambre."}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    site = make_site(Path(tempfile.mkdtemp()))
    server = Server(site)
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            for language in PASSPORT:
                for size in SIZES:
                    for scheme in ("light", "dark"):
                        take(browser, site, folder, language, size, scheme)
            browser.close()
    finally:
        server.stop()


def take(browser: Browser, site: Site, folder: Path, language: str, size: str, scheme: str) -> None:
    context = browser.new_context(**{**SIZES[size], "color_scheme": scheme})
    page = context.new_page()

    def shoot(scene: str) -> None:
        page.screenshot(path=folder / f"{scene}-{language}-{size}-{scheme}.png")

    page.goto(f"{site.url}/?lang={language}")
    page.wait_for_selector("#composer:not([hidden])")
    shoot("1-first")
    say(page, PASSPORT[language])
    page.wait_for_selector(".choices")
    page.wait_for_timeout(200)
    shoot("2-answer")
    page.click(".choices button:nth-child(2)")
    page.wait_for_selector(".bubble:has(.contact .phone)")
    page.wait_for_selector(".choices:not(.countries)")
    page.wait_for_timeout(200)
    page.evaluate("document.getElementById('scroller').scrollTop = 1e6")
    page.wait_for_timeout(200)
    shoot("3-country")
    talk = page.evaluate("JSON.parse(sessionStorage.getItem('sanad.talk')).id")
    site.brain.seconds = 2.0
    say(page, "?")
    page.wait_for_selector(".moving")
    shoot("4-writing")
    page.wait_for_selector(".choices")
    site.brain.seconds = 0.0
    site.say_urgent(talk, language)
    page.wait_for_selector(".urgent")
    page.evaluate("document.getElementById('scroller').scrollTop = 1e6")
    page.wait_for_timeout(200)
    shoot("5-urgent")
    site.say_as_staff(talk, STAFF[language])
    page.wait_for_selector(".staff")
    context.set_offline(True)
    page.wait_for_timeout(200)
    say(page, REPLY[language])
    page.wait_for_selector("#bar:not([hidden])")
    page.wait_for_timeout(300)
    shoot("6-staff-offline")
    context.set_offline(False)
    page.goto(f"{site.url}/privacy-notice?lang={language}")
    shoot("7-notice")
    context.close()


if __name__ == "__main__":
    main()
