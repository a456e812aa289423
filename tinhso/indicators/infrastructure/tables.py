"""The registers, the tables of operators and the villages as officers read them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, where_is
from tinhso.indicators.infrastructure.columns import COLUMNS
from tinhso.indicators.infrastructure.writing_items import ItemChanges
from tinhso.indicators.models import InfrastructureItem, ItemKind, OperatorTable, SignalVillage
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table, Tone
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number

MOST_SHOWN = 500  # lines of a dry run on the page; the file has all
NAMES = {"place_id": "commune", "user_agency_id": "user_agency", "position": "lat"}


def item_table(kind: str, rows: Iterable[InfrastructureItem]) -> Table:
    columns = [
        Column(_("Mã, tên")),
        Column(_("Doanh nghiệp, đơn vị vận hành")),
        Column(_("Nơi đặt")),
        Column(_("Đặc điểm")),
        Column(_("Đang dùng")),
    ]
    return Table(str(ItemKind(kind).label), columns, [_item_row(one) for one in rows])


def _item_row(one: InfrastructureItem) -> list[Cell | str]:
    standing = Cell(_("từ %(day)s") % {"day": vn_date(one.in_use_since or one.since)})
    if one.until:
        standing = Cell(_("ngừng từ %(day)s") % {"day": vn_date(one.until)}, tone="late")
    return [
        Cell(one.code, url=reverse("infrastructure_item", args=[one.pk]), small=one.name),
        one.operator.name,
        Cell(one.place.name, small=one.village),
        traits(one),
        standing,
    ]


def traits(one: InfrastructureItem) -> str:
    """What the columns of its kind say, in a line."""
    found = [" ".join(one.technologies)]
    found.append(_("dùng chung") if one.shared else "")
    found.append(_("%(n)s thôn") % {"n": vn_number(one.villages)} if one.villages is not None else "")
    found.append(f"{vn_number(one.kilometres, 2)} km" if one.kilometres is not None else "")
    if one.internet is not None:
        found.append(_("có Internet") if one.internet else _("chưa có Internet"))
    found.append(one.hours)
    if one.user_agency:
        found.append(f"{one.user_agency.name} ({one.user_agency.get_level_display()})")
    found.append(f"{vn_number(one.bandwidth)} Mbps" if one.bandwidth else "")
    return ", ".join(filter(None, found)) or "–"


def item_facts(one: InfrastructureItem) -> list[Fact]:
    facts = [
        Fact(_("Sổ"), one.get_kind_display()),
        Fact(_("Doanh nghiệp, đơn vị vận hành"), one.operator.name),
        Fact(_("Nơi đặt"), ", ".join(filter(None, (one.village, one.place.name)))),
        Fact(_("Đặc điểm"), traits(one)),
        Fact(_("Đưa vào sử dụng"), vn_date(one.in_use_since) if one.in_use_since else _("chưa rõ")),
        Fact(_("Dòng này đúng từ"), vn_date(one.since)),
    ]
    if one.until:
        facts.append(Fact(_("Kết thúc từ"), vn_date(one.until)))
    facts.append(Fact(_("Cơ quan nhập"), one.agency.name))
    source = _("bảng của doanh nghiệp ngày %(day)s") % {"day": vn_date(one.table.as_of)} if one.table else ""
    facts.append(Fact(_("Nguồn"), source or _("cán bộ nhập")))
    return facts


def table_list(rows: Iterable[OperatorTable]) -> Table:
    columns = [
        Column(_("Bảng")),
        Column(_("Doanh nghiệp")),
        Column(_("Tình trạng")),
        Column(_("Thêm"), number=True),
        Column(_("Sửa"), number=True),
        Column(_("Kết thúc"), number=True),
        Column(_("Dòng không nhập"), number=True),
    ]
    return Table(_("Bảng đã nhận"), columns, [_table_row(one) for one in rows])


def _table_row(one: OperatorTable) -> list[Cell | str]:
    imported = one.state == OperatorTable.State.IMPORTED
    day = _("số liệu ngày %(day)s") % {"day": vn_date(one.as_of)}
    numbers = [vn_number(n) for n in (one.added, one.changed, one.ended, one.refused)]
    return [
        Cell(one.get_kind_display(), url=reverse("operator_table", args=[one.pk]), small=day),
        one.operator.name,
        Cell(one.get_state_display(), tone="ok" if imported else "soon", small=vn_date(one.received_at)),
        *(numbers if imported else ["–"] * 4),
    ]


def change_tables(changes: ItemChanges, kind: str) -> list[Table]:
    """What an import would do, table by table: not understood, new, changed, ended; those without a line are left out."""
    labels = {column.key: str(column.label) for column in COLUMNS[kind]}
    bad = [[vn_number(one.line), one.what, one.reason] for one in changes.bad]
    new = [[one.code, one.name] for one in changes.added]
    changed = [
        [one.item.code, one.words.name, ", ".join(labels.get(NAMES.get(n, n), n) for n in one.columns)]
        for one in changes.changed
    ]
    ended = [[item.code, item.name, vn_date(day)] for item, day in changes.ended]
    line = Column(_("Dòng"), number=True)
    code, name = Column(_("Mã")), Column(_("Tên, địa chỉ"))
    found: list[tuple[str, list[Column], Sequence[Sequence[Cell | str]]]] = [
        (_("Các dòng chưa hiểu, sẽ không nhập"), [line, Column(_("Nội dung")), Column(_("Lý do"))], bad),
        (_("Sẽ thêm"), [code, name], new),
        (_("Sẽ sửa"), [code, name, Column(_("Thay đổi"))], changed),
        (_("Sẽ kết thúc"), [code, name, Column(_("Từ ngày"))], ended),
    ]
    return [Table(title, columns, rows[:MOST_SHOWN]) for title, columns, rows in found if rows]


def village_table(rows: Iterable[SignalVillage], now: datetime) -> Table:
    columns = [
        Column(_("Thôn, bản")),
        Column(_("Tình trạng sóng")),
        Column(_("Doanh nghiệp được yêu cầu")),
        Column(_("Thời hạn")),
        Column(_("Việc")),
    ]
    return Table(_("Thôn trắng sóng, lõm sóng"), columns, [_village_row(one, now) for one in rows])


def _village_row(one: SignalVillage, now: datetime) -> list[Cell | str]:
    words, tone = village_standing(one, now)
    return [
        Cell(one.name, url=reverse("signal_village", args=[one.case.code]), small=one.place.name),
        one.get_signal_display(),
        one.operator.name,
        vn_date(one.case.due_at),
        Cell(words, tone=tone),
    ]


def village_standing(one: SignalVillage, now: datetime) -> tuple[str, Tone]:
    """How the case stands in words, and the tone of its tag."""
    case = one.case
    if case.state == State.DONE:
        late = case.timeliness == "late"
        return (_("đã có sóng, quá hạn"), "late") if late else (_("đã có sóng, đúng hạn"), "ok")
    if case.finished_at is None and case.due_at and case.due_at < now:
        return _("quá hạn"), "late"
    return where_is(case), "soon"


def month_label(month: date) -> str:
    return f"{month:%m/%Y}"
