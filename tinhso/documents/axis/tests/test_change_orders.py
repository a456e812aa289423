"""Recall, replacement and correction of an issued document (NĐ 30/2020/NĐ-CP, Điều 18): ordered by its signer or the head, carried
out by the clerk through another numbered document, and by nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.town import make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.drop_order import drop_order
from tinhso.documents.axis.actions.order_change import order_change
from tinhso.documents.axis.actions.recall_document import recall_document
from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.message import content_of
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.models import AxisMessage, ChangeOrder, DocumentUpdate, OutgoingDocument
from tinhso.documents.outgoing.permissions import can_order
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused

Kind = ChangeOrder.Kind


@pytest.fixture
def issued(office):
    return make.issued(office)


def order(town, document, kind=Kind.RECALL, who="chi", reason="Sai thẩm quyền"):
    held = outgoing.fresh(document)
    return order_change(document=held, kind=kind, reason=reason, by=town.actor(who), now=NOW)


def recall(town, found, letter, who="van"):
    return recall_document(order=found, letter=letter, by=town.actor(who), now=NOW)


def correct(town, found, letter, who="van", **changes):
    document = found.document
    given = {"subject": document.subject, "urgency": document.urgency, "answer_by": document.answer_by}
    return update_document(
        order=found, letter=letter, change=IssuedChange(**given | changes), client_key=uuid4(), by=town.actor(who),
        now=NOW,
    )  # fmt: skip


def as_type(town, code):
    letter = make.letter(town)
    OutgoingDocument.objects.filter(pk=letter.pk).update(type_code=code)
    return outgoing.fresh(letter)


def events(name):
    return EventRow.objects.filter(name=f"documents.{name}")


def test_the_signer_or_the_head_orders_and_nobody_else(issued, office):
    for who in ("van", "emi", "kim", "hai"):
        assert not can_order(issued, office.actor(who), NOW.date())
        with pytest.raises(DocumentsForbidden, match="người ký văn bản"):
            order(office, issued, who=who)
    assert can_order(issued, office.actor("chi"), NOW.date())
    made = order(office, issued)
    assert order(office, issued) == made  # said twice
    assert (made.by, made.post.title, made.reason) == (office.chi, "Phó Giám đốc", "Sai thẩm quyền")
    assert events("DocumentChangeOrdered").get().payload["kind"] == "recall"
    assert Notice.objects.get(template="documents.change_ordered").user == office.van
    assert outgoing.fresh(issued).recalled_at is None


def test_a_head_who_did_not_sign_orders_and_a_deputy_who_did_not_does_not(issued, office, monkeypatch):
    OutgoingDocument.objects.filter(pk=issued.pk).update(signer=office.emi)
    document = outgoing.fresh(issued)
    assert can_order(document, office.actor("chi"), NOW.date())  # in the own right
    make_officer("pho", "Đinh Thị Phó", office.agency_a, "Phó Giám đốc", Head)
    other = make_agency("so-c", "Sở C")
    far = make_officer("xa", "Vũ Văn Xa", other, "Giám đốc", Head)
    assert not can_order(document, office.actor("hai"), NOW.date())
    assert far.pk and not can_send(document, office.actor("chi"), NOW.date())
    office.chi.posts.update(roles=["examiner"])
    assert not can_order(document, office.actor("chi"), NOW.date())


def test_what_cannot_be_ordered_is_refused_in_words(issued, office):
    for reason in (" ", "x" * 501):
        with pytest.raises(EntryRefused) as refused:
            order(office, issued, reason=reason)
        assert refused.value.field == "reason"
    with pytest.raises(SecretDocument):
        order(office, issued, reason="(Tối mật)")
    with pytest.raises(EntryRefused, match="đã phát hành"):
        order(office, outgoing.at_form(office))
    first = order(office, issued)
    with pytest.raises(EntryRefused, match="đang chờ văn thư"):
        order(office, issued, Kind.CORRECT)
    recall(office, first, make.letter(office))
    with pytest.raises(EntryRefused, match="thu hồi"):
        order(office, issued, Kind.CORRECT)


def test_a_normative_document_is_replaced_by_its_relations_alone(issued, office):
    OutgoingDocument.objects.filter(pk=issued.pk).update(normative=True)
    with pytest.raises(EntryRefused, match="quan hệ văn bản"):
        order(office, issued, Kind.REPLACE)
    OutgoingDocument.objects.filter(pk=issued.pk).update(normative=False)
    found, better = order(office, issued, Kind.REPLACE), make.letter(office)
    OutgoingDocument.objects.filter(pk=better.pk).update(normative=True)
    with pytest.raises(EntryRefused, match="quan hệ văn bản"):
        replace_document(order=found, document=outgoing.fresh(better), by=office.actor("van"), now=NOW)


def test_an_order_is_taken_back_until_it_is_carried_out(issued, office):
    found = order(office, issued)
    with pytest.raises(DocumentsForbidden):
        drop_order(order=found, by=office.actor("van"), now=NOW)
    drop_order(order=found, by=office.actor("chi"), now=NOW)
    with pytest.raises(EntryRefused, match="đã rút"):
        drop_order(order=found, by=office.actor("chi"), now=NOW)
    with pytest.raises(EntryRefused, match="đã rút"):
        recall(office, found, make.letter(office))
    assert events("DocumentChangeOrderDropped").count() == 1 and outgoing.fresh(issued).recalled_at is None


def test_the_clerk_alone_carries_out_and_by_a_numbered_notice_of_the_own_agency(issued, office):
    found, letter = order(office, issued), make.letter(office)
    for who in ("chi", "emi", "hai"):
        with pytest.raises(DocumentsForbidden):
            recall(office, found, letter, who=who)
    foreign = make.letter(office)
    foreign.case.agency = office.agency_b
    foreign.case.save()
    early = make.letter(office)
    early.number.dated = NOW.date() - timedelta(days=1)
    early.number.save()
    wrong = {
        issued: "không tự thu hồi",
        outgoing.at_form(office): "Chỉ làm việc này với văn bản đã phát hành",
        outgoing.fresh(foreign): "của chính cơ quan",
        outgoing.fresh(early): "ban hành trước",
        as_type(office, "BC"): "thông báo hoặc công văn có số",
    }
    for other, words in wrong.items():
        with pytest.raises(EntryRefused, match=words) as refused:
            recall(office, found, other)
        assert refused.value.field == "letter"
    notice = as_type(office, "TB")
    recall(office, found, notice)
    document = outgoing.fresh(issued)
    found.refresh_from_db()
    assert (document.recalled_by, document.recall_reason) == (office.van, "Sai thẩm quyền")
    assert (found.letter, found.done_by, found.done_at) == (notice, office.van, NOW)
    with pytest.raises(EntryRefused, match="thu hồi"):
        recall(office, found, notice)


def test_an_order_of_another_kind_is_not_carried_out_and_forms_are_kept(issued, office):
    found = order(office, issued, Kind.REPLACE)
    with pytest.raises(EntryRefused, match="việc khác"):
        recall(office, found, make.letter(office))
    with pytest.raises(EntryRefused, match="việc khác"):
        correct(office, found, make.letter(office))
    with pytest.raises(EntryRefused, match="cùng hình thức"):
        replace_document(order=found, document=as_type(office, "TB"), by=office.actor("van"), now=NOW)
    drop_order(order=found, by=office.actor("chi"), now=NOW)
    found = order(office, issued, Kind.CORRECT)
    with pytest.raises(EntryRefused, match="bằng công văn"):
        correct(office, found, as_type(office, "TB"))


def test_a_letter_that_corrects_changes_nothing_else_unless_the_clerk_says_so(issued, office):
    found = order(office, issued, Kind.CORRECT, reason="Sai ngày họp")
    assert correct(office, found, make.letter(office)) is None and not DocumentUpdate.objects.exists()
    assert events("DocumentCorrected").count() == 1 and not events("DocumentUpdated").exists()
    made = correct(
        office, order(office, issued, Kind.CORRECT, reason="Sai tên"), make.letter(office), subject="Đúng"
    )
    assert (made.reason, outgoing.fresh(issued).subject) == ("Sai tên", "Đúng")


def test_the_recall_names_its_notice_to_whoever_is_told(office, settings):
    with make.pretended_axis() as server:
        settings.DOCUMENT_AXIS = {"form": "vxp", "url": server.url, "system": "t", "secret": make.SECRET}
        document = make.issued(office)
        letter = make.letter(office)
        recall(office, order(office, document, reason="x" * 500), letter)
        message = AxisMessage(recipient=document.recipients.get(), kind="recall", reason="x" * 500, at=NOW)
        read = make.document_message(content_of(message, zipped=False)[1])
    assert len(read.reason) == 500
    assert read.reason.endswith(f"(văn bản thông báo thu hồi số {letter.number.full_number})")


def test_the_pages_offer_each_act_to_whom_it_belongs(issued, office, client):
    at = f"/can-bo/van-ban/di/{issued.case.code}/"
    office.sign_in(client, "van")
    page = client.get(at).content.decode()
    assert "Chỉ đạo thu hồi" not in page and client.get(f"{at}chi-dao/").status_code == 404
    assert "Chưa có chỉ đạo" in client.get(f"{at}truc/thu-hoi/").content.decode()
    office.sign_in(client, "chi")
    assert f"{at}chi-dao/" in client.get(at).content.decode()
    assert client.post(f"{at}chi-dao/", {"kind": "recall", "reason": ""}).status_code == 422
    assert client.post(f"{at}chi-dao/", {"kind": "recall", "reason": "Sai số liệu"}).status_code == 302
    found = ChangeOrder.objects.get()
    page = client.get(at).content.decode()
    assert "Rút chỉ đạo" in page and "Thực hiện" not in page
    assert client.post(f"{at}chi-dao/{found.pk}/rut/").status_code == 302
    assert "đã rút" in client.post(f"{at}chi-dao/{found.pk}/rut/", follow=True).content.decode()
    order(office, issued, Kind.CORRECT, reason="Sai thể thức")
    office.sign_in(client, "van")
    page = client.get(at).content.decode()
    assert "Có chỉ đạo đính chính" in page and f"{at}truc/cap-nhat/" in page and "/rut/" not in page
    letter = make.letter(office)
    form = client.get(f"{at}truc/cap-nhat/").context["form"]
    given = {key: form.initial.get(key) or "" for key in form.fields if key != "file"}
    assert (
        client.post(f"{at}truc/cap-nhat/", given | {"letter": letter.number.full_number}).status_code == 302
    )
    number = letter.number.full_number
    assert f"bằng văn bản số {number}" in client.get(at).content.decode()
    page = client.get(f"/can-bo/van-ban/di/{letter.case.code}/").content.decode()
    assert f"Văn bản này đính chính văn bản {issued.number.full_number}" in page
    assert client.get(f"{at}truc/cap-nhat/").status_code == 422
