"""Official documents of the demo: the year before the opening day, and what lies on the desks of that day."""

from datetime import datetime
from random import Random

from tinhso.demo.documents.assignments import give_tasks
from tinhso.demo.documents.changed_papers import change_papers
from tinhso.demo.documents.draft_rules import create_draft_rules
from tinhso.demo.documents.incoming_desk import fill_incoming
from tinhso.demo.documents.offices import offices
from tinhso.demo.documents.outgoing_desk import Token, fill_desks
from tinhso.demo.documents.outgoing_year import FEWEST, MOST, ONE_IN, create_year
from tinhso.demo.documents.outside import fill_outside
from tinhso.demo.documents.week_calendar import fill_calendars
from tinhso.demo.documents.work_files import fill_files
from tinhso.demo.officers import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.documents.bulk import RegisterNumber

SEED = 302020


def create_documents(dossiers: int, token: Token | None, *, now: datetime) -> int:
    """As many as suit so many dossiers, none where there is a register already. Returns how many."""
    if not dossiers or RegisterNumber.objects.exists():
        return 0
    rng = Random(SEED)  # noqa: S311 - invents
    standing = offices(now.date(), rng, Teams(now.date(), SINCE, rng, now))
    fill_outside(standing, now=now)
    count = max(FEWEST, min(MOST, dossiers // ONE_IN))
    made = create_year(count, standing, rng, now=now) + fill_desks(standing, token, rng, now=now)
    change_papers(standing, now=now)
    fill_files(standing, now=now)
    fill_calendars(standing, now=now)
    made += fill_incoming(standing, now=now) + give_tasks(standing, now=now)
    return made + create_draft_rules(standing, token, rng, now=now)
