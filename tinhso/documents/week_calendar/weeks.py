"""A week of an agency's calendar: its days, who leads the agency, what clashes, the table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import CalendarEntry
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import in_reach, vn_date

WIDTHS = (1.6, 0.8, 2, 4, 2, 2.4)
DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def sunday_of(monday: date) -> date:
    return monday + timedelta(days=6)


def week_asked(typed: str, today: date) -> date:
    """The Monday of the week of that day; of today's where no day can be read."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return monday_of(today)
    near = timedelta(days=7)
    return (
        monday_of(day)
        if in_reach(day) and in_reach(day - near) and in_reach(day + near)
        else monday_of(today)
    )


def leaders_on(agency_id: int, day: date) -> "QuerySet[User]":
    posts = Post.objects.on(day).with_role(Head.code).filter(agency_id=agency_id)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("full_name")


def clashes(entries: Sequence[CalendarEntry]) -> set[int]:
    """The keys of lines that ask one leader to be at two things at the same time (phụ lục VI, IV.2)."""
    found: dict[tuple[date, object, int], list[int]] = defaultdict(list)
    for one in entries:
        if one.struck_at is None and one.begins is not None:
            found[one.day, one.begins, one.leader_id].append(one.pk)
    return {key for keys in found.values() if len(keys) > 1 for key in keys}


def week_table(entries: Sequence[CalendarEntry], *, writes: bool) -> Table:
    double = clashes(entries)
    head = [_("Ngày"), _("Giờ"), _("Lãnh đạo"), _("Nội dung"), _("Địa điểm"), _("Thành phần")]
    rows: list[list[Cell | str]] = [
        [
            f"{DAYS[one.day.weekday()]}, {vn_date(one.day)}",
            _begins(one, clash=one.pk in double),
            one.leader.full_name,
            _subject(one, writes=writes),
            one.place or "–",
            one.attending or "–",
        ]
        for one in entries
    ]
    return Table(_("Lịch công tác tuần"), [Column(label) for label in head], rows)


def _begins(entry: CalendarEntry, *, clash: bool) -> Cell | str:
    words = f"{entry.begins:%H:%M}" if entry.begins else _("cả ngày")
    return Cell(words, tone="late", small=_("trùng giờ")) if clash else words


def _subject(entry: CalendarEntry, *, writes: bool) -> Cell:
    if entry.struck_at is not None:
        return Cell(_("Hoãn, bỏ: %(subject)s") % {"subject": entry.subject}, small=entry.strike_reason)
    small = "" if entry.approved_at else _("chưa duyệt")
    url = reverse("strike_calendar_entry", args=[entry.pk]) if writes else ""
    return Cell(entry.subject, url=url, small=small)
