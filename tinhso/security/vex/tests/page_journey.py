"""The pages of software bills and VEX statements, for the journey over all pages of cybersecurity."""

from typing import Any

from tinhso.security.bills.tests.makers import sent
from tinhso.security.tests.makers import registered
from tinhso.security.vex.tests.makers import stated


def read_software(town: Any, walk: Any, at: str) -> None:
    """A system with a bill, the search, a statement about it and one about all systems."""
    system = registered(town, town.agency_a, "anh", name="Cổng của A")
    sent(town, system, "anh")
    of_system, every = stated(town, "anh", system), stated(town, "cuc")
    one = f"{at}he-thong/{system.code}/"
    walk.read(
        "anh", f"{one}phan-mem/", f"{one}nap-phan-mem/", f"{at}thanh-phan/", f"{at}thanh-phan/?ten=log4j"
    )
    walk.read(
        "anh",
        f"{at}vex/",
        f"{at}vex/{of_system.code}/",
        f"{at}vex/{of_system.code}/rut/",
        f"{at}viet-vex/",
        f"{at}nap-vex/",
    )
    walk.read("cuc", f"{at}vex/{every.code}/")
    walk.seen.add("software_bill_file")  # a file
