"""Which answer templates an officer is offered: the agency's own, those of the agency above its desk, the general ones.

The general ones are data of the province's pack (`answer_templates.csv`: code, kind, title, text with | for a new line).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from tinhso.casework.models import AnswerTemplate
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.province_pack import ProvincePack

FILE, GENERAL = "answer_templates.csv", "chung:"


@dataclass(frozen=True)
class Offered:
    """One template to choose: `key` is what the form sends."""

    key: str
    kind: str
    title: str
    text: str
    general: bool = False


@cache
def _general(pack: Path) -> tuple[Offered, ...]:
    if not (pack / FILE).is_file():
        return ()
    rows = ProvincePack(pack).rows(FILE)
    return tuple(
        Offered(f"{GENERAL}{r['code']}", r["kind"], r["title"], r["text"].replace("|", "\n"), True)
        for r in rows
    )


def general(kind: str = "") -> list[Offered]:
    """Those of the pack, of one kind or all."""
    return [one for one in _general(Path(settings.PROVINCE_PACK)) if kind in ("", one.kind)]


def offered(by: Actor, kinds: Iterable[str]) -> dict[str, list[Offered]]:
    """What this officer may place, by kind, the agency's own first. One query."""
    own_templates = _templates_of_seat(by).filter(kind__in=list(kinds))
    found: dict[str, list[Offered]] = {kind: [] for kind in kinds}
    for row in own_templates:
        found[row.kind].append(Offered(str(row.pk), row.kind, row.title, row.text))
    return {kind: rows + general(kind) for kind, rows in found.items()}


def template_of(by: Actor, kind: str, key: str) -> Offered | None:
    """The one that was chosen, if this officer is offered it. One query."""
    return next((one for one in offered(by, [kind])[kind] if one.key == key), None)


def _templates_of_seat(by: Actor) -> QuerySet[AnswerTemplate]:
    above = Agency.objects.filter(pk=by.agency_id or 0, kind=Agency.Kind.DESK).values("parent")
    seat = Q(agency=by.agency_id or 0) | Q(agency__in=above)
    return AnswerTemplate.objects.filter(seat, retired_at__isnull=True)
