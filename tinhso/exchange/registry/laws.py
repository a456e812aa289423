"""By which law a service of this program is shared: a dated rule, by the code of the service."""

from datetime import date

from tinhso.exchange.models import Service
from tinhso.kernel.law.public import rule_or

LAWS = "exchange.provided_laws"


def laws_on(day: date) -> dict[str, str]:
    """One query; none where no rule of the day says so."""
    found = rule_or(LAWS, {}, on=day)
    return {str(code): str(law) for code, law in found.items()} if isinstance(found, dict) else {}


def law_of(service: Service, day: date) -> str:
    """ "" for what another program answers: there whoever applies names the law. One query at most."""
    return laws_on(day).get(service.provided, "") if service.provided else ""
