"""Text that XML 1.0 can hold: a control character in a title would break every feed and catalogue it stands in."""

import re
from html import escape

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The same text without what XML 1.0 forbids."""
    return FORBIDDEN.sub("", text)


def as_html(text: str) -> str:
    """The same words for a place that readers take for HTML (`description` of RSS, `summary` of Atom): no markup in them does anything."""
    return escape(xml_text(text), quote=False)
