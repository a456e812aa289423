"""Villages without signal: entered with a day, checked with evidence, confirmed by the head."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.town import make_agency, make_officer
from tinhso.casework.public import Conflict, NoteRefused, NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.infrastructure.actions.confirm_signal import confirm_signal
from tinhso.indicators.infrastructure.actions.return_signal import return_signal
from tinhso.indicators.infrastructure.actions.sum_signal_reports import sum_signal_reports
from tinhso.indicators.infrastructure.counts import village_years
from tinhso.indicators.infrastructure.permissions import InfrastructureForbidden
from tinhso.indicators.infrastructure.tests import makers as make
from tinhso.indicators.models import SignalReportCount, SignalVillage
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.files.public import NotYourFile
from tinhso.kernel.files.tests.makers import PDF, sent_file
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused

LATER = NOW + timedelta(days=4)
DESK = "/can-bo/ha-tang-so/thon/"


def test_a_village_is_a_case_with_a_day_and_sent_twice_it_is_one(network_town):
    key = uuid4()
    one = make.village(network_town, client_key=key)
    assert make.village(network_town, client_key=key) == one
    case = one.case
    assert (case.agency, case.state, one.target_year) == (network_town.agency_a, "in_progress", 2024)
    assert case.due_at.astimezone(NOW.tzinfo).date() == date(2024, 6, 28)
    assert EventRow.objects.filter(name__endswith="SignalVillageEntered").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signal": "covered"}, "không cần theo dõi"),
        ({"found_on": date(2024, 4, 1)}, "chưa tới"),
        ({"due_on": NOW.date()}, "sau ngày"),
        ({"name": "bản ngàm"}, "đang được theo dõi"),
    ],
)
def test_what_cannot_be_followed_is_refused(network_town, changes, words):
    make.village(network_town)
    with pytest.raises(EntryRefused, match=words):
        make.village(network_town, **{"name": "Bản Khác"} | changes)
    with pytest.raises(InfrastructureForbidden):
        make.village(network_town, "bao")


def test_a_check_needs_words_days_and_for_signal_a_file(network_town):
    one = make.village(network_town)
    refused = [
        ({"text": " "}, "Ghi kết quả"),
        ({"checked_on": date(2024, 4, 1)}, "chưa tới"),
        ({"checked_on": date(2023, 4, 1)}, "ở trước"),
        ({"with_file": False}, "minh chứng"),
    ]
    for changes, words in refused:
        with pytest.raises(EntryRefused, match=words):
            make.checked(network_town, one, **changes)
    with pytest.raises(NotYourFile):
        make.checked(network_town, one, file=sent_file(by=network_town.actor("van")))
    with pytest.raises(Stale):
        make.checked(network_town, one, ver=1)
    with pytest.raises(Stale):
        make.checked(network_town, one, ver=1, signal="patchy", with_file=False)
    with pytest.raises(NotYourTurn):
        make.checked(network_town, one, "bao")
    make.checked(network_town, one, signal="patchy", with_file=False)
    one.refresh_from_db()
    assert (one.signal, one.covered_on, one.checks.count()) == ("patchy", None, 1)


def test_the_head_confirms_and_the_day_of_the_check_is_judged(network_town):
    town = network_town
    one = make.village(town)
    with pytest.raises(Conflict):
        confirm_signal(village=one, ver=one.case.ver, by=town.actor("emi"), now=NOW)
    make.checked(town, one, now=LATER)
    with pytest.raises(Conflict):
        make.checked(town, one, "chi", now=LATER)
    with pytest.raises(NotYourTurn):
        confirm_signal(village=one, ver=one.case.ver, by=town.actor("emi"), now=LATER)
    with pytest.raises(Stale):
        confirm_signal(village=one, ver=1, by=town.actor("chi"), now=LATER)
    confirm_signal(village=one, ver=one.case.ver, by=town.actor("chi"), now=NOW + timedelta(days=300))
    one = SignalVillage.objects.select_related("case").get()
    assert (one.signal, one.covered_on, one.case.timeliness) == ("covered", LATER.date(), "early")
    assert list(village_years(date(2024, 12, 31)).rows[0]) == ["2024", "1", "1", "1", "0", "0"]
    make.village(town, name="Bản Ngàm", found_on=date(2024, 3, 8))


def test_what_is_given_back_is_followed_further(network_town):
    town = network_town
    one = make.village(town)
    by = town.actor("chi")
    with pytest.raises(Conflict):
        return_signal(village=one, ver=one.case.ver, reason="x", by=by, now=NOW)
    make.checked(town, one)
    given = {"village": one, "by": by, "now": LATER}
    with pytest.raises(EntryRefused, match="Ghi rõ"):
        return_signal(ver=one.case.ver, reason=" ", **given)
    with pytest.raises(NoteRefused):
        return_signal(ver=one.case.ver, reason="x" * 5000, **given)
    one.case.refresh_from_db()
    with pytest.raises(NotYourTurn):
        return_signal(ver=one.case.ver, reason="x", **given | {"by": town.actor("emi")})
    with pytest.raises(Stale):
        return_signal(ver=1, reason="Chưa đo trong nhà", **given)
    return_signal(ver=one.case.ver, reason="Chưa đo trong nhà", **given)
    assert one.case.step == "follow"


def test_the_committee_of_the_commune_sees_its_village_and_others_do_not(network_town):
    town = network_town
    seat = make_agency(
        "ubnd-x", "UBND phường", kind="committee", level="commune", unit=town.commune, parent=town.committee
    )
    town.lan = make_officer("lan", "Vũ Thị Lan", seat, "Chủ tịch", Head)
    one = make.village(town)
    seen = SignalVillage.objects.visible_to
    assert list(seen(town.actor("lan"))) == [one] == list(seen(town.actor("chi")))
    assert not seen(town.actor("bao")).exists()


def test_numbers_of_reports_are_brought_in_line_by_the_system_alone(network_town):
    town, month = network_town, date(2024, 3, 8)
    given = {"month": month, "by": SYSTEM, "now": NOW}
    assert sum_signal_reports(by_place={town.commune.pk: 2}, **given) == 1
    assert sum_signal_reports(by_place={town.commune.pk: 2}, **given) == 0
    assert sum_signal_reports(by_place={town.other_commune.pk: 1}, **given) == 2
    assert sorted(SignalReportCount.objects.values_list("month", "reports")) == [
        (date(2024, 3, 1), 0),
        (date(2024, 3, 1), 1),
    ]
    with pytest.raises(PermissionDenied):
        sum_signal_reports(by_place={}, **given | {"by": town.actor("chi")})


@pytest.mark.long
def test_the_pages_of_villages(network_town, client, django_assert_max_num_queries):
    town = network_town
    town.sign_in(client, "emi")
    new = {"place": town.commune.pk, "name": "Bản Ngàm", "signal": "none", "found_on": "10/01/2024"}
    new |= {"operator": town.operator.pk, "due_on": "28/06/2024", "client_key": str(uuid4())}
    assert client.post(f"{DESK}moi/", new | {"households": "x"}).status_code == 422
    assert client.post(f"{DESK}moi/", new | {"households": "1.200"}).status_code == 302
    one = SignalVillage.objects.select_related("case").get()
    at = f"{DESK}{one.case.code}/"
    sum_signal_reports(month=NOW.date(), by_place={town.commune.pk: 2}, by=SYSTEM, now=NOW)
    with django_assert_max_num_queries(25):
        assert "03/2024: 2" in client.get(at).content.decode()
    for filters in ("", "?q=ng%C3%A0m&song=none&nam=2024", "?qua_han=on", "?nam=x"):
        with django_assert_max_num_queries(20):
            assert client.get(f"{DESK}{filters}").status_code == 200
    check = {"ver": one.case.ver, "signal": "covered", "checked_on": "08/03/2024", "text": "Đo được"}
    check["operator"] = town.operator.pk
    assert client.post(f"{at}kiem-tra/", check).status_code == 422
    file = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")
    assert client.post(f"{at}kiem-tra/", check | {"file": file}).status_code == 302
    town.sign_in(client, "chi")
    one.case.refresh_from_db()
    assert client.post(f"{at}tra-lai/", {"ver": one.case.ver, "reason": ""}).status_code == 422
    assert client.post(f"{at}tra-lai/", {"ver": one.case.ver, "reason": "Đo lại"}).status_code == 302
    town.sign_in(client, "emi")
    one.case.refresh_from_db()
    file = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")
    assert client.post(f"{at}kiem-tra/", check | {"file": file, "ver": one.case.ver}).status_code == 302
    town.sign_in(client, "chi")
    one.case.refresh_from_db()
    assert client.post(f"{at}xac-nhan/", {"ver": one.case.ver}).status_code == 302
    assert client.get(f"{at}tep/{one.checks.first().pk}/").status_code in (200, 409)
    town.sign_in(client, "bao")
    for address in (at, f"{at}tep/{one.checks.first().pk}/"):
        assert client.get(address).status_code == 404
    assert client.get(f"{DESK}moi/").status_code == 403
    assert client.get(DESK).status_code == 200
