"""Whom to call: named by the agency, read by who has to call, gone when its time is over."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.contacts.actions.end_contact import end_contact
from tinhso.security.contacts.actions.name_contact import name_contact
from tinhso.security.contacts.permissions import can_read_every_contact, contacts_for
from tinhso.security.contacts.retention import forget_contacts
from tinhso.security.models import SecurityContact
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tasks import forget_ended_contacts

DAY = NOW.date()
PAGE = "/can-bo/an-toan-thong-tin/dau-moi/"
NEW = "/can-bo/an-toan-thong-tin/them-dau-moi/"


def named(town, who="anh", key=None, **words):
    usual = {
        "agency": town.agency_a,
        "part": "officer",
        "full_name": "Trần Văn Trực",
        "title": "Chuyên viên",
        "phone": "0912 000 111",
        "email": "",
        "starts": date(2024, 1, 1),
    }
    return name_contact(client_key=key or uuid4(), by=town.actor(who), now=NOW, **usual | words)


def test_naming_and_ending(guarded):
    key = uuid4()
    contact = named(guarded, key=key)
    assert named(guarded, key=key) == contact
    with pytest.raises(SecurityForbidden):
        named(guarded, "bach")
    with pytest.raises(EntryRefused):
        named(guarded, starts=date(2030, 1, 1))
    words = {"contact": contact, "by": guarded.actor("anh"), "now": NOW}
    with pytest.raises(SecurityForbidden):
        end_contact(**words | {"by": guarded.actor("ho")}, ends=DAY)
    with pytest.raises(EntryRefused):
        end_contact(**words, ends=date(2030, 1, 1))
    end_contact(**words, ends=DAY)
    with pytest.raises(EntryRefused, match="đã kết thúc"):
        end_contact(**words, ends=DAY)
    names = {"security.SecurityContactNamed", "security.SecurityContactEnded"}
    assert set(EventRow.objects.filter(name__in=names).values_list("name", flat=True)) == names


def test_who_reads_whom(guarded):
    named(guarded)
    for who, count in (("anh", 1), ("bach", 0), ("ho", 1), ("cuc", 1), ("chi", 0)):
        assert contacts_for(guarded.actor(who), on=DAY).count() == count, who
    assert can_read_every_contact(guarded.actor("ho"), on=DAY)
    assert not can_read_every_contact(guarded.actor("anh"), on=DAY)


def test_an_ended_contact_goes_when_its_time_is_over(guarded):
    contact = named(guarded)
    end_contact(contact=contact, ends=DAY, by=guarded.actor("anh"), now=NOW)
    assert forget_contacts(NOW + timedelta(days=364)) == 0
    forget_ended_contacts(timestamp=0)
    assert SecurityContact.objects.exists()
    assert forget_contacts(NOW + timedelta(days=365)) == 1


def test_the_page_notes_each_reading(guarded, client, django_assert_max_num_queries):
    guarded.sign_in(client, "anh")
    data = {
        "client_key": str(uuid4()),
        "agency": guarded.agency_a.pk,
        "part": "leader",
        "full_name": "Lê Thị Trực",
        "phone": "02373 111 222",
        "starts": "01/01/2024",
    }
    assert client.get(NEW).status_code == 200
    assert client.post(NEW, data | {"phone": "gọi tôi"}).status_code == 422
    assert client.post(NEW, data)["Location"] == PAGE
    before = AccessRow.objects.count()
    with django_assert_max_num_queries(14):
        assert "Lê Thị Trực" in client.get(PAGE).content.decode()
    assert AccessRow.objects.count() == before + 1
    contact = SecurityContact.objects.get()
    ends = f"{PAGE}{contact.code}/ket-thuc/"
    guarded.sign_in(client, "bach")
    assert "Lê Thị Trực" not in client.get(PAGE).content.decode() and client.get(ends).status_code == 404
    guarded.sign_in(client, "ho")
    page = client.get(PAGE).content.decode()
    assert "Lê Thị Trực" in page and ends not in page and client.get(NEW).status_code == 403
    guarded.sign_in(client, "anh")
    assert client.get(ends).status_code == 200
    assert client.post(ends, {"ends": "08/03/2024"}).status_code == 302
    assert "Lê Thị Trực" not in client.get(PAGE).content.decode()
