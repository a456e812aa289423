"""One notice a day for an agency: how many, never which; nothing where nothing waits."""

from datetime import date, timedelta

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.notices.public import Notice
from tinhso.security.advisories.actions.urge_agencies import urge_agencies
from tinhso.security.advisories.digest import digests, send_digests, tasks_waiting_for
from tinhso.security.advisories.tests.makers import issued, task_of
from tinhso.security.tasks import send_daily_digests
from tinhso.security.tests.makers import imported, read_list, reported, scanned

DAY = timedelta(days=1)


def notices():
    return Notice.objects.filter(topic="security.digest")


def test_three_advisories_and_two_findings_are_one_notice(guarded):
    read_list(guarded, guarded.agency_a, "anh", "name,ip\nmay-1,10.0.0.1\n", since=date(2023, 6, 1))
    imported(guarded, scanned(reported("10.0.0.1"), reported("10.0.0.1", "R2"), machines=["10.0.0.1"]))
    for _ in range(3):
        issued(guarded, agencies=[guarded.agency_a])
    assert send_digests(NOW + timedelta(hours=1)) == 1
    assert send_digests(NOW + timedelta(hours=2)) == 1  # the same morning once more
    one = notices().get()
    assert one.user == guarded.anh and one.params["new"] == 3 and one.params["findings_new"] == 2
    assert tasks_waiting_for(guarded.actor("anh")) == 3
    assert tasks_waiting_for(guarded.actor("bach")) == 0


def test_nothing_new_is_no_notice_and_late_ones_come_on_mondays(guarded):
    one = issued(guarded, agencies=[guarded.agency_b])
    monday = NOW + 20 * DAY
    monday -= timedelta(days=monday.weekday())
    assert digests(monday)[guarded.agency_b.pk].late == 1
    assert send_digests(monday + DAY) == 0 and not notices().exists()
    assert send_digests(monday) == 1
    urge_agencies(advisory=one, by=guarded.actor("cuc"), now=monday + DAY)
    assert send_digests(monday + DAY + timedelta(hours=3)) == 1
    assert [row.params["urged"] for row in notices().order_by("created_at")] == [0, 1]


def test_an_agency_without_a_security_officer_is_told_through_its_head(guarded):
    guarded.anh.posts.update(roles=[])
    issued(guarded, agencies=[guarded.agency_a])
    send_daily_digests(0)
    assert list(notices().values_list("user", flat=True)) == [guarded.chi.pk]
    assert task_of(notices().get() and issued(guarded), guarded.agency_a).state == "waiting"
