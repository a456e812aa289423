from datetime import date

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import instance


def place_name(agency: Agency, on: date) -> str:
    """The place that a letterhead names before the date: the agency's unit, else the province of the instance."""
    province = AdminUnit.objects.on(on).filter(code=instance().province_code)
    unit = agency.unit or province.exclude(level=AdminUnit.Level.COMMUNE).first()
    name = unit.name if unit else ""
    for kind in ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn "):
        name = name.removeprefix(kind)
    return name
