"""Who settles a procedure for a place, and which communes can be chosen."""

from datetime import date

from tinhso.kernel.people.public import Agency, NoCompetence, competent_agency, desk_of
from tinhso.kernel.places.public import AdminUnit
from tinhso.onestop.models import Procedure, ProcedureCompetence

LEVELS = {
    ProcedureCompetence.Level.PROVINCE: Agency.Level.PROVINCE,
    ProcedureCompetence.Level.DISTRICT: Agency.Level.DISTRICT,
    ProcedureCompetence.Level.COMMUNE: Agency.Level.COMMUNE,
}


def level_of(procedure: Procedure, on: date) -> str | None:
    """The level in the province at which it is settled that day; None for a ministry's or a vertical agency's."""
    row = procedure.competences.filter(valid__contains=on).first()
    level = LEVELS.get(ProcedureCompetence.Level(row.competence)) if row else None
    return level.value if level else None


def seats_for(procedure: Procedure, level: str, unit: AdminUnit | None, on: date) -> tuple[Agency, Agency]:
    """The competent agency and the desk that receives for it; NoCompetence if the data name none."""
    agency = competent_agency(procedure.field.code, level, unit, on)
    desk = desk_of(agency, on)
    if desk is None:
        raise NoCompetence(agency.code)
    return agency, desk


def commune_choices(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The communes of that day by district, for a select; one group where there are no districts. One query."""
    units = (
        AdminUnit.objects.on(on).communes().select_related("parent").order_by("parent__sort_key", "sort_key")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        groups.setdefault(unit.parent.name if unit.parent else "", []).append((unit.code, unit.name))
    return list(groups.items())


def commune(code: str, on: date) -> AdminUnit | None:
    return AdminUnit.objects.on(on).communes().filter(code=code).first()


def unit_names(on: date) -> dict[str, str]:
    """Code -> name of the communes of that day; one query."""
    return dict(AdminUnit.objects.on(on).communes().values_list("code", "name"))
