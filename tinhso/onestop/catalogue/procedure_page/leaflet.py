"""The A4 leaflet of a procedure: what a village head pins on the board, with a QR to its page."""

from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.papers.public import render
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import site_url
from tinhso.lib.forms.numbers import write_number
from tinhso.lib.money.fees import moment_words
from tinhso.onestop.catalogue.procedure_page.condition_words import when_words
from tinhso.onestop.catalogue.procedure_page.page import ProcedurePage
from tinhso.onestop.models import ProcedureVersion

MOST_PAPERS = 8
LONGEST = 240  # letters of a paper's name or a fact; the page says the rest


def sheet_pdf(page: ProcedurePage, *, on: date) -> bytes:
    """One page of A4; the same procedure and day give the same bytes. The page must have a version."""
    if page.version is None:
        raise LookupError(page.procedure.code)
    return render("sheet", _content(page, page.version, on), at=datetime.combine(on, time(), HANOI))


def _content(page: ProcedurePage, version: ProcedureVersion, on: date) -> dict[str, Any]:
    url = site_url(reverse("procedure", args=[page.procedure.code]))
    owner = Instance.objects.values_list("owner", flat=True).first()
    papers = [_paper(paper, version) for paper in sorted(version.papers, key=_at_times)]
    return {
        "agency": owner or "",
        "name": short(page.procedure.name, 400),
        "code": page.procedure.code if page.procedure.code_known else _("mã chưa xác minh"),
        "facts": [[str(f.label), short(str(f.value))] for f in page.facts[2:]]
        + [[_("Phí, lệ phí"), _fees(version)]],
        "documents": papers[:MOST_PAPERS],
        "more": max(0, len(papers) - MOST_PAPERS),
        "ways": short(version.manner_text, 500),
        "page": url,
        "as_of": on,
        "verify_url": url,
    }


def _at_times(paper: dict[str, Any]) -> bool:
    """Whether it is asked for only in some cases; those come last."""
    return "show_if" in paper or not paper["required"]


def _paper(paper: dict[str, Any], version: ProcedureVersion) -> str:
    counts = [(paper["originals"], _("bản chính")), (paper["copies"], _("bản sao"))]
    counts_text = ", ".join(f"{n:02} {words}" for n, words in counts if n)
    note = str(paper["note"])
    when = note[0].lower() + note[1:].rstrip(".") if note.startswith("Khi ") else ""
    when = (
        when
        or when_words(version.definition, paper.get("show_if"))
        or (_("tùy trường hợp") if _at_times(paper) else "")
    )
    return short(paper["name"]) + (f" ({counts_text})" if counts_text else "") + (f", {when}" if when else "")


def _fees(version: ProcedureVersion) -> str:
    fees = [
        f"{fee['name']}: {write_number(fee['amount'])} đồng" + _due(fee, version.fee_due)
        for fee in version.fees
        if fee.get("amount") is not None
    ]
    return short("; ".join(fees)) if fees else _("theo quy định; cơ quan tiếp nhận báo trước khi thu")


def _due(fee: dict[str, Any], otherwise: str) -> str:
    words = moment_words(fee, otherwise)
    return f", {words}" if words else ""


def short(text: str, longest: int = LONGEST) -> str:
    """The text, cut at a word with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + "…"
