"""The lists of what must be public say something at every department and district of the demo, and lack something everywhere."""

from tinhso.citizen.information_access.public_items import counts_of
from tinhso.citizen.public import answering_agencies
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import clock


def test_every_department_and_district_has_published_some_of_its_list(demo):
    day = clock.today()
    levels = [Agency.Level.PROVINCE, Agency.Level.DISTRICT]
    counts = counts_of(answering_agencies(day).filter(level__in=levels), day.year)
    assert len(counts) > 3
    assert all(0 < one.n < one.most for one in counts)
