"""To whom an advisory goes, and how many machines and findings of an agency it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import fold
from tinhso.security.models import OPEN_STATES, Machine, SecurityFinding


@dataclass(frozen=True)
class Matches:
    machines: int = 0
    findings: int = 0


def addressable(on: date) -> "QuerySet[Agency]":
    """Agencies of the day; a desk belongs to one of them."""
    return Agency.objects.on(on).exclude(kind=Agency.Kind.DESK)


def matches_by_agency(cves: Sequence[str], product: str, on: date) -> dict[int, Matches]:
    """Machines whose software has the product in its words, and open findings with one of these CVEs or with the product in their
    words, by agency. Two queries; nothing where neither is named."""
    words = fold(product).split()
    machines = _counts(_machines(words, on)) if words else {}
    findings = _counts(_findings(cves, words)) if words or cves else {}
    return {
        agency: Matches(machines.get(agency, 0), findings.get(agency, 0)) for agency in machines | findings
    }


def _machines(words: Sequence[str], on: date) -> "QuerySet[Machine]":
    rows = Machine.objects.filter(valid__contains=on)
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def _findings(cves: Sequence[str], words: Sequence[str]) -> "QuerySet[SecurityFinding]":
    named = Q(cves__overlap=list(cves)) if cves else Q(pk__in=[])
    if words:
        product = Q()
        for word in words:
            product &= Q(folded__contains=word)
        named |= product
    return SecurityFinding.objects.filter(named, state__in=OPEN_STATES, agency__isnull=False)


def _counts(rows: "QuerySet[Machine] | QuerySet[SecurityFinding]") -> dict[int, int]:
    return dict(rows.order_by().values("agency").annotate(n=Count("pk")).values_list("agency", "n"))
