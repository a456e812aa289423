"""The demo's systems stand at every step of their level dossiers; who answers for one agency sees nothing of another."""

from django.urls import reverse

from tinhso.casework.public import State
from tinhso.kernel.people.public import User
from tinhso.security.public import (
    AdvisoryTask,
    CyberIncident,
    DetectionHit,
    InformationSystem,
    LevelDossier,
    LogSuspicion,
    SecurityContact,
    SecurityDuty,
    SecurityFinding,
)


def test_systems_stand_at_every_step(demo):
    assert InformationSystem.objects.filter(by__isnull=False).count() == 5
    dossiers = LevelDossier.objects.select_related("case")
    assert sum(one.case.is_final for one in dossiers) == 2
    assert {one.case.state for one in dossiers} >= {State.SUBMITTED, State.IN_PROGRESS}
    assert SecurityDuty.objects.count() == 3 and SecurityContact.objects.count() == 3


def test_incidents_of_the_law_stand_at_every_step(demo):
    states = list(CyberIncident.objects.values_list("case__state", flat=True))
    assert {State.SUBMITTED, State.IN_PROGRESS, State.REFUSED, State.DONE} <= set(states)
    assert CyberIncident.objects.filter(exercise=True).count() == 1


def test_an_advisory_is_answered_and_one_waits(demo):
    states = set(AdvisoryTask.objects.values_list("state", flat=True))
    assert {"waiting", "acknowledged", "done", "not_affected"} <= states


def test_each_sees_what_is_its_own(demo, client):
    pages = {}
    for who in ("thuy", "khoa", "kien"):
        client.force_login(User.objects.get(username=who))
        answer = client.get(reverse("information_systems"))
        assert answer.status_code == 200
        pages[who] = answer.content.decode()
    assert "của ủy ban (mô phỏng)" in pages["thuy"] and "Nền tảng chia sẻ dữ liệu" in pages["thuy"]
    assert "Nền tảng chia sẻ dữ liệu" in pages["khoa"] and "của ủy ban (mô phỏng)" not in pages["khoa"]
    assert "của ủy ban (mô phỏng)" in pages["kien"] and "Nền tảng chia sẻ dữ liệu" not in pages["kien"]


def test_reports_of_scanners_went_the_way_of_real_ones(demo):
    states = set(SecurityFinding.objects.values_list("state", flat=True))
    assert {"open", "mended", "reported", "false_positive"} <= states
    assert SecurityFinding.objects.filter(agency=None).count() >= 2  # of machines in no list
    assert SecurityFinding.objects.filter(kind="malware", state="mended").count() >= 2


def test_rules_and_logs_show_a_handful_of_what_waits_and_of_what_was_decided(demo):
    assert set(DetectionHit.objects.values_list("machine_name", "state")) == {
        ("so-pc04", "new"),
        ("so-pc07", "new"),
        ("so-pc09", "false_alarm"),
    }
    kinds = list(LogSuspicion.objects.values_list("kind", "state").order_by("kind"))
    assert {kind for kind, _state in kinds} == {
        "beacon",
        "first_seen",
        "long_connection",
        "made_names",
        "tunnel",
    }
    assert (
        len(kinds) <= 8
        and ("beacon", "dismissed") in kinds
        and {one.agency_id for one in LogSuspicion.objects.all()} != {None}
    )


def test_software_bills_and_statements_are_searched(demo, client):
    client.force_login(User.objects.get(username="thuy"))
    page = client.get(reverse("software_components"), {"ten": "log4j", "den": "2.14.1"}).content.decode()
    assert "Nền tảng chia sẻ dữ liệu" in page and "2.17.1" not in page
    assert "CVE-2021-44228" in client.get(reverse("vex_statements")).content.decode()
