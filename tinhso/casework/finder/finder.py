"""The search of officers: by name, phone, personal number and any part of a code, among what the officer may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.case.kind import kind_of
from tinhso.casework.finder.codes import find_by_code
from tinhso.casework.finder.permissions import can_find_by_number
from tinhso.casework.finder.search_text import SearchText
from tinhso.casework.models import Case, Participant
from tinhso.casework.models.states import FINAL
from tinhso.casework.worklist.queries import ACTS, RowDetails, details_of, where_is
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.slots import CaseKind, all_of

SHOWN, LOOKED_AT = 50, 200


@dataclass(frozen=True)
class ByPerson:
    """How a case may be found by who or what it is about: folded words of the name (or, where a kind has no name to show, of its
    matter and place), a phone, a whole personal number ("" if not asked)."""

    words: list[str]
    phone: str
    personal_number: str


@dataclass(frozen=True)
class CaseFinder:
    """Slot: how a system finds the cases of its kind by person, or by words. `find` keeps to the case ids given as a queryset (`case_id`
    of what the officer may see), asks an index, and returns ids; one query."""

    kind: str
    find: Callable[[ByPerson, "QuerySet[Participant, Any]", int], Sequence[int]]


@dataclass(frozen=True)
class FoundCase:
    """One line of the answer."""

    case: Case
    kind: CaseKind
    details: RowDetails
    where: str
    act: str | Promise


@dataclass(frozen=True)
class Found:
    """The groups that hold anything, in the order in which an officer needs them; `more` where not all are shown.

    `by_number` says that a personal number was looked for, `refused` that this post may not.
    """

    groups: list[tuple[str | Promise, list[FoundCase]]]
    coded: int | None = None
    more: bool = False
    by_number: bool = False
    refused: bool = False

    @property
    def case_ids(self) -> list[int]:
        return [line.case.pk for _label, lines in self.groups for line in lines]


def find_cases(asked: SearchText, by: Actor, *, now: datetime) -> Found:
    """At most seven queries and one for each kind shown; nothing that this officer takes no part in."""
    coded = find_by_code(asked, by, today=now.date(), limit=LOOKED_AT)
    may, seen = can_find_by_number(by), Participant.objects.of(by).values("case_id")
    person = ByPerson(asked.words, asked.phone, asked.personal_number if may else "")
    ids = list(coded)
    if person.words or person.phone or person.personal_number:
        for slot in all_of(CaseFinder):
            ids += slot.find(person, seen, LOOKED_AT)
    lines = lines_of(list(dict.fromkeys(ids)), by, first=coded)
    return Found(
        groups=grouped(lines[:SHOWN]),
        coded=coded[0] if len(coded) == 1 and len(asked.code) > len(asked.number) else None,
        more=len(lines) > SHOWN,
        by_number=bool(person.personal_number),
        refused=bool(asked.personal_number) and not may,
    )


def lines_of(ids: list[int], by: Actor, *, first: Sequence[int]) -> list[FoundCase]:
    """What was found by code first, then what waits for this officer, then what is open by deadline, then the newest."""
    if not ids:
        return []
    cases = list(
        Case.objects.visible_to(by)
        .filter(pk__in=ids)
        .select_related("process", "officer")
        .order_by(F("finished_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "-pk")
    )
    acts = dict(Participant.objects.turns_of(by).filter(case__in=ids).values_list("case_id", "act"))
    coded = set(first)
    cases.sort(key=lambda case: (case.pk not in coded, case.pk not in acts))
    shown = cases[: SHOWN + 1]
    details = details_of(shown)
    return [
        FoundCase(
            case,
            kind_of(case.kind),
            details.get(case.pk, RowDetails()),
            where_is(case),
            ACTS.get(acts.get(case.pk, ""), ""),
        )
        for case in shown
    ]


def grouped(lines: list[FoundCase]) -> list[tuple[str | Promise, list[FoundCase]]]:
    mine = [line for line in lines if line.act]
    rest = [line for line in lines if not line.act]
    groups: list[tuple[str | Promise, list[FoundCase]]] = [
        (_("Chờ ông/bà xử lý"), mine),
        (_("Đang giải quyết ở nơi khác"), [line for line in rest if line.case.state not in FINAL]),
        (_("Đã xong"), [line for line in rest if line.case.state in FINAL]),
    ]
    return [(label, found) for label, found in groups if found]
