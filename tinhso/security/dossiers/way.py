"""The way of a level dossier: the specialised unit appraises, then who has to approve it does: for level 1 and 2 the unit's
own head, for level 3 the head of the owner (NĐ 85/2016/NĐ-CP Điều 12)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Head, SecurityCoordinator
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.security.models import LevelDossier, SecurityDuty

KIND = "level_dossier"
APPRAISE, APPROVE = "appraise_level", "approve_level"
OWNER_APPROVES = 3
STEPS = (
    Step("approve", "Phê duyệt hồ sơ cấp độ", Head.code, "agency", APPROVE, 1.0),
    Step("close", "Đã phê duyệt", Head.code, "agency", APPROVE),
)
SOURCE = "NĐ 85/2016/NĐ-CP Điều 12, Điều 16"


def process() -> Process:
    """Made with the first dossier."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def limit_of(key: str, on: date) -> TimeLimit:
    """`security.appraisal_limit` or `security.approval_limit`, by the rule of that day."""
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def seats_of(level: int, owner: Agency, on: date) -> tuple[Agency, Agency]:
    """Who appraises and who approves. EntryRefused where nobody would be there to do it."""
    duty = (
        SecurityDuty.objects.on(on)
        .filter(duty=SecurityDuty.Duty.SPECIALISED)
        .select_related("agency")
        .first()
    )
    if duty is None:
        raise EntryRefused("", "Hôm nay chưa có đơn vị chuyên trách về an toàn thông tin để thẩm định.")
    unit = duty.agency
    approver = owner if level >= OWNER_APPROVES else unit
    posts = Post.objects.on(on).filter(user__is_active=True)
    if not posts.with_role(SecurityCoordinator.code).filter(agency=unit).exists():
        raise EntryRefused(
            "", "Đơn vị chuyên trách chưa có người điều phối trên hệ thống, nên chưa có ai thẩm định."
        )
    if not posts.with_role(Head.code).filter(agency=approver).exists():
        raise EntryRefused("", f"{approver.name} chưa có thủ trưởng trên hệ thống, nên chưa có ai phê duyệt.")
    return unit, approver


def dossier_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Of which level. One query: no name of a system, for the officers' search finds cases by role."""
    rows = LevelDossier.objects.filter(case__in=case_ids)
    return {pk: RowDetails(hint=f"Cấp độ {level}") for pk, level in rows.values_list("case_id", "level")}
