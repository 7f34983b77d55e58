"""What the page is made of: small, on its own, in three languages, and fit for old browsers."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bot.security import content_policy
from bot.webchat.page import SCRIPTS, STYLES, preferred_language
from bot.webchat.sentences import read_sentences
from helpline.content.wording import read_commands
from helpline.domain.commands import Command
from helpline.domain.languages import SERVED
from helpline.errors import ContentError
from tests.processes import ROOT

CONTENT = ROOT / "content"
STATIC = ROOT / "bot" / "webchat" / "static"
MOST_BYTES = 60 * 1024
LANGUAGES = sorted(SERVED)
PLACEHOLDER = re.compile(r"\{\w+\}")


class Elements(HTMLParser):
    """All elements of a page with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def page_of(web: httpx.Client, language: str, path: str = "/") -> Elements:
    return Elements(web.get(f"{path}?lang={language}").text)


def scripts_of(elements: Elements) -> list[str]:
    return [one["src"] for one in elements.named("script") if "src" in one]


def parts_of(web: httpx.Client, language: str) -> dict[str, httpx.Response]:
    """The page and every file that it loads."""
    page = web.get(f"/?lang={language}")
    elements = Elements(page.text)
    addresses = [*(link["href"] for link in elements.named("link")), *scripts_of(elements)]
    return {"/": page, **{address: web.get(address) for address in addresses}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_page_is_small(web: httpx.Client, language: str) -> None:
    parts = parts_of(web, language)
    assert len(parts) == 4
    assert all(part.status_code == 200 for part in parts.values())
    assert sum(len(part.content) for part in parts.values()) <= MOST_BYTES


def test_files_are_sent_compressed_and_kept_for_ever(web: httpx.Client) -> None:
    for address, part in parts_of(web, "en").items():
        assert part.headers["content-encoding"] == "gzip"
        assert part.headers["cache-control"] == (
            "no-cache" if address == "/" else "public, max-age=31536000, immutable"
        )
        assert web.get(f"{address}?lang=en", headers={"if-none-match": part.headers["etag"]}).status_code == 304
    assert web.get("/", headers={"accept-encoding": "identity"}).headers.get("content-encoding") is None
    assert web.get("/webchat/static/chat.0.js").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_comes_from_elsewhere(web: httpx.Client, language: str) -> None:
    for part in parts_of(web, language).values():
        assert "set-cookie" not in part.headers
        outside = set(re.findall(r"https?://[^\"'\s)<]+", part.text)) - {"http://www.w3.org/2000/svg"}
        assert all(address.startswith("https://www.google.com/search") for address in outside)  # where Hide goes
        assert not re.search(r"(?<!:)//[a-z]+\.[a-z]", part.text)
        assert not re.search(r"@import|@font-face|url\(", part.text) or "svg" in part.headers["content-type"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_against_foreign_scripts_is_kept(web: httpx.Client, language: str) -> None:
    for path in ("/", "/privacy-notice"):
        response = web.get(f"{path}?lang={language}")
        policy = response.headers["content-security-policy"]
        assert "script-src 'self'" in policy and "style-src 'self'" in policy and "unsafe" not in policy
        for tag, attributes in Elements(response.text).found:
            assert tag != "style" and "style" not in attributes
            assert not [name for name in attributes if name.startswith("on")]
        (inline,) = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
        assert content_policy(inline_script=inline) == policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_names_its_parts(web: httpx.Client, language: str) -> None:
    for path in ("/", "/privacy-notice"):
        page = page_of(web, language, path)
        assert page.named("html")[0] == {"lang": language, "dir": SERVED[language].direction}
        assert len(page.named("h1")) == 1
        assert len(page.named("main")) == 1
    page = page_of(web, language)
    labelled = {label["for"] for label in page.named("label") if "for" in label}
    assert {field["id"] for field in page.named("textarea")} <= labelled
    log = next(attributes for attributes in page.named("div") if attributes.get("role") == "log")
    assert log["aria-live"] == "polite" and log["aria-label"]
    assert {link["lang"] for link in page.named("a") if "hreflang" in link} == set(SERVED)


def test_headings_do_not_skip_a_level(web: httpx.Client) -> None:
    for path in ("/", "/privacy-notice"):
        levels = [int(tag[1]) for tag, _ in page_of(web, "en", path).found if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))


def test_the_language_is_what_was_asked_or_what_the_browser_prefers(web: httpx.Client) -> None:
    french = {"accept-language": "de;q=0.9, fr-CA;q=0.8, en;q=0.7"}
    assert web.get("/", headers=french).text.count('<html lang="fr"')
    assert web.get("/?lang=ar", headers=french).text.count('<html lang="ar" dir="rtl"')
    assert web.get("/?lang=xx", headers=french).text.count('<html lang="fr"')


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("en;q=0.1, fr", "fr"),
        ("fr;q=0, ar;q=0.2", "ar"),
        ("tl, ne;q=0.9", "en"),
        ("fr;q=high, ;;;, *", "en"),
    ],
)
def test_accept_language(header: str, language: str) -> None:
    assert preferred_language(header) == language


def strings_of(data: Any, path: str = "") -> dict[str, str]:
    if isinstance(data, dict):
        return {key: text for name, value in data.items() for key, text in strings_of(value, f"{path}.{name}").items()}
    if isinstance(data, list):
        return strings_of({str(index): value for index, value in enumerate(data)}, path)
    return {path: data}


def test_all_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    sentences = {language: strings_of(words) for language, words in read_sentences(CONTENT).items()}
    for language, found in sentences.items():
        for key, english in sentences["en"].items():
            assert found[key].strip(), f"{language}: {key}"
            assert set(PLACEHOLDER.findall(found[key])) == set(PLACEHOLDER.findall(english)), f"{language}: {key}"


def test_no_sentence_is_left_in_english() -> None:
    sentences = {language: strings_of(words) for language, words in read_sentences(CONTENT).items()}
    may_be_same = {".page.name", ".page.conversation", ".page.messages", ".script.sanad", ".script.urgent"}
    for key, english in sentences["en"].items():
        for language in set(LANGUAGES) - {"en"}:
            assert key in may_be_same or sentences[language][key] != english, f"{language}: {key}"


def test_a_sentence_that_is_missing_in_one_language_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "webchat").mkdir()
    for language in LANGUAGES:
        words = yaml.safe_load((CONTENT / "webchat" / f"{language}.yml").read_text(encoding="utf-8"))
        if language == "fr":
            del words["script"]["offline"]
        (tmp_path / "webchat" / f"{language}.yml").write_text(yaml.safe_dump(words), encoding="utf-8")
    with pytest.raises(ContentError, match=r"fr\.yml"):
        read_sentences(tmp_path)


def test_the_script_uses_every_sentence_and_no_other() -> None:
    script = "".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    known = set(read_sentences(CONTENT)["en"]["script"])
    asked = set(re.findall(r'say\("(\w+)"', script))
    assert asked <= known
    assert {key for key in known if not re.search(rf'"{key}"', script)} == set()


def test_the_word_that_erases_is_the_one_that_the_bot_knows() -> None:
    commands = read_commands(CONTENT)
    for language, word in {"en": "DELETE", "fr": "SUPPRIMER", "ar": "احذف"}.items():
        words = read_sentences(CONTENT)[language]
        assert word in words["page"]["stored"]
        assert any(word in section["text"] for section in words["privacy"]["sections"])
        assert commands.recognise(word) is Command.DELETE


def test_the_notice_names_the_button_that_erases(web: httpx.Client) -> None:
    assert "“Yes, erase it”" in web.get("/privacy-notice?lang=en").text
    for language in LANGUAGES:
        assert not PLACEHOLDER.search(web.get(f"/privacy-notice?lang={language}").text.partition("<main")[2])


def test_there_are_four_examples_in_each_language() -> None:
    assert {len(words["examples"]) for words in read_sentences(CONTENT).values()} == {4}


TOO_NEW = {
    "optional chaining, nullish": r"\?\.[A-Za-z\[(]|\?\?",
    "catch without a name": r"catch\s*\{",
    "class fields, private names": r"#\w+\s*[=(;]|this\.#|static\s*\{",
    "for await, async generators": r"for\s+await|async\s*\*|async\s+function\s*\*",
    "modules": r"\b(import|export)\b",
    "numbers": r"\b\d+n\b|\d_\d",
    "assignments": r"(\|\||&&|\*\*|\?\?)=",
    "methods": r"\.(finally|flat|flatMap|at|matchAll|replaceAll|replaceChildren|trimStart|trimEnd|fromEntries"
    r"|toggleAttribute|allSettled|any|randomUUID|toSorted|findLast)\(",
    "globals": r"\b(globalThis|queueMicrotask|structuredClone|ResizeObserver)\b",
}
_STRINGS = re.compile(r"""(["'])(?:\\.|(?!\1)[^\\\n])*\1""")
_PATTERNS = re.compile(r"(?<=[=(,:!|&?{;])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/[a-z]*")


def newer_than_2017(script: str) -> list[str]:
    """What browsers of 2017 (ES2017: Chrome 58, Firefox 54, Safari 11) would stumble over."""
    patterns = _PATTERNS.findall(script)
    code = _PATTERNS.sub("0", _STRINGS.sub('""', script))
    found = [name for name, pattern in TOO_NEW.items() if re.search(pattern, code)]
    found += [
        "look-behind, named groups, \\p{}, flag s" for one in patterns if re.search(r"\(\?<|\\p\{|/\w*s\w*$", one)
    ]
    open_brackets: list[str] = []
    for token in re.findall(r"\.\.\.|[(\[{)\]}]", code):
        if token in "([{":
            open_brackets.append(token)
        elif token == "...":
            found += ["spread in an object"] if open_brackets[-1] == "{" else []
        else:
            open_brackets.pop()
    assert open_brackets == []
    return found


def test_the_scripts_as_sent_run_in_browsers_of_2017(web: httpx.Client) -> None:
    page = web.get("/?lang=en").text
    (address,) = scripts_of(Elements(page))
    (early,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    for script in (early, web.get(address).text, web.get("/widget.js").text):
        assert newer_than_2017(script) == []


@pytest.mark.parametrize(
    "script",
    [
        *(
            "a?.b",
            "a ?? b",
            "try { a() } catch { b() }",
            "f({ a, ...b })",
            "const { a, ...b } = c;",
            "a ||= b",
            "a.at(1)",
        ),
        *(
            "class A { #b = 1 }",
            "for await (const a of b) {}",
            'import("a")',
            "f(/(?<=a)b/)",
            "1_000",
            "10n",
            "f(/a/s)",
        ),
    ],
)
def test_newer_syntax_would_be_found(script: str) -> None:
    assert newer_than_2017(script)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_never_reads_text_as_html(name: str) -> None:
    source = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


@pytest.mark.parametrize("name", STYLES)
def test_styles_name_no_side(name: str) -> None:
    source = re.sub(r"/\*.*?\*/", "", (STATIC / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\b(left|right)\b", source)
    without_queries = re.sub(r"@media[^{]*\{", "", source)
    assert not re.search(
        r"(?<!-)\b((min-|max-)?(width|height)|margin-(top|bottom)|padding-(top|bottom))\s*:", without_queries
    )


def test_without_script_the_page_explains_itself_and_what_to_do_in_danger(web: httpx.Client) -> None:
    text = web.get("/?lang=en").text
    without_script = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "JavaScript" in without_script
    assert "emergency number" in without_script
