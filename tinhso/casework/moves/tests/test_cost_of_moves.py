"""How many statements a move costs PostgreSQL. Bounds, not times: `bench/onestop.py` measures those."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.casework.moves.tests.test_moves import EIGHT_HOURS, LATER, NOW, TEN_DAYS, once  # noqa: F401
from tinhso.casework.public import (
    Case,
    accept_case,
    advance_case,
    finish_case,
    open_case,
    settle_case,
    submit_case,
)
from tinhso.casework.tests.makers import make_process
from tinhso.kernel.events.listen import LISTENING
from tinhso.lib.legal_time.clock import Effect

BOUNDARIES = ("SAVEPOINT", "RELEASE")  # in a test every transaction lies in that of the test


def statements(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as sent:
        deed()
    return sum(not q["sql"].startswith(BOUNDARIES) for q in sent.captured_queries)


def way(town, code: str) -> dict[str, int]:
    """One case from hand-in to hand-over, and what each move cost."""
    actors = {name: town.actor(name) for name in ("an", "binh", "emi", "chi", "van")}
    who, plain = actors.__getitem__, {"now": LATER}
    case = open_case(
        kind="dossier", code=f"nhap-{code}", title="Việc thử", agency=town.agency_a, desk=town.desk_a,
        source=Case.Source.OWN_PORTAL, process=make_process(), person=town.an.person, by=who("an"), now=NOW,
    )  # fmt: skip
    moves = {
        "submit": lambda ver: submit_case(
            case=case, ver=ver, code=code, reply=EIGHT_HOURS, reply_role="desk", by=who("an"), now=NOW
        ),
        "accept": lambda ver: accept_case(
            case=case, ver=ver, limit=TEN_DAYS, effect=Effect.RESTART, by=who("binh"), **plain
        ),
        "examine": lambda ver: advance_case(case=case, ver=ver, by=who("emi"), finding="Đủ.", **plain),
        "sign": lambda ver: advance_case(case=case, ver=ver, by=who("chi"), **plain),
        "settle": lambda ver: settle_case(case=case, ver=ver, outcome="granted", by=who("van"), **plain),
        "finish": lambda ver: finish_case(case=case, ver=ver, by=who("binh"), **plain),
    }
    return {name: statements(lambda move=move: move(case.ver)) for name, move in moves.items()}


def test_no_move_costs_more_statements_than_it_has_things_to_say(town, once, monkeypatch):  # noqa: F811
    for kind in ("Submitted", "Accepted", "Advanced", "Settled", "Finished"):
        monkeypatch.setitem(LISTENING, f"casework.Case{kind}", {"test.hear": lambda event: None})
    way(town, "H56.14-240308-0001")  # from then on the process knows the calendars
    cost = way(town, "H56.14-240308-0002")
    assert cost == {"submit": 5, "accept": 9, "examine": 5, "sign": 4, "settle": 8, "finish": 4}
