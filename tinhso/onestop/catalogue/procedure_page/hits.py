"""What decides between the procedures of a list: how each is filed, how long it takes, what it costs, where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.onestop.catalogue.procedure_page.key_facts import KeyFact, Way, key_facts, way_of
from tinhso.onestop.models import Procedure, ProcedureCompetence, ProcedureVersion


@dataclass(frozen=True)
class Hit:
    """One row of a list of procedures."""

    procedure: Procedure
    way: Way
    time: KeyFact
    money: KeyFact
    place: KeyFact
    matched: str = ""  # the words of an unsure search by which it was found


def hits_of(
    procedures: Sequence[Procedure], on: date, matched: Mapping[str, Sequence[str]] | None = None
) -> list[Hit]:
    """A row of each, in their order; one query for what is in force, and the rule of the own portal."""
    versions = {
        v.procedure_id: v
        for v in ProcedureVersion.objects.in_force(on)
        .filter(procedure__in=[p.pk for p in procedures])
        .defer("form", "process", "order_text", "manner_text", "conditions_text", "legal_basis")
    }
    own_portal = bool(rule_or("own_portal_open", False, on=on))
    by = matched or {}
    return [
        replace(
            _hit(p, versions.get(p.pk), own_portal), matched=", ".join(f"“{w}”" for w in by.get(p.code, ()))
        )
        for p in procedures
    ]


def _hit(procedure: Procedure, version: ProcedureVersion | None, own_portal: bool) -> Hit:
    level = procedure.competence or ProcedureCompetence.Level.PROVINCE.value
    _papers, time, money, place = key_facts(procedure, version, level)
    return Hit(procedure, way_of(procedure, version, level, own_portal=own_portal), time, money, place)
