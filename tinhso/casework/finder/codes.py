"""Cases by any part of their code. Every way goes through the index that makes codes unique, or through the own turns."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, F, Func, Q, Value

from tinhso.casework.finder.search_text import SearchText
from tinhso.casework.models import Case, Participant
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency

DAYS = 60  # how far back the number of a day alone is looked for
SHORTEST = 3  # letters of a beginning or a part of a code
OWN_TURNS = 5000


class CodeAmong(Func):
    """Whether the code is one of these, sent as one array: a province has 1,500 seats that number."""

    template = "(%(expressions)s))"
    arg_joiner = " = any("
    output_field = BooleanField()

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(F("code"), Value(sorted(codes), output_field=ArrayField(CharField())))


def find_by_code(asked: SearchText, by: Actor, *, today: date, limit: int) -> list[int]:
    """The ids of the cases that this officer may see whose code is, ends, begins with or holds what was typed. At most
    six queries; a phone or a personal number is none of these and costs one."""
    if not asked.looks_like_code:
        return []
    seen = Case.objects.visible_to(by)
    if whole := seen.coded(asked.code):
        return [whole.pk]
    found: list[int] = []
    numbers_of_actor = own_idents(by) if asked.number or asked.day else []
    numbered = numbers(asked, numbers_of_actor, today)
    if numbered:
        found += seen.filter(CodeAmong(numbered)).order_by("-pk").values_list("pk", flat=True)[:limit]
    begins = begun(asked, numbers_of_actor)
    if begins is not None:
        found += seen.filter(begins).order_by("-code").values_list("pk", flat=True)[:limit]
    if len(asked.code) >= SHORTEST:
        found += any_part(asked.code, by, limit)
    return list(dict.fromkeys(found))[:limit]


def numbers(asked: SearchText, numbers_of_actor: list[str], today: date) -> set[str]:
    """The whole codes that a day and a number, or the number of a day alone, may stand for."""
    if asked.tail:
        return {f"{ident}-{asked.tail}" for ident in every_ident()}
    if asked.number:
        days = [f"{today - timedelta(days=n):%y%m%d}" for n in range(DAYS)]
        return {f"{ident}-{day}-{asked.number}" for ident in numbers_of_actor for day in days}
    return set()


def begun(asked: SearchText, numbers_of_actor: list[str]) -> Q | None:
    """What the code begins with: the own seat's codes of a day, or as typed."""
    wanted = Q()
    if asked.day:
        for ident in numbers_of_actor:
            wanted |= Q(code__startswith=f"{ident}-{asked.day}")
    if len(asked.code) >= SHORTEST and not asked.code.isdecimal():
        wanted |= Q(code__startswith=asked.code)
    return wanted or None


def any_part(part: str, by: Actor, limit: int) -> list[int]:
    """Any part at all, among what waits for this officer. One query."""
    turns = Participant.objects.turns_of(by).filter(case__code__contains=part)
    return list(turns.order_by("-pk").values_list("case_id", flat=True)[:limit])


def every_ident() -> set[str]:
    """The beginnings of the codes of all seats. One query."""
    rows = Agency.objects.order_by().values_list("old_ident_code", "ident_code").distinct()
    return {old or new for old, new in rows} - {""}


def own_idents(by: Actor) -> list[str]:
    """Of the officer's own seat, what lies right below it and the agency that it belongs to. One query."""
    near = Q(pk=by.agency_id) | Q(parent=by.agency_id) | Q(children=by.agency_id)
    rows = Agency.objects.filter(near).order_by().values_list("old_ident_code", "ident_code").distinct()
    return sorted({old or new for old, new in rows} - {""})
