"""Procedures whose name alone tells of health, descent, a divorce or an adoption: the rule `notices.sensitive_procedures`."""

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier

RULE = "notices.sensitive_procedures"


def sensitive_codes() -> frozenset[str]:
    """Their codes, by the list of today. One query at most."""
    return frozenset(rule_or(RULE, [], on=clock.today()))


def is_sensitive(case_id: int) -> bool:
    """Whether this dossier is of such a procedure, by the list of today. Two queries at most."""
    codes = sensitive_codes()
    return bool(codes) and Dossier.objects.filter(case=case_id, version__procedure__code__in=codes).exists()
