"""Which of a month's dossiers becomes the death in An's family, also where few dossiers leave the desks of deaths none."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from tinhso.demo.onestop.next_steps import with_family_death
from tinhso.demo.onestop.rows import Fate, Plot
from tinhso.lib.dates import HANOI

NOW = datetime(2026, 11, 30, 8, tzinfo=HANOI)
COMMUNE, OFFICE = 1, 2


def offer(agency, days):
    return SimpleNamespace(agency=SimpleNamespace(pk=agency), limit=days)


DEATHS = {COMMUNE: offer(COMMUNE, 1)}
SETTING = SimpleNamespace(
    now=NOW,
    due=lambda days, at: at.replace(hour=17, minute=0) + timedelta(days=days),
    calendar=SimpleNamespace(opening=lambda day: datetime(day.year, day.month, day.day, 7, tzinfo=HANOI)),
)


def plot(agency, begins, ends, *, limit=10, outcome="granted"):
    begun, ended = (datetime(2026, *moment, tzinfo=HANOI) for moment in (begins, ends))
    return Plot(offer(agency, limit), begun - timedelta(hours=1), fate=Fate(outcome, begun, ended))


def family(plots):
    found = with_family_death(plots, DEATHS, "An", SETTING)
    return found, [one for one in found if one.person == "An"]


def test_one_of_the_commune_is_settled_in_the_time_of_a_death():
    plots = [plot(OFFICE, (11, 18, 9), (11, 19, 9)), plot(COMMUNE, (11, 19, 9), (11, 25, 9))]
    found, (death,) = family(plots)
    assert death is found[1] and found[0] is plots[0] and death.offer is DEATHS[COMMUNE]
    assert death.fate.ends_at == datetime(2026, 11, 20, 16, 40, tzinfo=HANOI)


def test_where_the_commune_has_none_the_newest_of_any_agency_came_there_on_its_last_day():
    long_ago = plot(COMMUNE, (10, 29, 9), (11, 9, 9))
    other = plot(OFFICE, (11, 3, 9), (11, 12, 15))
    for plots in ([long_ago, other], [other]):
        found, (death,) = family(plots)
        ends = death.fate.ends_at
        assert ends == other.fate.ends_at and len(found) == len(plots) and death.offer is DEATHS[COMMUNE]
        assert death.submitted_at < death.fate.accepted_at < ends and death.submitted_at.date() == ends.date()
        assert found == sorted(found, key=lambda one: one.submitted_at)


def test_what_is_late_old_or_refused_stays_what_it_was():
    plots = [
        plot(OFFICE, (10, 1, 9), (10, 8, 9)),
        plot(OFFICE, (11, 2, 9), (11, 20, 9)),
        plot(OFFICE, (11, 18, 9), (11, 19, 9), outcome="refused"),
    ]
    assert family(plots) == (plots, [])
