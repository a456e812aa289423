"""A right on a document that is given by hand is told to the heads of its agency until one has confirmed it (III.3c)."""

import pytest
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import OutgoingDocument, RightChange
from tinhso.documents.outgoing.actions.decide_right import decide_right
from tinhso.documents.outgoing.actions.seat_reader import seat_reader
from tinhso.documents.outgoing.permissions import can_decide_right
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.upkeep import unconfirmed_rights
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.roles import Examiner, Head


def seated(office, who="emi"):
    """Kim was put on the list of Emi's document."""
    document = make.draft(office)
    seat_reader(document=document, officer=office.kim, role=Examiner.code, by=office.actor(who), now=NOW)
    return document


def sees(office, who):
    return OutgoingDocument.objects.visible_to(office.actor(who), on=NOW.date()).exists()


def decide(office, who, *, confirm):
    change = RightChange.objects.select_related("document__case").get()
    return decide_right(change=change, confirm=confirm, by=office.actor(who), now=NOW)


def test_iii_3c_a_change_of_a_right_is_told_until_a_head_has_confirmed_it(office):
    document = seated(office)
    seat_reader(document=document, officer=office.kim, role=Examiner.code, by=office.actor("emi"), now=NOW)
    assert [unconfirmed_rights(office.actor(who)) for who in ("chi", "emi", "van", "hai")] == [1, 0, 0, 0]
    assert decide(office, "chi", confirm=True).decision == RightChange.Decision.CONFIRMED
    assert unconfirmed_rights(office.actor("chi")) == 0
    assert sees(office, "kim")
    assert decide(office, "chi", confirm=False).decision == RightChange.Decision.CONFIRMED
    row = EventRow.objects.get(name="documents.DocumentRightDecided")
    assert row.payload["confirmed"] is True


def test_iii_3c_what_is_taken_back_shows_nothing_any_more(office):
    seated(office)
    assert sees(office, "kim")
    decide(office, "chi", confirm=False)
    assert not sees(office, "kim") and sees(office, "emi")


def test_what_the_way_itself_gives_is_no_change(office):
    make.at_sign(office)
    assert not RightChange.objects.exists()


def test_nobody_confirms_their_own_change_and_no_other_agency_does(office):
    office.mo = make_officer("mo", "Đỗ Văn Mơ", office.agency_a, "Phó Giám đốc", Head)
    document = make.send(office, make.draft(office))
    seat_reader(document=document, officer=office.kim, role=Examiner.code, by=office.actor("chi"), now=NOW)
    for who in ("chi", "emi", "van", "hai", "an"):
        with pytest.raises(DocumentsForbidden):
            decide(office, who, confirm=True)
    change = RightChange.objects.select_related("document__case").get()
    assert not can_decide_right(change, office.actor("chi"))
    assert can_decide_right(change, office.actor("mo"))


def test_the_page_tells_codes_and_no_subject_and_takes_the_answer(
    office, client, django_assert_max_num_queries
):
    document = seated(office)
    office.sign_in(client, "chi")
    with django_assert_max_num_queries(20):
        words = client.get(reverse("document_rights")).content.decode()
    assert document.case.code in words and "Lò Thị Kim" in words and document.subject not in words
    office.sign_in(client, "emi")
    assert (
        "Lò Thị Kim" in client.get(reverse("outgoing_document", args=[document.case.code])).content.decode()
    )
    assert client.get(reverse("document_rights")).status_code == 403
    url = reverse("decide_document_right", args=[RightChange.objects.get().pk])
    assert client.post(url, {"confirm": "yes"}).status_code == 403
    office.sign_in(client, "hai")
    assert client.post(url, {"confirm": "yes"}).status_code == 404
    office.sign_in(client, "chi")
    assert client.post(url, {"confirm": "x"}).status_code == 302
    assert RightChange.objects.get().decision == RightChange.Decision.WITHDRAWN
    assert "Không có thay đổi quyền" in client.get(reverse("document_rights")).content.decode()
