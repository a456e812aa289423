"""In which commune a point lies, where somebody has imported the borders of that day."""

from datetime import date

from tinhso.kernel.places.public import AdminUnit, areas_on, communes_at


def commune_at(lat: float, lon: float, *, on: date) -> AdminUnit | None:
    """The commune of that day whose imported border holds the point; None without borders, outside all of them, and where
    several units of that day became it: areas computed from centres decide nothing, they only propose (`communes_at`).
    """
    if areas_on(on).computed:
        return None
    found = communes_at(lat, lon, on=on)
    return found[0] if len(found) == 1 else None
