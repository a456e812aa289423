"""The information systems of the demo's agencies since 2022, with the decisions that approved their levels. All of it is invented.

By the end of 2022 some were still without one, by the end of 2023 none that is in use. What must not be counted is among
them: a system that was retired without a decision, one whose decision ended and was followed by another.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tinhso.demo.days import TWO_LEVELS
from tinhso.demo.security.machine_pool import pool_agencies
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.lib.dates import HANOI
from tinhso.security.public import (
    InformationSystem,
    SystemEntry,
    note_approval,
    register_system,
    retire_system,
)

NAMES = (
    ("Trang thông tin điện tử", "Đăng tin và tài liệu cho người dân"),
    ("Phần mềm quản lý tài sản", "Theo dõi tài sản của cơ quan"),
)
STARTS = date(2021, 1, 4)
FIRST, LATER = date(2022, 3, 7), date(2023, 2, 6)
EVERY_NTH_LATER, WEEK = 6, timedelta(days=5)
ENDED, FOLLOWED = date(2023, 6, 30), date(2023, 6, 30)
RETIRED = date(2023, 8, 15)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), HANOI)


class PastSystems:
    """One system of each department and district committee; every fourth has two."""

    def __init__(self, unit: Agency, key: Callable[[str, int], UUID], day: datetime) -> None:
        self.unit, self.key = unit, key
        self.agencies = [one for one in pool_agencies(day.date()) if one.level != "commune"]
        self.many = 0

    def fill(self) -> int:
        for place, agency in enumerate(self.agencies):
            for name, purpose in NAMES[: 2 if place % 4 == 0 else 1]:
                self._approved(self._system(agency, name, purpose), place)
        lost = self._system(self.agencies[0], "Phần mềm hộp thư cũ", "Thư nội bộ")
        retire_system(
            system=lost, retired_on=RETIRED, reason="Đã thay bằng phần mềm dùng chung (mô phỏng)", by=SYSTEM, now=at(RETIRED)
        )  # fmt: skip
        return self.many

    def _system(self, agency: Agency, name: str, purpose: str) -> InformationSystem:
        self.many += 1
        entry = SystemEntry(
            scope="civil",
            name=f"{name} của {agency.name} (mô phỏng)"[:200],
            purpose=purpose,
            owner=agency,
            operator=agency,
            operator_name="",
            data_kinds="Dữ liệu không mang bí mật nhà nước",
            users="Cán bộ của cơ quan",
            people_count=0,
            criteria=["fewer-users"],
            starts=STARTS,
        )
        return register_system(
            entry=entry, client_key=self.key("past-system", self.many), by=SYSTEM, now=at(FIRST)
        )

    def _approved(self, system: InformationSystem, place: int) -> None:
        later = place % EVERY_NTH_LATER == 1
        decided = (LATER if later else FIRST) + WEEK * (place % 20)
        twice = place == 2
        self._decide(system, decided, ENDED if twice else None)
        if twice:
            self._decide(system, FOLLOWED, None)

    def _decide(self, system: InformationSystem, decided: date, ends: date | None) -> None:
        note_approval(
            system=system, level=system.level, number=f"{self.many:03}-{decided.year}/QĐ-MP (mô phỏng)",
            decided_on=decided, decided_by=self.unit, expires_on=ends, by=SYSTEM, now=at(decided),
        )  # fmt: skip


def create_past_systems(unit: Agency, key: Callable[[str, int], UUID], day: datetime) -> int:
    """How many there are; none under two levels, as with machines of past years."""
    return PastSystems(unit, key, day).fill() if day.date() < TWO_LEVELS else 0
