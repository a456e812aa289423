"""The demo's reports of scanners, without the rest of the demo: mended, open, reported, a false alarm, a machine in no list."""

from datetime import datetime, timedelta

from tinhso.casework.tests.makers import NOW
from tinhso.demo.security.security import RECENT, Province
from tinhso.demo.security.systems import machine_list
from tinhso.security.conftest import guarded  # noqa: F401 - the fixture
from tinhso.security.public import SecurityFinding
from tinhso.security.tests.makers import read_list


class Days:
    def ago(self, days: int) -> datetime:
        return NOW - timedelta(days=days)


def test_two_scans_and_what_people_say(guarded):  # noqa: F811
    since = (NOW - timedelta(days=RECENT)).date()
    read_list(guarded, guarded.agency_a, "anh", machine_list("SO", 1, 24).decode(), since=since)
    province = Province.__new__(Province)
    province.office = Days()
    province._scans(1, guarded.agency_a, guarded.actor("anh"))
    states = sorted(SecurityFinding.objects.values_list("state", flat=True))
    assert {one: states.count(one) for one in set(states)} == {
        "open": 5,
        "mended": 5,
        "reported": 1,
        "false_positive": 1,
    }
    assert SecurityFinding.objects.filter(agency=None).count() == 1
    assert SecurityFinding.objects.get(kind="malware").state == "mended"
