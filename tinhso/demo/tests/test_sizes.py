"""The sizes a demo may have, and what a real installation is not given of it."""

from datetime import date

import pytest

from tinhso.config.commands.demo import refuse_few
from tinhso.config.commands.prepare import has_a_legal_clock
from tinhso.config.refusal import Refusal
from tinhso.demo.cast import members, titled
from tinhso.indicators.data.sources import target_rows
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.site import clock


@pytest.mark.parametrize("count", [1, 299, -5, 5_000_001])
def test_a_size_that_gives_no_rate_is_refused_with_the_sizes_that_do(count):
    with pytest.raises(Refusal, match="từ 300 đến"):
        refuse_few(count)


def test_none_and_every_size_from_three_hundred_on_is_loaded():
    for count in (0, 300, 3000):
        refuse_few(count)


def test_no_illustrative_target_is_given_to_a_real_installation():
    assert target_rows() == []


def test_definitions_wait_for_the_clock_of_a_demo(db, settings):
    assert has_a_legal_clock()
    settings.DEMO = True
    assert not has_a_legal_clock()


def test_definitions_of_a_demo_bear_its_own_day(demo):
    known = {version.known_at for version in IndicatorVersion.objects.all()}
    assert known and all(moment <= clock.now() for moment in known)


def test_the_desk_is_called_by_the_name_of_its_day(demo):
    assert titled("Cán bộ Bộ phận Một cửa", date(2024, 3, 8)) == "Cán bộ Bộ phận Một cửa"
    assert titled("Cán bộ Bộ phận Một cửa", date(2025, 7, 1)) == "Cán bộ Trung tâm Phục vụ hành chính công"
    told = [str(member.role) for member in members() if member.username == "binh"]
    centre = clock.today() >= date(2025, 7, 1)
    assert told == ["Cán bộ Trung tâm Phục vụ hành chính công" if centre else "Cán bộ Bộ phận Một cửa"]
