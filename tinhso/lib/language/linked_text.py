"""Paragraphs that people typed, with links written `[chữ](/duong-dan/)`: data, never markup; pages write it."""

import re
from dataclasses import dataclass

LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(((?:/(?!/)|https://)[^\\\s()<>\"']{1,300})\)")
ADDRESS = re.compile(r"(?:/(?!/)|https://)[^\\]*\Z")
"""Of the site or of another: a browser reads a backslash as a slash, and two slashes as another site."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or the words of a link with its address."""

    text: str
    url: str = ""


def pieces_of(text: str) -> list[Piece]:
    """A paragraph with its links `[chữ](/duong-dan/)`; whatever is no such link stays text."""
    found, at = [], 0
    for link in LINK.finditer(text):
        if link.start() > at:
            found.append(Piece(text[at : link.start()]))
        found.append(Piece(link[1], link[2]))
        at = link.end()
    return [*found, Piece(text[at:])] if text[at:] else found


def paragraphs_of(text: str) -> list[list[Piece]]:
    """Paragraphs are parted by an empty line."""
    return [pieces_of(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def without_links(text: str) -> str:
    """The words alone; links lose their address."""
    return LINK.sub(r"\1", text)
