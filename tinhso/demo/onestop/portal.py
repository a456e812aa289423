"""What the sandbox of the national portal is told of the demo: the catalogue, the communes, the cast, first filings."""

from typing import Any

from tinhso.demo.cast import CITIZENS, HA_TRUNG
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.onestop.public import portal_procedures

POSTAL = "1.003659"
MOST_FILED = 2  # at the desk in Hà Trung, besides the postal permits


def portal_catalogue() -> dict[str, Any]:
    """Plain values for its file; the persons are the invented citizens of the cast."""
    day = clock.now().date()
    procedures = portal_procedures(day)
    units = AdminUnit.objects.on(day).communes().order_by("sort_key").values_list("code", "name")
    persons = [
        {"id_number": number, "name": name, "phone": phone, "address": "Địa chỉ mô phỏng"}
        for _, name, number, phone, _ in CITIZENS
    ]
    return {
        "procedures": procedures,
        "communes": [list(unit) for unit in units],
        "persons": persons,
        "first": first_filings(procedures, [p["id_number"] for p in persons]),
        "offset": clock.offset().total_seconds(),
    }


def first_filings(procedures: dict[str, dict[str, Any]], people: list[str]) -> list[dict[str, str]]:
    """A handful, at the two desks of the cast, so that each finds some of the portal in the morning."""
    found = [{"procedure": POSTAL, "person": person} for person in people if POSTAL in procedures]
    local = [code for code, row in procedures.items() if row["everyday"] and row["communes"]]
    if commune := commune_of_the_cast():
        found += [
            {"procedure": code, "person": people[n % len(people)], "commune": commune}
            for n, code in enumerate(local[:MOST_FILED])
        ]
    return found


def commune_of_the_cast() -> str:
    """The commune of the cast's two-level committee, or one in the district that it was."""
    day = clock.now().date()
    for code in (HA_TRUNG.later, HA_TRUNG.agency):
        agency = Agency.objects.on(day).filter(code=code).select_related("unit").first()
        if agency and agency.unit:
            below = AdminUnit.objects.on(day).communes().filter(parent=agency.unit).order_by("code").first()
            return str((below or agency.unit).code)
    return ""
