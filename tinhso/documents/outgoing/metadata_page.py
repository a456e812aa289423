"""All that is written about an outgoing document besides its words, in one table: phụ lục VI, III.7, NĐ 30/2020/NĐ-CP.

Each line stands in a row that points to the document and cannot go before it; rights and their changes are among them.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import FileEntry, OutgoingDocument, RightChange, WorkFile
from tinhso.documents.outgoing.permissions import is_inside
from tinhso.documents.outgoing.sheet import facts_of
from tinhso.documents.pages.related import related_rows
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.lib.numbers import vn_size

MOST_LINES = 400
Line = tuple[str, str, str]


def metadata_table(document: OutgoingDocument, by: Actor, on: date) -> Table:
    """Nine queries, whatever it holds. Of files of work those that the reader sees count, no others."""
    parts = [_identity(document, on), _related(document, by, on), _times(document), _paper(document)]
    if is_inside(
        document, by
    ):  # who else of the agency reads it is no business of the other one that signs along
        parts += [_versions(document), _rights(document), _filing(document, by, on)]
    rows = [list(line) for part in parts for line in part if line[2]]
    heads = [Column(label) for label in (_("Nhóm"), _("Trường"), _("Giá trị"))]
    return Table(_("Siêu dữ liệu của văn bản"), heads, rows[:MOST_LINES])


def _identity(document: OutgoingDocument, on: date) -> Iterator[Line]:
    group = _("Văn bản")
    yield group, _("Mã trong hệ thống"), document.case.code
    yield group, _("Cơ quan ban hành"), document.case.agency.name
    yield group, _("Mã định danh cơ quan"), document.case.agency.ident_code or ""
    yield group, _("Trích yếu"), document.subject
    for fact in facts_of(document, on):
        yield group, str(fact.label), str(fact.value)


def _related(document: OutgoingDocument, by: Actor, on: date) -> Iterator[Line]:
    """Those of which the reader may read both sides."""
    for one in related_rows(document, by, on):
        yield _("Văn bản liên quan"), one.words, " · ".join(filter(None, (one.code, one.number, one.subject)))


def _times(document: OutgoingDocument) -> Iterator[Line]:
    group = _("Thời điểm")
    times = (
        (_("Bắt đầu soạn"), document.case.opened_at),
        (_("Người cùng ký ký"), document.cosigned_at),
        (_("Ký"), document.signed_at),
        (_("Phát hành"), document.issued_at),
        (_("Thu hồi"), document.recalled_at),
    )
    for label, at in times:
        yield group, label, vn_datetime(at)


def _versions(document: OutgoingDocument) -> Iterator[Line]:
    group = _("Thời điểm")
    for number, at in document.versions.order_by("number").values_list("number", "at"):
        yield group, _("Phiên bản %(n)d") % {"n": number}, vn_datetime(at)


def _paper(document: OutgoingDocument) -> Iterator[Line]:
    paper, group = document.paper, _("Tệp và chữ ký")
    if paper is None:
        return
    yield group, _("Trạng thái"), str(paper.get_state_display())
    yield group, _("Tệp"), f"{paper.file.name}, {vn_size(paper.file.size)}"
    yield group, "SHA-256", paper.file.sha256
    for one in paper.signatures.all():
        words = [one.signer_name, one.post_title, one.capacity, vn_datetime(one.signed_at), one.serial]
        yield group, str(one.get_role_display()), " · ".join(filter(None, words))
    for title, size in document.attached.filter(removed_at=None).values_list("title", "file__size"):
        yield group, _("Kèm theo"), f"{title}, {vn_size(size)}"


def _rights(document: OutgoingDocument) -> Iterator[Line]:
    group = _("Quyền và kiểm soát")
    for seat in document.seats.select_related("agency", "officer").order_by("pk"):
        label = str(ROLES[seat.role].label) if seat.role in ROLES else seat.role
        who = seat.officer.full_name if seat.officer else _("ai giữ vai trò này")
        yield group, label, f"{who}, {seat.agency.name}"
    for change in RightChange.objects.filter(document=document).select_related("officer", "by"):
        words = {"by": change.by.full_name, "at": vn_datetime(change.at), "is": change.get_decision_display()}
        yield group, change.officer.full_name, _("%(by)s cho quyền xem lúc %(at)s: %(is)s") % words


def _filing(document: OutgoingDocument, by: Actor, on: date) -> Iterator[Line]:
    group, seen = _("Lưu giữ"), WorkFile.objects.visible_to(by, on=on)
    rows = FileEntry.objects.filter(outgoing=document, removed_at=None, work_file__in=seen).values_list(
        "work_file__keep_years", flat=True
    )
    terms = list(rows[:MOST_LINES])
    yield group, _("Số hồ sơ chứa văn bản"), str(len(terms))
    if not terms:
        return
    years = [one for one in terms if one is not None]
    longest = _("vĩnh viễn") if len(years) < len(terms) else _("%(n)d năm") % {"n": max(years)}
    yield group, _("Thời hạn bảo quản dài nhất"), longest
