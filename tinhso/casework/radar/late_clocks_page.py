"""The list of late clocks as tables: how many by agency and by officer, and each deed with the way to its case."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from tinhso.casework.case.kind import kind_of
from tinhso.casework.models import Case, Participant
from tinhso.casework.radar.case_page import page_of
from tinhso.casework.radar.late_clocks import LateDeed, Number, What
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_datetime
from tinhso.lib.numbers import vn_number


def deeds_table(deeds: Sequence[LateDeed], names: Mapping[int, str], by: Actor, csv_url: str) -> Table:
    """One line a deed; each case is opened by whoever takes part in it, its events by others who may follow it. Two queries."""
    taking_part = Participant.objects.of(by).filter(case=OuterRef("pk"))
    cases = Case.objects.annotate(taken_part=Exists(taking_part)).select_related("agency")
    found = cases.in_bulk({one.case_id for one in deeds})
    columns = [_("Hồ sơ, việc"), _("Đã làm gì"), _("Lúc"), _("Giờ hẹn đã qua"), _("Cơ quan"), _("Cán bộ")]
    return Table(
        _("Từng lần, mới nhất trước"),
        [Column(label) for label in columns],
        [
            [
                Cell(case.code, page_of(case, by), small=kind_of(case.kind).label),
                str(one.what.label),
                vn_datetime(one.moment),
                vn_datetime(one.passed),
                case.agency.name,
                name_of(one.officer_id, names),
            ]
            for one in deeds
            for case in [found[one.case_id]]
        ],
        csv_url,
    )


def name_of(officer_id: int | None, names: Mapping[int, str]) -> str:
    return names.get(officer_id or 0) or _("Chưa rõ ai")


def officer_names(found: Iterable[Number]) -> dict[int, str]:
    """By the id of the account. One query."""
    ids = {one.officer_id for one in found if one.officer_id}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def agencies_of(found: Iterable[Number]) -> dict[int, Agency]:
    """Those at which there is any. One query."""
    return Agency.objects.in_bulk({one.agency_id for one in found})


def counts_table(
    caption: str,
    label: str,
    found: Iterable[Number],
    key: Callable[[Number], int],
    cell: Callable[[int], Cell],
) -> Table:
    """How many of each sort by one key, first those with the most that was asked after the due moment."""
    counts: dict[int, Counter[What]] = {}
    for one in found:
        counts.setdefault(key(one), Counter())[one.what] += one.n
    lines = {pk: (count[What.RESTARTED], count[What.WAITED]) for pk, count in counts.items()}
    rows = {pk: (*late, counts[pk].total() - sum(late)) for pk, late in lines.items()}
    order = sorted(rows, key=lambda pk: (-sum(rows[pk][:2]), -rows[pk][2], pk))
    headings = [_("Sau giờ hẹn, đã tính lại"), _("Sau giờ hẹn, vẫn tính"), _("Dời qua giờ hẹn đầu tiên")]
    return Table(
        caption,
        [Column(label), *(Column(words, number=True) for words in headings)],
        [[cell(pk), *map(vn_number, rows[pk])] for pk in order],
    )
