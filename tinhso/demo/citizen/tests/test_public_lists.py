"""The lists of what must be public say something at the departments and districts of the demo, and lack something everywhere."""

from datetime import date

from tinhso.citizen.information_access.public_items import counts_of
from tinhso.citizen.public import answering_agencies
from tinhso.demo.citizen.information import listed_on
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import clock


def test_no_list_was_published_in_the_future():
    assert listed_on(date(2026, 12, 1)) == date(2026, 1, 15)
    assert listed_on(date(2027, 1, 3)) == date(2027, 1, 3)


def test_departments_and_districts_have_published_some_of_their_lists_and_none_the_whole(demo):
    day = clock.today()
    levels = [Agency.Level.PROVINCE, Agency.Level.DISTRICT]
    counts = counts_of(answering_agencies(day).filter(level__in=levels), day.year)
    assert len(counts) > 3 and all(one.n < one.most for one in counts)
    # who was appointed by a later stage has not come to it yet
    assert sum(one.n > 0 for one in counts) >= len(counts) * 0.8
