"""What is typed about a system, and what follows from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold
from tinhso.security.levels.criteria import HIGHEST, Criterion, chosen
from tinhso.security.pages.refusals import ClosedNetwork, check_not_closed

CIVIL = "civil"
SCOPES = (
    (CIVIL, "Cơ quan nhà nước, đơn vị sự nghiệp"),
    ("closed", "Quốc phòng, công an, cơ yếu, cơ quan Đảng"),
)
WRITTEN = (
    *("name", "purpose", "owner", "operator", "operator_name", "data_kinds", "users"),
    *("people_count", "starts", "folded"),
)
STATE_SECRETS = "state-secrets"


@dataclass(frozen=True)
class SystemEntry:
    """One operator: an agency, or a name where an enterprise runs it."""

    scope: str
    name: str
    purpose: str
    owner: Agency
    operator: Agency | None
    operator_name: str
    data_kinds: str
    users: str
    people_count: int
    criteria: list[str]
    starts: date

    @property
    def columns(self) -> dict[str, Any]:
        """What the register writes as it was typed, and what it is found by."""
        return {name: getattr(self, name) for name in WRITTEN}

    @property
    def folded(self) -> str:
        return fold(
            f"{self.name} {self.owner.name} {self.operator.name if self.operator else self.operator_name}"
        )[:700]


def criteria_of(entry: SystemEntry, day: date) -> list[Criterion]:
    """The criteria of the day that were chosen. ClosedNetwork where the system does not belong here, EntryRefused where
    something lacks or contradicts."""
    names = [entry.name, entry.owner.name, entry.operator_name]
    check_not_closed([*names, entry.operator.name if entry.operator else ""])
    if entry.scope != CIVIL:
        raise ClosedNetwork
    found = chosen(entry.criteria, day)
    if any(one.level > HIGHEST or one.code == STATE_SECRETS for one in found):
        raise ClosedNetwork("criteria")
    if not found:
        raise EntryRefused("criteria", "Chọn ít nhất một căn cứ xác định cấp độ đang có hiệu lực.")
    codes = {one.code for one in found}
    if "public-only" in codes and len(codes) > 1:
        raise EntryRefused(
            "criteria", "Hệ thống chỉ xử lý thông tin công cộng không có căn cứ nào khác; chọn lại căn cứ."
        )
    if bool(entry.operator) == bool(entry.operator_name):
        raise EntryRefused(
            "operator_name", "Ghi một đơn vị vận hành: chọn cơ quan, hoặc ghi tên doanh nghiệp."
        )
    if entry.people_count >= 10_000 and "fewer-users" in codes:
        raise EntryRefused("people_count", "Số người từ 10.000 trở lên không hợp với căn cứ “dưới 10.000”.")
    return found
