"""An order to bring open dossiers onto another version, and carrying it out: in pieces, again after any break."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.casework.public import Stale
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.builder.actions.migrate_dossier import migrate_dossier, pass_over
from tinhso.onestop.builder.events import MigrationFinished, MigrationOrdered
from tinhso.onestop.builder.migration_plan import MOVING, Plan, dry_run, in_question, plan_for, with_process
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import DossierMigration, ProcedureVersion

PIECE = 200
TRIES = 5


class WrongMigration(Exception):
    """The order cannot be carried out as it stands; the message says what to mend."""


@transaction.atomic
def order_migration(
    *,
    target: ProcedureVersion,
    steps: Mapping[str, str],
    submitted: bool,
    reason: str,
    by: Actor,
    now: datetime,
) -> DossierMigration:
    """Write the order down, to be carried out by `carry_out`. Raises: PermissionDenied, WrongMigration."""
    check_can_keep_catalogue(by)
    _check(target, steps, reason)
    foreseen = dry_run(plan_for(target, steps, submitted=submitted), on=now.date()).total(*MOVING)
    migration = DossierMigration.objects.create(
        target=target,
        steps=dict(steps),
        submitted=submitted,
        reason=reason,
        made_by_id=by.user_id,
        made_at=now,
    )
    event = MigrationOrdered(
        migration_id=migration.pk,
        procedure_code=target.procedure.code,
        number=target.number,
        foreseen=foreseen,
    )
    record(event, by=by, at=now)
    return migration


def _check(target: ProcedureVersion, steps: Mapping[str, str], reason: str) -> None:
    keys = {step["key"] for step in target.process}
    if target.published_at is None:
        raise WrongMigration(_("Bản %(n)s chưa công bố.") % {"n": target.number})
    if strange := sorted(set(steps.values()) - keys - {""}):
        raise WrongMigration(
            _("Bản %(n)s không có bước: %(steps)s.") % {"n": target.number, "steps": ", ".join(strange)}
        )
    if not reason.strip():
        raise WrongMigration(_("Ghi lý do chuyển."))


def carry_out(*, migration: DossierMigration, by: Actor, now: datetime) -> DossierMigration:
    """Take the dossiers one by one, each in a transaction of its own; broken off, it goes on where it stopped.

    Raises: PermissionDenied.
    """
    check_can_keep_catalogue(by)
    plan = with_process(plan_for(migration.target, migration.steps, submitted=migration.submitted))
    for case_id in _waiting(migration):
        _one(case_id, plan, migration, by, now)
    return _finish(migration, by, now)


def _waiting(migration: DossierMigration) -> Iterator[int]:
    migration.refresh_from_db(fields=["after"])
    after = migration.after
    while piece := list(
        in_question(migration.target).filter(pk__gt=after).values_list("pk", flat=True)[:PIECE]
    ):
        yield from piece
        after = piece[-1]


def _one(case_id: int, plan: Plan, migration: DossierMigration, by: Actor, now: datetime) -> None:
    """As often as somebody else is faster, look again at what the dossier is by then."""
    for _try in range(TRIES):
        try:
            migrate_dossier(case_id=case_id, plan=plan, migration=migration, by=by, now=now)
        except Stale:
            continue
        return
    pass_over(case_id=case_id, migration=migration)


@transaction.atomic
def _finish(migration: DossierMigration, by: Actor, now: datetime) -> DossierMigration:
    held = DossierMigration.objects.select_for_update(of=("self",)).get(pk=migration.pk)
    if held.finished_at is None:
        held.finished_at = now
        held.save(update_fields=["finished_at"])
        event = MigrationFinished(
            migration_id=held.pk,
            moved=held.moved,
            asked=held.with_questions,
            kept=held.unchanged,
            refused=held.refused,
        )
        record(event, by=by, at=now)
    return held
