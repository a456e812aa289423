"""The year of synthetic reports: sent, sorted, handled, answered, rated, reopened, and a desk with work on the opening day.

Calibrated to nothing but plausibility. The same seed gives the same reports. Written by COPY with their events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from django.db import transaction

from tinhso.casework.bulk import Case, Note, copy_histories, office_calendar_id, work_calendar
from tinhso.citizen.bulk import (
    Report,
    ReportCategory,
    copy_reports,
    proposed_agency,
    report_process,
    triage_desk,
)
from tinhso.demo.citizen.report_pictures import create_report_pictures
from tinhso.demo.citizen.report_story import BEFORE_ANSWER, ReportPlot, ReportSetting, play_report
from tinhso.demo.citizen.report_words import WEIGHTS
from tinhso.demo.days import first_day
from tinhso.demo.onestop.teams import Teams
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Agency, Person, User, pseudonym_of
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import reserve_ids
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

SEED, CHUNK = 202311, 1000
ONE_IN, FEWEST, MOST = 15, 150, 4000  # reports for so many dossiers
PLACES = 14  # communes in which something is reported
OPEN = {"new": 14, "assign": 9, "handle": 12, "publish": 6, "late": 5}  # what stands where on the opening day
NO_SIGNAL = "khong-co-song"
REPORTS_OF_CAST = 3  # reports of An, of the cast


@dataclass
class Atlas:
    """Where reports come from, and which agency the routes of the day lead to; each asked once."""

    now: datetime
    communes: list[AdminUnit]
    points: dict[int, tuple[float, float]]
    _agencies: dict[tuple[str, int], Agency | None] = field(default_factory=dict)

    def agency(self, category: str, commune: AdminUnit) -> Agency | None:
        key = (category, commune.pk)
        if key not in self._agencies:
            self._agencies[key] = proposed_agency(category, commune, on=self.now.date())
        return self._agencies[key]


@transaction.atomic
def create_reports(dossiers: int, *, now: datetime) -> int:
    """So many synthetic reports up to `now`; none where some are there."""
    categories = {row.code: row for row in ReportCategory.objects.on(now.date())}
    if not dossiers or not categories or Report.objects.exists():
        return 0
    count = max(FEWEST, min(MOST, dossiers // ONE_IN))
    rng, atlas = Random(SEED), atlas_of(now)  # noqa: S311
    setting = _setting(now, rng)
    plots = iter(sorted(_plots(count, categories, atlas, setting, rng), key=lambda plot: plot.sent_at))
    written = 0
    while chunk := list(islice(plots, CHUNK)):
        keys, notes = reserve_ids(Case, len(chunk)), iter(reserve_ids(Note, len(chunk)))
        stories = [
            play_report(plot, key, next(notes), setting, rng) for plot, key in zip(chunk, keys, strict=True)
        ]
        copy_histories(history for history, _ in stories)
        written += copy_reports(report for _, report in stories)
    return written


def _setting(now: datetime, rng: Random) -> ReportSetting:
    day = now.date()
    calendar_id = office_calendar_id(None, day)
    return ReportSetting(
        now=now,
        desk=triage_desk(day),
        process=report_process(),
        calendar=work_calendar(calendar_id),
        calendar_id=calendar_id,
        reply=TimeLimit(
            Decimal(rule("citizen.triage_hours", on=day)), Unit.HOUR, "Phân loại phản ánh hiện trường"
        ),
        answer=TimeLimit(
            Decimal(rule("citizen.answer_days", on=day)), Unit.DAY, "Trả lời phản ánh hiện trường"
        ),
        pictures=create_report_pictures(now=now),
        teams=Teams(day, first_day(day), rng, now),
    )


def atlas_of(now: datetime) -> Atlas:
    """Communes of that day with a point of the map: their own, or that of the unit that they became part of."""
    day = now.date()
    communes = list(AdminUnit.objects.on(day).communes().select_related("parent").order_by("code"))
    points: dict[int, tuple[float, float]] = {}
    for unit in communes:
        near = unit if unit.lat is not None else _successor(unit)
        if near is not None and near.lat is not None and near.lon is not None:
            points[unit.pk] = (float(near.lat), float(near.lon))
    known = [unit for unit in communes if unit.pk in points]
    cast = [u for u in known if u.code == "15271" or (u.parent and u.parent.code == "392")][:3]
    others = known[:: max(1, len(known) // PLACES)][:PLACES]
    return Atlas(now, list(dict.fromkeys([*cast, *others])), points)


def _successor(unit: AdminUnit) -> AdminUnit | None:
    row = unit.successions.select_related("new").order_by("-is_default", "on").first()
    if row is None:
        return None
    return row.new if row.new.lat is not None else _successor(row.new)


def sent_in_time(ago: timedelta, stop: str, setting: ReportSetting) -> datetime:
    """So long ago; what somebody has in hand by now was sent early enough for that, also where the demo opens on a day off."""
    sent = setting.now - ago
    while stop not in ("", "new") and setting.in_hands(sent) > setting.now - BEFORE_ANSWER:
        sent -= timedelta(days=1)
    return sent


def _plots(
    count: int, categories: dict[str, ReportCategory], atlas: Atlas, setting: ReportSetting, rng: Random
) -> Iterator[ReportPlot]:
    """What ended in the year before, and what stands on the desks now."""
    codes = [code for code in WEIGHTS if code in categories]
    weights = [WEIGHTS[code] for code in codes]
    an = User.objects.filter(username="an").select_related("person").first()

    def plot(days: float, stop: str = "", person: Person | None = None, code: str = "") -> ReportPlot | None:
        picked = code or rng.choices(codes, weights)[0]
        category = categories[NO_SIGNAL if picked == "tin-nhan-rac" and int(days) % 2 else picked]
        commune = rng.choice(atlas.communes)
        agency = atlas.agency(category.code, commune)
        if agency is None:
            return None
        lat, lon = atlas.points[commune.pk]
        spot = (lat + rng.gauss(0, 0.008), lon + rng.gauss(0, 0.008))
        sent = sent_in_time(timedelta(days=days, seconds=rng.randint(0, 40_000)), stop, setting)
        return ReportPlot(category, commune, agency, spot, sent, stop, person)

    for _ in range(count):
        if found := plot(rng.uniform(25, 430)):
            yield found
    for stop, many in OPEN.items():
        for n in range(many):
            cast = "cap-vien-thong" if n % 2 and stop != "new" else ""  # those lead to Sở of the cast
            days = {"new": rng.uniform(0, 0.3), "late": rng.uniform(12, 20)}.get(stop, rng.uniform(1, 4))
            if found := plot(days, stop, code=cast):
                yield found
    for n in range(REPORTS_OF_CAST if an else 0):
        sender = pseudonym_of(an.person) if an and an.person else None
        if found := plot(2 + 18 * n, "handle" if n == 0 else "", person=sender, code="o-ga"):
            yield found
