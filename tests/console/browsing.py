"""A staff member's browser."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.console.house import PASSWORD, House

WIDE = {"width": 1280, "height": 800}
# A live update that is under way while somebody signs out is refused, and one of somebody who was erased finds nothing.
EXPECTED = ("Failed to load resource", "Response Status Error Code 401", "Response Status Error Code 404")
PHONE = {"width": 390, "height": 844}


@dataclass
class Tab:
    """`errors` is what the browser complained about: scripts that broke, and what the content policy refused."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)

    def open_case(self, number: str) -> Page:
        self.page.goto(f"{self.url}/console/cases/{number}")
        self.page.wait_for_load_state("domcontentloaded")
        return self.page

    def note(self, message: ConsoleMessage) -> None:
        is_expected = message.text.startswith(EXPECTED)
        if message.type == "error" and not is_expected:
            self.errors.append(message.text)


def open_tab(
    browser: Browser, site: House, first_name: str, *, size: dict[str, int] | None = None, scripts: bool = True
) -> Tab:
    context = browser.new_context(viewport=size or WIDE, java_script_enabled=scripts)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    tab = Tab(context.new_page(), site.url)
    tab.page.on("console", tab.note)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.page.goto(f"{site.url}/console")
    tab.page.fill("#email", f"{first_name}@example.org")
    tab.page.fill("#password", PASSWORD)
    tab.page.press("#password", "Enter")
    tab.page.wait_for_selector("#queue")
    tab.page.wait_for_load_state("domcontentloaded")  # by then the scripts listen
    return tab
