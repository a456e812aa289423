"""What stands on the head of a slip."""

from tinhso.kernel.site.models import Instance
from tinhso.onestop.slips import place_name
from tinhso.onestop.tests.makers import NOW


def test_a_department_writes_from_the_province_of_the_instance(shop):
    agency, day = shop.town.agency_a, NOW.date()
    agency.unit = None
    Instance.objects.update(province_code=shop.town.province.code)
    name = shop.town.province.name.removeprefix("Tỉnh ")
    assert place_name(agency, day) == name
    agency.unit = shop.town.commune
    assert place_name(agency, day) == shop.town.commune.name.removeprefix("Phường ")
