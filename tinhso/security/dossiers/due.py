"""Systems for which a level dossier is due: never approved, expired or soon to expire, changed since, or of rules that ended."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tinhso.lib.dates import vn_date
from tinhso.security.levels.criteria import chosen
from tinhso.security.models import InformationSystem, LevelApproval

SOON = timedelta(days=90)


def with_approvals(systems: "QuerySet[InformationSystem]", day: date) -> "QuerySet[InformationSystem]":
    valid = LevelApproval.objects.valid_on(day).order_by("-decided_on", "-pk")
    return systems.prefetch_related(Prefetch("approvals", queryset=valid, to_attr="valid_approvals"))


def why_due(system: InformationSystem, approvals: Iterable[LevelApproval], day: date) -> str:
    """ "" where none is due. `approvals` are the valid ones, the newest first."""
    if len(chosen(system.criteria, day)) < len(system.criteria):
        return _("Căn cứ cấp độ đã hết hiệu lực, chọn lại căn cứ rồi lập hồ sơ")
    fitting = [one for one in approvals if one.level >= system.level]
    if not fitting:
        return _("Chưa có quyết định phê duyệt còn hiệu lực cho cấp độ này")
    newest = fitting[0]
    if newest.system_ver != system.ver:
        return _("Thông tin hệ thống đã đổi sau khi phê duyệt, cần thẩm định lại")
    if newest.expires_on and newest.expires_on <= day + SOON:
        return _("Hết hiệu lực từ %(day)s") % {"day": vn_date(newest.expires_on)}
    return ""
