"""The machines of the demo's years 2022 and 2023: agencies of all three levels, each with an inventory. All of it is invented."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.people.public import Agency

SINCE = date(2022, 1, 1)
EVERY_NTH_COMMUNE = 9
MACHINES = {"province": 45, "district": 40, "commune": 8}
ELSEWHERE = ("so-tttt", "ubnd-huyen-392")
"""Those of the cast, with lists of their own."""


@dataclass(frozen=True, order=True)
class Host:
    """A machine by the number of its agency and its own; its address is of a private network."""

    agency: int
    number: int

    @property
    def address(self) -> str:
        return f"10.64.{self.agency}.{10 + self.number}"

    @property
    def name(self) -> str:
        return f"MP{self.agency:03}-PC{self.number:02}"

    @property
    def mac(self) -> str:
        return f"02:4D:51:{self.agency:02X}:00:{self.number:02X}"  # 02: given by hand, no maker's


def pool_agencies(day: date) -> list[Agency]:
    """Departments, committees of districts, and every ninth commune, that were there from 2022 until the demo's day."""
    rows = Agency.objects.on(SINCE).filter(valid__contains=day).exclude(code__in=ELSEWHERE)
    wide = rows.filter(kind="department", level="province") | rows.filter(kind="committee", level="district")
    communes = list(rows.filter(kind="committee", level="commune").order_by("code"))
    return [*wide.order_by("code"), *communes[::EVERY_NTH_COMMUNE]]


def hosts_of(agencies: list[Agency]) -> list[Host]:
    return [
        Host(place, number)
        for place, agency in enumerate(agencies)
        for number in range(1, MACHINES[agency.level] + 1)
    ]


def inventory(hosts: list[Host]) -> bytes:
    """As an agency's technician keeps it."""
    rows = ["Tên máy,Địa chỉ IP,Địa chỉ MAC,Số seri"]
    rows += [f"{one.name},{one.address},{one.mac},MP{one.agency:03}{one.number:04}" for one in hosts]
    return "\n".join(rows).encode()
