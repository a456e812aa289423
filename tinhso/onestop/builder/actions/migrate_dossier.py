"""One open dossier goes on under another version: version, steps and answers together or not at all."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.casework.public import Stale, WaitsElsewhere, relimit_case, reroute_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule_or
from tinhso.onestop.builder.events import DossierMigrated
from tinhso.onestop.builder.migration_plan import MOVING, Forecast, Plan, forecast
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Dossier, DossierMigration

TALLIES = {
    "moved": ["moved"],
    "asked": ["moved", "with_questions"],
    "kept": ["unchanged"],
    "refused": ["refused"],
}


@transaction.atomic
def migrate_dossier(
    *, case_id: int, plan: Plan, migration: DossierMigration, by: Actor, now: datetime
) -> Forecast | None:
    """Do to one dossier what `forecast` says of it as it stands now; None if this order has had it before.

    A compare-and-set on the case and on the dossier's version and answers: whoever else is at it wins or
    waits. Raises: PermissionDenied, Stale.
    """
    check_can_keep_catalogue(by)
    order = DossierMigration.objects.filter(pk=migration.pk, after__lt=case_id)
    if not order.update(after=case_id):
        return None
    dossier = Dossier.objects.select_related("case__process").get(pk=case_id)
    outlook = forecast(dossier, plan, on=now.date())
    if outlook.outcome in MOVING:
        _move(dossier, outlook, plan, migration, by, now)
    _count(migration, outlook.outcome)
    return outlook


@transaction.atomic
def pass_over(*, case_id: int, migration: DossierMigration) -> None:
    """Somebody was at this dossier each time it was tried: count it as refused and go on behind it."""
    if DossierMigration.objects.filter(pk=migration.pk, after__lt=case_id).update(after=case_id):
        _count(migration, "refused")


def _count(migration: DossierMigration, outcome: str) -> None:
    DossierMigration.objects.filter(pk=migration.pk).update(**{n: F(n) + 1 for n in TALLIES[outcome]})


def _move(
    dossier: Dossier, outlook: Forecast, plan: Plan, migration: DossierMigration, by: Actor, now: datetime
) -> None:
    case, old = dossier.case, plan.version(dossier.version_id)
    assert plan.process is not None
    try:
        reroute_case(case=case, ver=case.ver, process=plan.process, step=outlook.new_step, by=by, now=now)
    except WaitsElsewhere as error:
        raise Stale(case.pk) from error
    former = [*dossier.former_answers]
    if outlook.left:
        former.append({"version": old.pk, "answers": outlook.left})
    same = Dossier.objects.filter(pk=dossier.pk, version_id=old.pk, answers=dossier.answers)
    if not same.update(version=plan.target, answers=outlook.fitting, former_answers=former):
        raise Stale(case.pk)
    event = DossierMigrated(
        case_id=case.pk,
        migration_id=migration.pk,
        old_version=old.number,
        new_version=plan.target.number,
        old_step=Code(outlook.step) if outlook.step else None,
        new_step=Code(outlook.new_step) if outlook.new_step else None,
        left=len(outlook.left),
        asks=outlook.asks,
        version_id=plan.target.pk,
    )
    record(event, by=by, at=now)
    limit = plan.target.limit_at(dossier.level)
    relimited = limit is not None and limit != old.limit_at(dossier.level) and bool(outlook.step)
    if limit and relimited and rule_or("migration.recompute_due", False, on=now.date()):
        relimit_case(case=case, limit=limit, by=by, now=now)
