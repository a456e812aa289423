"""What the page of packages shows: the list of them, what is in one, and the protocol that both sides sign."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.models import ArchivePackage
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.register_page import table_pdf
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import local, vn_date, vn_datetime
from tinhso.lib.numbers import vn_number

State = ArchivePackage.State
TONES = {State.BUILT: "ok", State.RECEIVED: "ok", State.ASKED: "soon", State.FAILED: "late"}
MOST_SHOWN = 200
PROTOCOL_WIDTHS = (0.5, 4.6, 1.6, 1.0, 4.4)


def packages_table(packages: Iterable[ArchivePackage]) -> Table:
    """Newest first."""
    head = (
        _("Gói"),
        _("Trạng thái"),
        _("Lập lúc"),
        _("Người yêu cầu"),
        _("Tệp"),
        _("Cỡ (byte)"),
        _("SHA-256 của gói"),
    )
    rows: list[list[Cell | str]] = [
        [
            one.code,
            Cell(State(one.state).label, tone=TONES[State(one.state)], small=_remark(one)),  # type: ignore[arg-type]
            vn_datetime(one.built_at or one.asked_at),
            one.asked_by.full_name,
            str(len(one.contents) or "–"),
            vn_number(one.file.size) if one.file else "–",
            one.file.sha256 if one.file else "–",
        ]
        for one in packages
    ]
    numbers = {4, 5}
    return Table(
        _("Gói nộp lưu trữ lịch sử"), [Column(label, n in numbers) for n, label in enumerate(head)], rows
    )


def _remark(one: ArchivePackage) -> str:
    if one.state == State.RECEIVED:
        words = {"who": one.receiver, "day": vn_date(one.received_on), "receipt": one.receipt}
        return _("%(who)s, ngày %(day)s, biên bản %(receipt)s") % words
    return one.problem


def contents_table(package: ArchivePackage) -> Table:
    """Each file with its format; those in a format that changes are named first."""
    rows: list[list[Cell | str]] = [
        [
            Cell(one["title"], small=one["path"].rpartition("/")[2]),
            Cell(
                one["format"],
                tone="" if one["lasting"] else "soon",
                small="" if one["lasting"] else _("phải chuyển đổi"),
            ),
            vn_number(one["size"]),
        ]
        for one in sorted(package.contents, key=lambda one: one["lasting"])[:MOST_SHOWN]
    ]
    head = (_("Tài liệu, tệp"), _("Định dạng"), _("Cỡ (byte)"))
    title = _("Định dạng của các tệp trong gói %(code)s") % {"code": package.code}
    return Table(title, [Column(label, n == 2) for n, label in enumerate(head)], rows)


def changing_formats(package: ArchivePackage) -> list[tuple[str, int]]:
    """The formats that archives do not take as they are, with how many files have each."""
    found: dict[str, int] = {}
    for one in package.contents:
        if not one["lasting"]:
            found[one["format"]] = found.get(one["format"], 0) + 1
    return sorted(found.items())


def protocol_pdf(package: ArchivePackage, *, now: datetime) -> bytes:
    """Biên bản giao nhận: every file with format, size and digest, the digest of the whole, room for two signatures."""
    file = package.work_file
    rows: list[list[Cell | str]] = [
        [str(n), one["title"], one["format"], vn_number(one["size"]), one["sha256"]]
        for n, one in enumerate(package.contents, 1)
    ]
    head = (_("STT"), _("Tài liệu"), _("Định dạng"), _("Cỡ (byte)"), _("SHA-256"))
    words = {
        "code": package.code,
        "file": f"{file.full_code}. {file.title}",
        "digest": package.file.sha256 if package.file else "–",
        "files": len(rows),
        "changing": ", ".join(f"{name} ({n})" for name, n in changing_formats(package)) or _("không có"),
    }
    closing = _(
        "Gói %(code)s, %(files)d tệp, SHA-256 của cả gói: %(digest)s. Định dạng phải chuyển đổi: %(changing)s. "
        "ĐẠI DIỆN BÊN GIAO: ……………………………… ĐẠI DIỆN BÊN NHẬN: ……………………………… Ngày …… tháng …… năm ………"
    )
    return table_pdf(
        Table("", [Column(label) for label in head], rows),
        file.agency,
        title=_("Biên bản giao nhận hồ sơ, tài liệu vào lưu trữ lịch sử"),
        subject=str(words["file"]),
        widths=PROTOCOL_WIDTHS,
        place=place_name(file.agency, local(now).date()),
        now=now,
        closing=closing % words,
    )
