"""A draft names documents that belong to the matter; both sides show them to whoever may read both, and to nobody else."""

import pytest
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.message import _answered
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import ArrivingDocument, ArrivingSeat, AxisMessage, RelatedDocument
from tinhso.documents.outgoing.actions.drop_relation import drop_relation
from tinhso.documents.outgoing.actions.relate_document import relate_document
from tinhso.documents.outgoing.metadata_page import metadata_table
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.pages.related import related_rows
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import EntryRefused

ABOUT, ANSWERS = RelatedDocument.Kind.ABOUT, RelatedDocument.Kind.ANSWERS


@pytest.fixture
def came(office) -> ArrivingDocument:
    """It arrived, and Emi reads it."""
    found = arriving.arrive(office)
    ArrivingSeat.objects.create(
        document=found, agency=office.agency_a, role=Examiner.code, officer=office.emi
    )
    return found


def relate(office, document, name, kind=ABOUT, who="emi", ver=None):
    return relate_document(
        document=document, ver=ver or document.case.ver, name=name, kind=kind, by=office.actor(who), now=NOW
    )


def test_both_sides_link_to_each_other_for_who_reads_both(office, client, came):
    document = make.draft(office)
    relate(office, document, " 15/ubnd-cntt ", ANSWERS)
    code = document.case.code
    office.sign_in(client, "emi")
    there = client.get(reverse("outgoing_document", args=[code])).content.decode()
    assert (
        f'href="/can-bo/van-ban/den/{came.case.code}/">15/UBND-CNTT</a>' in there
        and "Trả lời văn bản" in there
    )
    here = client.get(reverse("arriving_document", args=[came.case.code])).content.decode()
    assert f'href="/can-bo/van-ban/di/{code}/"' in here and "Được trả lời bằng" in here
    table = metadata_table(document, office.actor("emi"), NOW.date())
    assert any("15/UBND-CNTT" in str(cell) for row in table.rows for cell in row)
    office.sign_in(client, "van")  # the clerk reads what arrived, not the draft
    here = client.get(reverse("arriving_document", args=[came.case.code])).content.decode()
    assert code not in here and "Văn bản liên quan" not in here
    sent = make.send(office, document)
    assert related_rows(sent, office.actor("chi"), NOW.date()) == []
    names = list(EventRow.objects.filter(name__contains="Relat").values_list("name", flat=True))
    assert names == ["documents.DocumentRelated"]


def test_what_the_drafter_may_not_read_is_not_found_and_two_alike_are_named_by_code(office, came):
    document = make.draft(office)
    stranger = arriving.arrive(office, number="16", document_ident="", agency=office.agency_a)
    for name in ("16/UBND-CNTT", stranger.case.code, "99/X", "x", "15", document.case.code, "9" * 20 + "/A"):
        with pytest.raises(EntryRefused, match="Không có văn bản"):
            relate(office, document, name)
    twin = arriving.arrive(office, issuer_name="Cơ quan khác", document_ident="")
    ArrivingSeat.objects.create(document=twin, agency=office.agency_a, role=Examiner.code, officer=office.emi)
    with pytest.raises(EntryRefused, match=twin.case.code):
        relate(office, document, "015/UBND-CNTT")
    assert relate(office, document, twin.case.code.lower()).arriving == twin
    assert relate(office, document, twin.case.code, ANSWERS).kind == ANSWERS
    assert RelatedDocument.objects.count() == 1


def test_only_the_drafter_names_and_takes_off_while_it_is_a_draft(office, came, monkeypatch):
    document = make.draft(office)
    made = relate(office, document, "15/UBND-CNTT")
    with pytest.raises(Stale):
        relate(office, document, "15/UBND-CNTT", ver=99)
    with pytest.raises(NotYourTurn):
        relate(office, document, "15/UBND-CNTT", who="kim")
    for who, ver, error in (("emi", 99, Stale), ("kim", document.case.ver, NotYourTurn)):
        with pytest.raises(error):
            drop_relation(relation=made, ver=ver, by=office.actor(who), now=NOW)
    monkeypatch.setattr("tinhso.documents.outgoing.actions.relate_document.MOST", 1)
    assert relate(office, document, "15/UBND-CNTT", ANSWERS) == made, "the same one changes at the limit too"
    another = arriving.arrive(office, number="17", document_ident="")
    ArrivingSeat.objects.create(
        document=another, agency=office.agency_a, role=Examiner.code, officer=office.emi
    )
    with pytest.raises(EntryRefused, match="tối đa 1"):
        relate(office, document, another.case.code)
    drop_relation(relation=made, ver=document.case.ver, by=office.actor("emi"), now=NOW)
    assert not RelatedDocument.objects.exists()


def test_who_issued_the_answered_document_hears_of_it_over_the_axis_and_others_do_not(office, came):
    document = make.draft(office, receivers=("H56.15",))
    relate(office, document, "15/UBND-CNTT", ANSWERS)
    recipient = document.recipients.get()
    message = AxisMessage(recipient=recipient, kind=AxisMessage.Kind.NEW)
    assert _answered(message) == ()
    recipient.ident_code = came.issuer_ident
    (about,) = _answered(message)
    assert (about.organ, about.code) == (
        "H56",
        "15/UBND-CNTT",
    ) and about.document_id == came.document_ident


def test_the_page_names_one_and_takes_it_off(office, client, came, django_assert_max_num_queries):
    document = make.draft(office)
    code = document.case.code
    office.sign_in(client, "emi")
    page = reverse("relate_outgoing", args=[code])
    assert client.get(page).status_code == 200
    given = {"ver": document.case.ver, "name": "15/UBND-CNTT", "kind": "answers"}
    for wrong in ({"name": "99/X"}, {"name": "x" * 91}, {"kind": "x"}, {"ver": "99"}):
        answer = client.post(page, given | wrong)
        assert answer.status_code == 422 and (wrong.get("name", "15/UBND-CNTT")) in answer.content.decode()
    with django_assert_max_num_queries(45):
        assert client.post(page, given).status_code == 302
    made = RelatedDocument.objects.get()
    drop = reverse("drop_document_relation", args=[code, made.pk])
    office.sign_in(client, "kim")
    assert client.get(page).status_code == 404 and client.post(drop, given).status_code == 404
    office.sign_in(client, "emi")
    assert client.post(drop, {"ver": "x"}).status_code == 302 and RelatedDocument.objects.exists()
    client.post(drop, given)
    assert not RelatedDocument.objects.exists()
