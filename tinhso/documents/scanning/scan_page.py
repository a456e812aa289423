"""What the pages of scans show: the batches of the agency, the documents in one, what can and cannot be done on this machine."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import Scan, ScanPart
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.lib.scans.programs import recognises, splits_pdf

TONES = {
    Scan.State.WAITING: "soon",
    Scan.State.SPLIT: "ok",
    Scan.State.FAILED: "late",
    Scan.State.FROZEN: "late",
}


def scans_table(scans: Iterable[Scan]) -> Table:
    """Newest first; `parts` and `registered` are counted with them."""
    head = (_("Bản quét"), _("Trạng thái"), _("Nhận lúc"), _("Người quét"), _("Văn bản"), _("Đã vào sổ"))
    rows: list[list[Cell | str]] = [
        [
            Cell(_name(one), url=reverse("scan", args=[one.pk])),
            Cell(Scan.State(one.state).label, tone=TONES[Scan.State(one.state)], small=one.problem),  # type: ignore[arg-type]
            vn_datetime(one.at),
            one.by.full_name,
            str(getattr(one, "parts_inside", 0) or "–"),
            str(getattr(one, "registered", 0) or "–"),
        ]
        for one in scans
    ]
    numbers = {4, 5}
    return Table(_("Bản quét"), [Column(label, n in numbers) for n, label in enumerate(head)], rows)


def _name(scan: Scan) -> str:
    """Of a frozen one not even the name of its file."""
    number = _("Bản quét %(n)d") % {"n": scan.pk}
    return number if scan.state == Scan.State.FROZEN else f"{number}: {scan.file.name}"


def pages_of(part: ScanPart) -> str:
    if not part.last_page:
        return _("cả bản quét")
    if part.first_page == part.last_page:
        return _("trang %(n)d") % {"n": part.first_page}
    return _("trang %(first)d đến %(last)d") % {"first": part.first_page, "last": part.last_page}


def missing_here() -> list[str]:
    """What this machine cannot do with scans, in plain words."""
    found = []
    if not splits_pdf():
        found.append(_("Máy chủ chưa tách được tệp PDF theo trang ngăn: mỗi tệp PDF là một văn bản."))
    if not recognises():
        found.append(_("Máy chủ chưa có chương trình nhận dạng chữ: bản quét không tìm được theo nội dung."))
    return found
