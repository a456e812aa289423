"""Uses of An's data: calls about her through the exchange, and officers who opened her cases."""

from datetime import timedelta
from uuid import uuid4

from tests.town import FOREVER
from tinhso.casework.models import Participant
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.data_uses.person_uses import uses_of, word_of
from tinhso.exchange.data_uses.uses import Filter, overview, page_of
from tinhso.exchange.models import ExchangeCall
from tinhso.kernel.events.public import log_access
from tinhso.kernel.law.models import Rule

RULES = {
    "exchange.request_limit": {"amount": "3", "unit": "day", "counting": "same_day"},
    "access.hidden_purposes": ["audit"],
    "access.hidden_kinds": ["complaint"],
    "access.hidden_procedures": ["1.004946"],
    "access.laws": {"": "Chức năng của cơ quan", "test": "Luật thử"},
    "exchange.pseudonym_years": 3,
    "exchange.call_years": 10,
    "exchange.request_years": 5,
}


def make_rules():
    Rule.objects.bulk_create(
        Rule(key=key, value=value, valid=FOREVER, source="NĐ thử") for key, value in RULES.items()
    )


def own_case(person, **changes):
    case = make_case(person=person, **changes)
    Participant.objects.create(case=case, person=person, role="applicant")
    return case


def call(person, agreement=None, *, hours=1, **changes):
    given = {"agreement": agreement.case.code if agreement else "", "client": "GOV/so-b/mot-cua"}
    given |= {"service": "GOV/so-a/dan-cu/dan-cu", "operation": "GET /people/{id}", "method": "GET"}
    given |= {"plane": "p", "policy": 1, "evidence": False, "status": 200, "code": "ok"}
    given |= {"milliseconds": 12, "bytes_in": 0, "bytes_out": 300, "named": "person"}
    given |= {"subject": word_of(person), "at": NOW - timedelta(hours=hours)}
    return ExchangeCall.objects.create(id=uuid4(), **given | changes)


def read(by, *cases, hours=2, purpose="handling"):
    log_access(
        by=by,
        purpose=purpose,
        page="desk_dossier",
        case_ids=[one.pk for one in cases],
        at=NOW - timedelta(hours=hours),
    )


def lines(actor, wanted=None, number=1):
    """Every line of one page, as the person is shown it."""
    person = uses_of(actor, on=NOW.date())
    _seen, users = overview(person)
    days, _more = page_of(person, users, wanted or Filter(), number)
    return [use for day in days for use in day.uses]
