from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.dossiers.unchanged import check_another, check_unchanged
from tinhso.security.models import InformationSystem, LevelApproval, LevelDossier
from tinhso.security.systems.events import LevelApproved


@transaction.atomic
def approve_dossier(
    *, dossier: LevelDossier, ver: int, number: str, expires_on: date | None, by: Actor, now: datetime
) -> LevelApproval:
    """The head approves level and plan by a decision, of today; it counts in the inventory from then on.

    Raises: NotYourTurn, Stale, NoFurtherStep, SamePerson, RegisterChanged, EntryRefused.
    """
    check_another(by, dossier.applied_by_id, dossier.appraised_by_id)
    today = local(now).date()
    if dossier.appraised_by_id is None:
        raise EntryRefused("", "Hồ sơ này chưa được thẩm định.")
    if not number.strip():
        raise EntryRefused("number", "Ghi số quyết định.")
    if expires_on and expires_on <= today:
        raise EntryRefused("expires_on", "Ngày hết hiệu lực phải sau hôm nay.")
    if dossier.system.approvals.filter(number__iexact=number.strip(), decided_on=today).exists():
        raise EntryRefused("number", "Quyết định này đã ghi.")
    case = dossier.case
    settle_case(case=case, ver=ver, outcome="approved", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    system = check_unchanged(dossier)
    approval = _write(dossier, system, number.strip(), expires_on, by, now)
    dossier.approval = approval
    dossier.save(update_fields=["approval"])
    return approval


def _write(
    dossier: LevelDossier,
    system: InformationSystem,
    number: str,
    expires_on: date | None,
    by: Actor,
    now: datetime,
) -> LevelApproval:
    approval = LevelApproval.objects.create(
        system=system,
        system_ver=system.ver,
        level=dossier.level,
        number=number,
        decided_on=local(now).date(),
        decided_by_id=dossier.case.agency_id,
        expires_on=expires_on,
        by_id=by.user_id,
        at=now,
    )
    event = LevelApproved(
        case_id=dossier.pk,
        system_id=system.pk,
        approval_id=approval.pk,
        level=dossier.level,
        decided_on=approval.decided_on,
        decided_by_id=dossier.case.agency_id,
        expires_on=expires_on,
    )
    record(event, by=by, at=now)
    return approval
