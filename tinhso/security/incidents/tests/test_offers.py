"""Which alerts are offered: the newest that are free, of the agency whose incident it is, and those that somebody comes with."""

from datetime import timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.incidents import alerts
from tinhso.security.incidents.actions.add_alerts import add_alerts
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.write_entry import write_entry
from tinhso.security.incidents.alerts import offered
from tinhso.security.incidents.course import make_due
from tinhso.security.incidents.papers import _words
from tinhso.security.incidents.tests.makers import brought_to, fresh, moves, seat_people, sent_all, verified
from tinhso.security.incidents.tests.test_course import does, finding_of, machine_of

AT = "/can-bo/an-toan-thong-tin/"


@pytest.fixture
def post(guarded):
    return seat_people(guarded)


def keys(town, who, *more, **also):
    return [one.key for one in offered(town.actor(who), NOW.date(), *more, **also)]


def test_older_alerts_are_offered_once_the_newest_are_in_incidents(post, monkeypatch):
    monkeypatch.setattr(alerts, "OF_EACH", 2)
    machine, theirs = machine_of(post, post.agency_a, "anh"), machine_of(post, post.agency_b, "bach")
    old, middle, new = (f"finding:{finding_of(machine).code}" for _ in range(3))
    strange = [f"finding:{finding_of(theirs).code}" for _ in range(2)]
    assert keys(post, "anh") == [new, middle] and keys(post, "cuc") == strange[::-1]
    assert keys(post, "cuc", post.agency_a.pk) == [new, middle], "another agency's do not push them out"
    assert keys(post, "anh", also=[old, strange[0], "x"]) == [old, new, middle]
    one = verified(post)
    does(post, add_alerts, incident=one, alerts=[new, middle])
    assert keys(post, "anh") == [old] == keys(post, "anh", also=[new])
    with pytest.raises(EntryRefused, match="thuộc một sự cố khác"):
        does(post, add_alerts, incident=one, alerts=[new])


def test_a_finding_that_opens_anew_after_the_end_may_become_another_incident(post):
    finding = finding_of(machine_of(post, post.agency_a, "anh"))
    key = f"finding:{finding.code}"
    one = brought_to(post, "approve")
    does(post, add_alerts, incident=one, alerts=[key])
    sent_all(post, one)
    moves(post, close_cyber_incident, one, "dat")
    assert keys(post, "anh") == [] == keys(post, "anh", also=[key]), "it is not mended yet: nothing new"
    other = verified(post)
    with pytest.raises(EntryRefused, match="thuộc một sự cố khác"):
        does(post, add_alerts, incident=other, alerts=[key])
    type(finding).objects.filter(pk=finding.pk).update(opened_at=NOW + timedelta(days=40))
    assert keys(post, "anh") == [key]
    does(post, add_alerts, incident=other, alerts=[key], now=NOW + timedelta(days=41))
    assert keys(post, "anh") == []
    with pytest.raises(EntryRefused, match="thuộc một sự cố khác"):
        does(post, add_alerts, incident=verified(post), alerts=[key], now=NOW + timedelta(days=41))


def test_a_finding_leads_to_the_form_with_itself_chosen(post, client):
    finding = finding_of(machine_of(post, post.agency_a, "anh"))
    path = f"{AT}mo-su-co-mang/?canh_bao=finding:{finding.code}"
    page = post.sign_in(client, "anh").get(f"{AT}diem-yeu/{finding.code}/").content.decode()
    assert path in page
    form = client.get(path).content.decode()
    assert "checked" in form.split(f'value="finding:{finding.code}"')[1].split(">")[0]
    type(finding).objects.filter(pk=finding.pk).update(state="mended", mended_at=NOW)
    page = client.get(f"{AT}diem-yeu/{finding.code}/").content.decode()
    assert finding.title in page and path not in page, "what is mended is no incident"


def test_a_letter_names_each_addressee_once_and_every_correction(post):
    one = verified(post)
    report = one.reports.select_related("incident__agency__unit", "incident__case").get()
    line = {"incident": one, "kind": "observed", "happened_at": NOW}
    first = does(post, write_entry, text="Máy 5", **line)
    does(post, write_entry, text="Máy 6", **line | {"kind": "correction", "corrects": first})
    words = _words(report, report.incident)
    assert words["to"] == [
        "Chủ quản hệ thống",
        "đơn vị chuyên trách",
        "cơ quan điều phối quốc gia (VNCERT/CC)",
    ]
    assert "(đính chính dòng 1): Máy 6" in str(words["blocks"])
    for number in range(30):
        does(
            post,
            write_entry,
            text=f"Dòng {number}",
            **line | {"happened_at": NOW - timedelta(minutes=number + 1)},
        )
    text = str(_words(report, report.incident)["blocks"])
    assert "(2 dòng trước đó" in text and "Máy 6" in text and "Dòng 29" not in text
    make_due(fresh(one), "breach", NOW, found_at=NOW, by=post.actor("anh"), now=NOW)
    to = one.reports.get(kind="breach").recipients.split(";")
    assert len(to) == 1 and "A05" in to[0], "a comma in a name parts no addressee"
