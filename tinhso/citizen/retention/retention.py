"""How long reports, feedback, complaints, requests for information and alerts are kept: the dated rule of each, and what is over its time.

The rules are `retention.<what>` of the province pack, those of the day that asks: years since the case ended (an
alert: since it expired), or "permanent". What has no rule is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum, Value

from tinhso.casework.public import Case
from tinhso.citizen.models import Alert, RecordErasure
from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.clock import HANOI

PREFIX, FOREVER = "retention.", "permanent"
What = RecordErasure.What
RETAINED = "luu-giu"
"""Why a report whose words were erased is not public."""


@dataclass(frozen=True)
class RetentionRule:
    key: str
    years: int
    source: str


@dataclass(frozen=True)
class DueRecord:
    """Whose time is over by which rule; `pk` is the case's, or the alert's; so many files and bytes go with it."""

    what: RecordErasure.What
    pk: int
    code: str
    rule: RetentionRule
    files: int = 0
    size: int = 0


def retention_rules(on: date) -> dict[RecordErasure.What, RetentionRule]:
    """What is not kept for ever on that day. One query."""
    found = rules_under(PREFIX, on=on)
    values = {what: found.get(f"{PREFIX}{what}", (FOREVER, "")) for what in What}
    return {
        what: RetentionRule(f"{PREFIX}{what}", int(value), source)
        for what, (value, source) in values.items()
        if value != FOREVER
    }


def erases_by_itself(on: date) -> bool:
    """Whether the nightly job erases, or only counts: the rule `retention.automatic` of all systems."""
    return rules_under(f"{PREFIX}automatic", on=on).get(f"{PREFIX}automatic", (False, ""))[0] is True


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 2, 28)


def due_records(now: datetime) -> Iterator[DueRecord]:
    """What is over its time, by kind and number; what was erased before is left out. One query a kind."""
    today = now.astimezone(HANOI).date()
    for what, rule in retention_rules(today).items():
        day = years_before(today, rule.years) + timedelta(days=1)
        moment = datetime.combine(day, time(), tzinfo=HANOI)
        for pk, code, files, size in ended_before(what, moment):
            yield DueRecord(what, pk, code, rule, files, size or 0)


def ended_before(what: RecordErasure.What, moment: datetime) -> Iterator[tuple[int, str, int, int | None]]:
    """(number, code, files, bytes) of what ended before that moment and still holds something. One query."""
    if what == What.ALERT:
        over = Alert.objects.filter(expires_at__lt=moment, erasure=None).exclude(state=Alert.State.WAITING)
        found = over.order_by("pk").values_list("pk", "code").iterator()
        yield from ((pk, code, 0, 0) for pk, code in found)
        return
    done = RecordErasure.objects.filter(case=OuterRef("pk"), what=what)
    ended = Case.objects.filter(RULE_KEYS[what], kind=KINDS[what], finished_at__lt=moment).exclude(
        Exists(done)
    )
    file = FILES.get(what)
    counts = (Count(file), Sum(f"{file}__size")) if file else (Value(0), Value(0))
    yield from ended.order_by("pk").values_list("pk", "code", *counts).iterator()


KINDS = {
    What.REPORTER: "report",
    What.REPORT: "report",
    What.FEEDBACK: "feedback",
    What.COMPLAINT: "complaint",
    What.INFORMATION: "information_request",
}
RULE_KEYS = {
    What.REPORTER: Q(report__reporter__isnull=False, report__reporter__erased_at=None),
    What.REPORT: Q(report__isnull=False),
    What.FEEDBACK: Q(feedback__isnull=False),
    What.COMPLAINT: Q(complaint__isnull=False),
    What.INFORMATION: Q(information_request__isnull=False),
}
FILES = {
    What.REPORT: "report__photos__file",
    What.COMPLAINT: "complaint__files__file",
    What.INFORMATION: "information_request__files__file",
}
"""What a record holds beside its words; one that was set apart counts where it is now, by the kind of its case."""


def erasure_of(case: Case, *whats: RecordErasure.What) -> RecordErasure | None:
    """The erasing of this record, for the page that says so. One query, none while the case goes on."""
    if not case.is_final:
        return None
    return RecordErasure.objects.filter(case=case, what__in=whats).first()
