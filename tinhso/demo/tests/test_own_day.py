"""What a demo says of its own day, and what a real installation is not given of it."""

from datetime import date

from tinhso.demo.cast import members, titled
from tinhso.indicators.data.sources import target_rows
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.site import clock


def test_no_illustrative_target_is_given_to_a_real_installation():
    assert target_rows() == []


def test_definitions_of_a_demo_bear_its_own_day(demo):
    known = {version.known_at for version in IndicatorVersion.objects.all()}
    assert known and all(moment <= clock.now() for moment in known)


def test_the_desk_is_called_by_the_name_of_its_day(demo):
    assert titled("Cán bộ Bộ phận Một cửa", date(2024, 3, 8)) == "Cán bộ Bộ phận Một cửa"
    assert titled("Cán bộ Bộ phận Một cửa", date(2025, 7, 1)) == "Cán bộ Trung tâm Phục vụ hành chính công"
    titles = [str(member.role) for member in members() if member.username == "binh"]
    centre = clock.today() >= date(2025, 7, 1)
    assert titles == ["Cán bộ Trung tâm Phục vụ hành chính công" if centre else "Cán bộ Bộ phận Một cửa"]
