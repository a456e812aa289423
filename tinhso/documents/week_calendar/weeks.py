"""A week of an agency's calendar: its days, who leads the agency, what clashes, the table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import combinations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import CalendarEntry
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import in_reach, vn_date
from tinhso.lib.language.vietnamese import fold

WIDTHS = (1.6, 1.2, 2, 3.8, 2, 2.2)
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


def clashes(entries: Sequence[CalendarEntry]) -> dict[int, str]:
    """The lines that ask one leader, or one room, for two things at times that overlap (phụ lục VI, IV.2), with the words of it.

    What has no end lasts as long as it takes: it overlaps where it begins. What lasts the whole day stands beside the hours.
    """
    days: dict[date, list[CalendarEntry]] = defaultdict(list)
    for one in entries:
        if one.struck_at is None and one.begins is not None:
            days[one.day].append(one)
    found: dict[int, set[str]] = defaultdict(set)
    for lines in days.values():
        for first, second in combinations(lines, 2):
            if _overlap(first, second):
                for words in _shared(first, second):
                    found[first.pk].add(words)
                    found[second.pk].add(words)
    return {key: ", ".join(sorted(words)) for key, words in found.items()}


def _overlap(first: CalendarEntry, second: CalendarEntry) -> bool:
    one, other = sorted((first, second), key=lambda entry: entry.begins or time.min)
    assert one.begins is not None and other.begins is not None
    return one.begins == other.begins or (one.ends is not None and other.begins < one.ends)


def _shared(first: CalendarEntry, second: CalendarEntry) -> Iterator[str]:
    if first.leader_id == second.leader_id:
        yield _("trùng giờ")
    room = " ".join(fold(first.place).split())
    if room and room == " ".join(fold(second.place).split()):
        yield _("trùng phòng")


def week_table(entries: Sequence[CalendarEntry], *, writes: bool) -> Table:
    double = clashes(entries)
    head = [_("Ngày"), _("Giờ"), _("Lãnh đạo"), _("Nội dung"), _("Địa điểm"), _("Thành phần")]
    rows: list[list[Cell | str]] = [
        [
            f"{DAYS[one.day.weekday()]}, {vn_date(one.day)}",
            _hours(one, clash=double.get(one.pk, "")),
            one.leader.full_name,
            _subject(one, writes=writes),
            one.place or "–",
            one.attending or "–",
        ]
        for one in entries
    ]
    return Table(_("Lịch công tác tuần"), [Column(label) for label in head], rows)


def _hours(entry: CalendarEntry, *, clash: str) -> Cell | str:
    words = f"{entry.begins:%H:%M}" if entry.begins else _("cả ngày")
    if entry.ends is not None:
        words += f" – {entry.ends:%H:%M}"
    return Cell(words, tone="late", small=clash) if clash else words


def _subject(entry: CalendarEntry, *, writes: bool) -> Cell:
    if entry.struck_at is not None:
        return Cell(_("Hoãn, bỏ: %(subject)s") % {"subject": entry.subject}, small=entry.strike_reason)
    small = "" if entry.approved_at else _("chưa duyệt")
    url = reverse("strike_calendar_entry", args=[entry.pk]) if writes else ""
    return Cell(entry.subject, url=url, small=small)
