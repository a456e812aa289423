"""A guide as of a day: its steps with the procedures that are in force, where one's own dossiers stand, and whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency
from tinhso.onestop.guides.lines import GuideLine, StepLine
from tinhso.onestop.models import Dossier, Procedure, ProcedureVersion

MOST_MINE = 50


@dataclass(frozen=True)
class GuideStep:
    """`filed` is one's own newest dossier of it; `is_next` where the way goes on."""

    line: StepLine
    procedures: Sequence[Procedure]
    filed: Case | None
    is_next: bool

    @property
    def is_done(self) -> bool:
        return self.filed is not None and self.filed.state == State.DONE


@dataclass(frozen=True)
class GuidePage:
    line: GuideLine
    steps: Sequence[GuideStep]
    offices: Sequence[Agency]


def guide_page(line: GuideLine, actor: Actor, on: date) -> GuidePage:
    """Three queries, and one where somebody is signed in."""
    codes = [code for step in line.steps for code in step.procedures]
    known = {one.code: one for one in Procedure.objects.on(on).filter(code__in=codes)}
    versions = ProcedureVersion.objects.in_force(on).filter(procedure__code__in=codes)
    valid = set(versions.values_list("procedure__code", flat=True))
    filed = own_dossiers(actor, codes)
    steps: list[GuideStep] = []
    for step in line.steps:
        mine = next((filed[code] for code in step.procedures if code in filed), None)
        open_before = any(one.is_next for one in steps)
        is_next = bool(filed) and not open_before and (mine is None or mine.state != State.DONE)
        there = [known[code] for code in step.procedures if code in known]
        published = [
            one for one in there if one.code in valid
        ]  # what is settled elsewhere has a page and no version
        steps.append(GuideStep(step, published or there, mine, is_next))
    return GuidePage(line, steps, offices_of(line, on))


def own_dossiers(actor: Actor, codes: Sequence[str]) -> dict[str, Case]:
    """One's own newest dossier of each of these procedures."""
    if actor.person_id is None or not codes:
        return {}
    mine = Dossier.objects.filter(case__person=actor.person_id, version__procedure__code__in=codes)
    found = mine.exclude(case__state=State.WITHDRAWN).listed().order_by("-case__opened_at", "-pk")[:MOST_MINE]
    cases: dict[str, Case] = {}
    for one in found:
        cases.setdefault(one.version.procedure.code, one.case)
    return cases


def offices_of(line: GuideLine, on: date) -> list[Agency]:
    """Whom the dated rule names, in its order; codes that are no agency of that day are left out."""
    codes: list[str] = rule_or(line.offices, [], on=on) if line.offices else []
    there = {one.code: one for one in Agency.objects.on(on).filter(code__in=codes)}
    return [there[code] for code in codes if code in there]
