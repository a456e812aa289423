"""Which rows are uses of one person's data: readings of their own cases, calls with their pseudonym; and which are hidden.

Hidden are readings and calls for denunciations, inspections, child protection and domestic violence, as the dated rules
`access.hidden_…` and the agreements say. Cases of others do not come in: whoever is only named in one learns nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet

from tinhso.casework.public import Case
from tinhso.exchange.data_uses.grounds import Ground, UseRules, calls_for, grounds_of, use_rules
from tinhso.exchange.models import Agreement, ExchangeCall
from tinhso.exchange.registry.instance import instance_code
from tinhso.kernel.events.public import AccessRow, Actor, access_rows
from tinhso.kernel.people.public import Person, own_persons
from tinhso.lib.exchange.subjects import pseudonym, subject_key

MOST_CASES, MOST_ISSUES = 500, 2000
"""So many are looked at, of cases the newest; the page says so where there are more cases, and shows no call for an issue beyond."""


@dataclass(frozen=True)
class OwnCase:
    """One of the person's own cases, as a line names it."""

    code: str
    title: str
    kind: str
    ground: Ground | None


@dataclass
class PersonUses:
    """The uses of one person's data. What it asks once, it keeps for the request."""

    person: Person
    rules: UseRules
    cases: Mapping[int, OwnCase]
    more_cases: bool
    word: str

    @property
    def has_number(self) -> bool:
        """Without a number that was proved the exchange's log cannot be asked about this person."""
        return bool(self.word)

    @cached_property
    def made_for(self) -> Mapping[str, int]:
        """Which of the person's cases a call was made for, where its system keeps that. One query for each system."""
        return calls_for({pk: one.kind for pk, one in self.cases.items()})

    def readings(self) -> "QuerySet[AccessRow]":
        """Page views of officers that showed one of the cases."""
        rows = access_rows(self.cases).filter(agency_id__isnull=False)
        return rows.exclude(purpose__in=self.rules.hidden_purposes)

    @cached_property
    def issues(self) -> tuple[list[str], list[str], bool]:
        """Codes of dossiers that calls about this person name: those that may be told of, those that nobody is told of, and
        whether there are more than were looked at. Three queries at most."""
        rows = ExchangeCall.objects.filter(subject=self.word).exclude(issue="")
        codes = list(rows.order_by().values_list("issue", flat=True).distinct()[: MOST_ISSUES + 1])
        if not codes:
            return [], [], False
        found = {one.pk: one for one in Case.objects.filter(code__in=codes[:MOST_ISSUES])}
        grounds = grounds_of({pk: one.kind for pk, one in found.items()})
        hidden = [one.code for pk, one in found.items() if _hides(self.rules, one, grounds.get(pk))]
        shown = [code for code in codes[:MOST_ISSUES] if code not in set(hidden)]
        return shown, hidden, len(codes) > MOST_ISSUES

    def calls(self) -> "QuerySet[ExchangeCall]":
        """Calls through the exchange about this person, refused ones too."""
        if not self.word:
            return ExchangeCall.objects.none()
        secret = Agreement.objects.exclude(disclosure=Agreement.Disclosure.SHOWN).values("case__code")
        rows = ExchangeCall.objects.filter(subject=self.word).exclude(agreement__in=secret)
        shown, hidden, more = self.issues
        if more:  # what was not looked at might be hidden
            return rows.filter(issue__in=["", *shown])
        return rows.exclude(issue__in=hidden) if hidden else rows


def _hides(rules: UseRules, case: Case, ground: Ground | None) -> bool:
    procedure = ground.procedure if ground else ""
    return case.confidential or case.kind in rules.hidden_kinds or procedure in rules.hidden_procedures


def uses_of(actor: Actor, *, on: date) -> PersonUses | None:
    """None for an account without a person. Five queries."""
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        return None
    rules = use_rules(on)
    mine = Case.objects.visible_to(actor).filter(own_persons("person_id", actor.person_id))
    found = list(mine.order_by("-opened_at", "-pk")[: MOST_CASES + 1])
    grounds = grounds_of({one.pk: one.kind for one in found})
    cases = {
        one.pk: OwnCase(one.code, one.title, one.kind, grounds.get(one.pk))
        for one in found[:MOST_CASES]
        if not _hides(rules, one, grounds.get(one.pk))
    }
    return PersonUses(person, rules, cases, len(found) > MOST_CASES, word_of(person))


def word_of(person: Person, instance: str = "") -> str:
    """The pseudonym by which the log of calls knows this person, "" without a number. One query, none where the code of the
    instance is given."""
    if not person.id_number:
        return ""
    return pseudonym(
        subject_key(settings.EXCHANGE_SUBJECT_KEY, instance or instance_code()), person.id_number
    )
