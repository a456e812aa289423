"""How long a dossier is kept: the dated rule of its kind, and the day on which its time is over.

The rules are `retention.*` of the province pack, those of the day that asks: the first that there is of procedure,
no result (refused or withdrawn), field, default. A value is years since the dossier ended, or "permanent".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from tinhso.casework.public import State
from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Dossier, RetentionHold

PREFIX = "retention."
FOREVER = "permanent"
AUTOMATIC = "retention.automatic"


@dataclass(frozen=True)
class RetentionRule:
    """`years` None keeps for ever."""

    key: str
    years: int | None
    source: str


@dataclass(frozen=True)
class Due:
    """A dossier whose time is over, by which rule; `held` where somebody has stopped its erasing."""

    dossier_id: int
    code: str
    agency_id: int
    rule: RetentionRule
    held: bool


def retention_rules(on: date) -> dict[str, RetentionRule]:
    """The rules of that day by their key. One query."""
    found = rules_under(PREFIX, on=on)
    return {
        key: RetentionRule(key, None if value == FOREVER else int(value), source)
        for key, (value, source) in found.items()
        if key != AUTOMATIC
    }


def automatic(on: date) -> bool:
    """Whether the nightly job erases by itself: only where the rules of the day say so."""
    return rules_under(AUTOMATIC, on=on).get(AUTOMATIC, (False, ""))[0] is True


def rule_for(
    rules: Mapping[str, RetentionRule], *, procedure: str, field: str, settled: bool
) -> RetentionRule | None:
    """The rule for a dossier of that procedure and field; None where nobody has entered one: then it is kept."""
    keys = [f"retention.procedure.{procedure}", f"retention.field.{field}", "retention.default"]
    if not settled:
        keys.insert(1, "retention.unsettled")
    return next((rules[key] for key in keys if key in rules), None)


def over_on(ended: date, rule: RetentionRule | None) -> date | None:
    """The first day on which the dossier may be erased; None for never."""
    if rule is None or rule.years is None:
        return None
    year = ended.year + rule.years
    try:
        return ended.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def rule_of(dossier: Dossier, on: date) -> RetentionRule | None:
    """The rule for this dossier on that day. One query."""
    procedure = dossier.version.procedure
    settled = dossier.case.state == State.DONE
    return rule_for(
        retention_rules(on), procedure=procedure.code, field=procedure.field.code, settled=settled
    )


def ended_on(dossier: Dossier) -> date | None:
    ended = dossier.case.finished_at
    return ended.astimezone(HANOI).date() if ended else None


def due_dossiers(now: datetime, *, agency_id: int | None = None) -> Iterator[Due]:
    """Closed dossiers whose time is over, by their number, held ones too; those erased before are left out.

    Streams: one query for the rules, one for the dossiers that ended long enough ago for any of them.
    """
    today = now.astimezone(HANOI).date()
    rules = retention_rules(today)
    spans = [rule.years for rule in rules.values() if rule.years is not None]
    if not spans:
        return
    for row in closed_before(datetime(today.year - min(spans) + 1, 1, 1, tzinfo=HANOI), agency_id):
        pk, code, agency, ended, state, procedure, field, held = row
        rule = rule_for(rules, procedure=procedure, field=field, settled=state == State.DONE)
        day = over_on(ended.astimezone(HANOI).date(), rule)
        if rule is not None and day is not None and day <= today:
            yield Due(pk, code, agency, rule, held)


def closed_before(
    moment: datetime, agency_id: int | None
) -> Iterator[tuple[int, str, int, datetime, str, str, str, bool]]:
    rows = Dossier.objects.filter(
        case__finished_at__lt=moment, case__submitted_at__isnull=False, erasure=None
    )
    if agency_id is not None:
        rows = rows.filter(case__agency_id=agency_id)
    held = Exists(RetentionHold.objects.open().filter(dossier=OuterRef("pk")))
    columns = ("pk", "case__code", "case__agency_id", "case__finished_at", "case__state")
    names = ("version__procedure__code", "version__procedure__field__code")
    yield from rows.order_by("pk").values_list(*columns, *names, held).iterator(chunk_size=2000)
