"""The law's and the source's own words in a page of another language: marked, so that they are read as Vietnamese."""

from django.utils.html import format_html
from django.utils.translation import get_language


def marked(words: str) -> str:
    """As they are in a Vietnamese page and where there are none."""
    return format_html('<span lang="vi">{}</span>', words) if words and get_language() != "vi" else words


def quoted(frame: str, words: str) -> str:
    """A sentence of ours around them; `frame` holds `%(words)s`."""
    if get_language() == "vi":
        return frame % {"words": words}
    return format_html(frame.replace("%(words)s", "{}"), marked(words))
