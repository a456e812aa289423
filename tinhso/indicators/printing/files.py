"""The three files of a report from one content."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static

from tinhso.indicators.printing.html import page_values
from tinhso.indicators.printing.pdf import to_pdf
from tinhso.kernel.papers.public import is_demo
from tinhso.kernel.site.public import site_url

Content = dict[str, Any]


def to_html(content: Content, *, at: datetime) -> bytes:
    """A page that stands alone; its style is that of the site."""
    sheet = site_url(static("site/tinhso.css"))
    values = page_values(content, {}) | {"sheet": sheet, "demo": is_demo()}
    return render_to_string("indicators/printing/report_file.html", values).encode()


def to_docx(content: Content, *, at: datetime) -> bytes:
    """A file of Word. Its library takes half a second to load: whoever asks for one waits for it, nobody else."""
    # the library of Word takes half a second to load
    from tinhso.indicators.printing import docx as report_docx

    return report_docx.to_docx(content, at=at)


MAKERS: dict[str, Callable[..., bytes]] = {"pdf": to_pdf, "docx": to_docx, "html": to_html}
FORMATS = tuple(MAKERS)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def file_of(content: Content, kind: str, *, at: datetime) -> bytes:
    """`kind` is one of FORMATS. PaperNotMade."""
    return MAKERS[kind](content, at=at)
