from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import FINAL, Case, State, let_see, open_case, submit_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.security.dossiers.events import LevelDossierSent
from tinhso.security.dossiers.parts import parts_of
from tinhso.security.dossiers.way import APPRAISE, KIND, limit_of, process, seats_of
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.levels.criteria import chosen
from tinhso.security.models import InformationSystem, LevelDossier
from tinhso.security.pages.codes import code_of
from tinhso.security.systems.changing import in_use


@transaction.atomic
def send_dossier(
    *, system: InformationSystem, design: str, plan: str, client_key: UUID, by: Actor, now: datetime
) -> LevelDossier:
    """Draw up the five parts from the register as it stands and send them to be appraised; one at a time for a system. The same
    form sent twice is one dossier.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_keep_system(system, by, on=today)
    row = in_use(system)
    lock_client_key(client_key)
    if earlier := LevelDossier.objects.filter(system=row, case__client_key=client_key).first():
        return earlier
    if not design.strip() or not plan.strip():
        field = "plan" if design.strip() else "design"
        raise EntryRefused(field, "Ghi mô hình kết nối, thiết kế và phương án bảo đảm an toàn thông tin.")
    if len(chosen(row.criteria, today)) < len(row.criteria):
        raise EntryRefused("", "Căn cứ cấp độ của hệ thống đã hết hiệu lực; sửa hệ thống, chọn lại căn cứ.")
    if row.dossiers.exclude(case__state__in=FINAL).exists():
        raise EntryRefused("", "Hệ thống này có một hồ sơ đang chờ thẩm định hoặc phê duyệt.")
    case = _open(row, client_key, by=by, now=now)
    for agency in {row.owner_id, row.operator_id} - {None}:
        let_see(case.pk, agency_id=agency or 0, role=SecurityOfficer.code)
    dossier = LevelDossier.objects.create(
        case=case,
        system=row,
        system_ver=row.ver,
        level=row.level,
        rules=row.rules,
        parts=parts_of(row, design.strip(), plan.strip()),
        applied_by_id=by.user_id,
    )
    event = LevelDossierSent(case_id=case.pk, system_id=row.pk, level=row.level, system_ver=row.ver)
    record(event, by=by, at=now)
    return dossier


def _open(system: InformationSystem, client_key: UUID, *, by: Actor, now: datetime) -> Case:
    """A case that waits for the specialised unit; its title says nothing of the system."""
    today = local(now).date()
    unit, approver = seats_of(system.level, system.owner, today)
    case = open_case(
        kind=KIND,
        code=f"CD-{code_of(client_key, 'dossier').upper()}",
        title="Hồ sơ đề xuất cấp độ an toàn hệ thống thông tin",
        agency=approver,
        desk=unit,
        source=Case.Source.INTERNAL,
        process=process(),
        client_key=client_key,
        by=by,
        now=now,
    )
    assert case.state == State.DRAFT
    submit_case(
        case=case,
        ver=case.ver,
        code=case.code,
        reply=limit_of("security.appraisal_limit", today),
        reply_role=SecurityCoordinator.code,
        act=APPRAISE,
        by=by,
        now=now,
    )
    return case
