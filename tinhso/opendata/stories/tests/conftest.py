import pytest

from tests.town import make_officer
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.conftest import NOW
from tinhso.opendata.stories.tests.makers import blocks_of, written


@pytest.fixture
def dao(opened):
    user = make_officer("dao", "Đỗ Thị Đào", opened.publisher, "Cán bộ dữ liệu", DataOfficer)
    return actor_of(user, on=NOW.date())


@pytest.fixture
def emi(town):
    return town.actor("emi")


@pytest.fixture
def text(opened, emi):
    return written(opened.publisher, emi, blocks_of(opened.slug))
