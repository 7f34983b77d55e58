"""HTML built from elements: what is not an element is text and gets escaped, so nothing can be forgotten."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias, Union

Content: TypeAlias = Union["Element", str, Iterable["Content"]]
_EMPTY = frozenset({"meta", "link", "br"})


class Element:
    """`html` is finished."""

    def __init__(self, html: str) -> None:
        self.html = html


def element(name: str, /, *content: Content, **attributes: object) -> Element:
    """`class_` and `data_x` become `class` and `data-x`; an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Element(f"<{name}{written}>")
    return Element(f"<{name}{written}>{_inner(content)}</{name}>")


def style_sheet(css: str) -> Element:
    """The one place for text that is not escaped: our own."""
    return Element(f"<style>{css}</style>")


def _inner(content: Content) -> str:
    if isinstance(content, Element):
        return content.html
    if isinstance(content, str):
        return escape(content, quote=False)
    return "".join(_inner(item) for item in content)
