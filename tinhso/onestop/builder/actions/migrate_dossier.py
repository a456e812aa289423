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

TALLIES = {"moved": ["moved"], "asked": ["moved", "asked"], "kept": ["kept"], "refused": ["refused"]}


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
    told = forecast(dossier, plan, on=now.date())
    if told.outcome in MOVING:
        _move(dossier, told, plan, migration, by, now)
    _count(migration, told.outcome)
    return told


@transaction.atomic
def pass_over(*, case_id: int, migration: DossierMigration) -> None:
    """Somebody was at this dossier each time it was tried: count it as refused and go on behind it."""
    if DossierMigration.objects.filter(pk=migration.pk, after__lt=case_id).update(after=case_id):
        _count(migration, "refused")


def _count(migration: DossierMigration, outcome: str) -> None:
    DossierMigration.objects.filter(pk=migration.pk).update(**{n: F(n) + 1 for n in TALLIES[outcome]})


def _move(
    dossier: Dossier, told: Forecast, plan: Plan, migration: DossierMigration, by: Actor, now: datetime
) -> None:
    case, old = dossier.case, plan.version(dossier.version_id)
    assert plan.process is not None
    try:
        reroute_case(case=case, ver=case.ver, process=plan.process, step=told.new_step, by=by, now=now)
    except WaitsElsewhere as error:
        raise Stale(case.pk) from error
    former = [*dossier.former_answers]
    if told.left:
        former.append({"version": old.pk, "answers": told.left})
    same = Dossier.objects.filter(pk=dossier.pk, version_id=old.pk, answers=dossier.answers)
    if not same.update(version=plan.target, answers=told.kept, former_answers=former):
        raise Stale(case.pk)
    event = DossierMigrated(
        case_id=case.pk,
        migration_id=migration.pk,
        old_version=old.number,
        new_version=plan.target.number,
        old_step=Code(told.step) if told.step else None,
        new_step=Code(told.new_step) if told.new_step else None,
        left=len(told.left),
        asks=told.asks,
        version_id=plan.target.pk,
    )
    record(event, by=by, at=now)
    limit = plan.target.limit_at(dossier.level)
    relimited = limit is not None and limit != old.limit_at(dossier.level) and bool(told.step)
    if limit and relimited and rule_or("migration.recompute_due", False, on=now.date()):
        relimit_case(case=case, limit=limit, by=by, now=now)
