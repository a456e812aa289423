"""Who settles a procedure for a place, and which communes can be chosen."""

from collections import Counter
from datetime import date

from django.db.models import Case, When
from django.utils.translation import gettext_lazy

from tinhso.kernel.law.public import rule_or, rules_under
from tinhso.kernel.people.public import Agency, NoCompetence, competent_agency, desk_of
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.context import desk_name, read_through
from tinhso.onestop.models import Procedure, ProcedureCompetence

ANY_DESK = "onestop.any_desk_in_province"
DESKS_OF_PLACES = {
    Agency.Level.COMMUNE.value: gettext_lazy("%(desk)s của Ủy ban nhân dân cấp xã"),
    Agency.Level.DISTRICT.value: gettext_lazy("%(desk)s của Ủy ban nhân dân cấp huyện"),
}
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


def where_to_go(procedure: Procedure, level: str, on: date) -> str:
    """The desk that receives it on that day, by the dated crosswalk; "" for what is not the province's.

    What a commune or a district settles is received by the desk of the place.
    """
    if level == Agency.Level.PROVINCE.value:
        try:
            agency, desk = seats_for(procedure, level, None, on)
        except NoCompetence:
            return ""
        return desk.name if desk.pk == agency.pk else f"{desk.name}; {agency.name}"
    if level in (Agency.Level.COMMUNE.value, Agency.Level.DISTRICT.value):
        return str(DESKS_OF_PLACES[level]) % {"desk": desk_name(on)}
    return ""


def bookable_desks(day: date) -> list[Agency]:
    """Every one-stop desk of the province that day, in Vietnamese order."""
    return list(Agency.objects.on(day).filter(kind=Agency.Kind.DESK).select_related("unit", "parent__unit"))


def any_desk_source(on: date) -> str:
    """The law by which any desk of the province receives a dossier (phi địa giới) on that day; "" while it is by area."""
    return read_through(f"any desk {on}", lambda: _any_desk_source(on))


def _any_desk_source(on: date) -> str:
    value, source = rules_under(ANY_DESK, on=on).get(ANY_DESK, (False, ""))
    return source if value else ""


class WrongDesk(Exception):
    """Another desk receives this dossier on that day; the message is its name."""


def counter_seats(
    procedure: Procedure, level: str, unit: AdminUnit | None, *, at: int, on: date
) -> tuple[Agency, Agency]:
    """The competent agency, and the desk `at` which the dossier is handed in: since 01/7/2025 any desk of the province.

    NoCompetence, WrongDesk.
    """
    agency, desk = seats_for(procedure, level, unit, on)
    if desk.pk == at:
        return agency, desk
    here = Agency.objects.on(on).filter(pk=at, kind=Agency.Kind.DESK).first()
    if here is None or not rule_or(ANY_DESK, False, on=on):
        raise WrongDesk(desk.name)
    return agency, here


def commune_choices(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The communes of that day by district, for a select; one group where there are no districts. One query."""
    units = (
        AdminUnit.objects.on(on).communes().select_related("parent").order_by("parent__sort_key", "sort_key")
    )
    province = next(
        (
            one.parent.name
            for one in units
            if one.parent and not one.district_on(on) and one.parent.exists_on(on)
        ),
        "",
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        district = unit.district_on(on)
        groups.setdefault(district.name if district else province, []).append((unit.code, unit.name))
    return list(groups.items())


def commune(code: str, on: date) -> AdminUnit | None:
    return AdminUnit.objects.on(on).communes().filter(code=code).first()


def unit_names(on: date) -> dict[str, str]:
    """Code -> name of the communes of that day, with the district where two bear the name; read at most every few
    seconds. One query."""
    return read_through(f"names of communes {on}", lambda: _unit_names(on))


def _unit_names(on: date) -> dict[str, str]:
    found = list(
        AdminUnit.objects.on(on)
        .communes()
        .annotate(above=Case(When(parent__valid__contains=on, then="parent__name")))
        .values_list("code", "name", "above")
    )
    many = Counter(name for _code, name, _parent in found)
    return {
        code: f"{name}, {parent[0].lower()}{parent[1:]}" if many[name] > 1 and parent else name
        for code, name, parent in found
    }
