"""Copies of documents: ordered, drawn with every page, signed, numbered without a gap, sealed; and nothing for strangers."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, StreamObject, pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from tinhso.casework.tests.makers import NOW
from tinhso.documents.copies.actions.complete_copy import complete_copy_seal, complete_copy_sign
from tinhso.documents.copies.actions.drop_copy import drop_copy
from tinhso.documents.copies.actions.order_copy import order_copy
from tinhso.documents.copies.actions.prepare_copy import prepare_copy_seal, prepare_copy_sign
from tinhso.documents.copies.actions.sign_copy import issue_copy, sign_copy
from tinhso.documents.copies.details import CopyDetails
from tinhso.documents.copies.permissions import can_copy, can_drop_copy, can_seal_copy, can_sign_copy
from tinhso.documents.copies.upkeep import copies_to_seal, copies_to_sign
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import DocumentCopy
from tinhso.documents.outgoing.authority import MayNotSign
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import (
    SignatureWrong,
    SigningClosed,
    SigningRefused,
    SigningUnavailable,
    check_pdf,
    trust_roots,
)
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.public import EntryRefused

Kind, Form = DocumentCopy.Kind, DocumentCopy.Form


def issued(town, desk):
    """Truly signed and sealed."""
    document = outgoing.at_sign(town)
    sign_document(
        document=document,
        ver=document.case.ver,
        signer=desk.signer("chi"),
        by=town.actor("chi"),
        now=NOW,
    )
    document = outgoing.fresh(document)
    issue_document(
        document=document,
        ver=document.case.ver,
        signer=desk.signer("so-a"),
        by=town.actor("van"),
        now=NOW,
    )
    return outgoing.fresh(document)


def order(town, source, who="van", key=None, **changes):
    words = {"kind": Kind.FULL, "form": Form.PAPER, "receivers": ["Sở B"], "copies": 2}
    made = order_copy(
        source=source,
        details=CopyDetails(**words | changes),
        client_key=key or uuid4(),
        by=town.actor(who),
        now=NOW,
    )
    return fresh(made)


def fresh(copy):
    return DocumentCopy.objects.whole().get(pk=copy.pk)


def signed(town, desk, copy):
    sign_copy(copy=copy, signer=desk.signer("chi"), by=town.actor("chi"), now=NOW)
    return fresh(copy)


def sealed(town, desk, copy):
    signer = desk.signer("so-a")
    issue_copy(copy=signed(town, desk, copy), signer=signer, by=town.actor("van"), now=NOW)
    return fresh(copy)


def came(town, content=None, **changes):
    """A registered document that came with one sound PDF."""
    document = arriving.arrive(town, files=[arriving.scan(content=content or sheet(3))], **changes)
    StoredFile.objects.filter(pk__in=document.files.values("file")).update(state=StoredFile.State.CLEAN)
    document = arriving.register(town, document)
    return document.files.select_related("file", "document__case").get()


def sheet(pages):
    """A plain PDF of so many pages."""
    writer = PdfFileWriter()
    for _n in range(pages):
        box = ArrayObject(NumberObject(n) for n in (0, 0, 595, 842))
        stream = writer.add_object(_empty())
        page = PageObject(contents=stream, media_box=box, resources=DictionaryObject())
        page[pdf_name("/MediaBox")] = box
        writer.insert_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _empty():
    return StreamObject(stream_data=b"q Q")


def pages_of(copy):
    reader = PdfFileReader(io.BytesIO(read(copy.paper.file)))
    return int(reader.root["/Pages"]["/Count"])


@pytest.mark.long
def test_a_copy_of_an_issued_document_is_signed_numbered_and_sealed(office, desk, client):
    document = issued(office, desk)
    copy = order(office, document, who="emi", form=Form.ELECTRONIC)
    assert (copy.state, copies_to_sign(office.actor("chi"))) == ("ordered", 1)
    refuse_without_key(office, desk, copy, "chi", sign_copy)
    copy = signed(office, desk, fresh(copy))
    refuse_without_key(office, desk, copy, "van", issue_copy)
    copy = fresh(copy)
    assert (copy.state, copy.signer, copies_to_seal(office.actor("van"))) == ("signed", office.chi, 1)
    assert not can_drop_copy(copy, office.actor("van"))
    refuse_wrong_seals(office, copy)
    issue_copy(copy=fresh(copy), signer=desk.signer("so-a"), by=office.actor("van"), now=NOW)
    copy = fresh(copy)
    assert (copy.number, copy.full_number, copy.state) == (1, "01/SY-SA", "issued")
    found = check_pdf(read(copy.paper.file), roots=trust_roots(), now=NOW)
    assert len(found) == 2 and all(one.is_valid for one in found)
    original = PdfFileReader(io.BytesIO(read(document.paper.file)))
    assert pages_of(copy) == int(original.root["/Pages"]["/Count"]) + 1
    names = set(EventRow.objects.values_list("name", flat=True))
    words = ("Ordered", "Signed", "Numbered", "Issued")
    assert {f"documents.DocumentCopy{word}" for word in words} <= names
    office.sign_in(client, "van")
    handed_out = client.get(reverse("document_copy_file", args=[copy.pk]))
    assert b"".join(handed_out.streaming_content).startswith(b"%PDF")
    assert client.get(reverse("verify_paper", args=[copy.paper.token])).status_code == 200


def refuse_without_key(town, desk, copy, who, deed):
    """The service says no, or is away: nothing of the copy changes."""
    by, away = town.actor(who), desk.signer("chi").__class__("chi", url="http://127.0.0.1:9")
    nobody = desk.signer("nobody")
    if deed is sign_copy:
        with pytest.raises(SigningUnavailable):
            sign_copy(copy=copy, signer=away, by=by, now=NOW)
        with pytest.raises(SigningRefused):
            sign_copy(copy=fresh(copy), signer=nobody, by=by, now=NOW)
    else:
        with pytest.raises(SigningUnavailable):
            issue_copy(copy=copy, signer=away, by=by, now=NOW)
        with pytest.raises(SigningRefused):
            issue_copy(copy=fresh(copy), signer=nobody, by=by, now=NOW)


def refuse_wrong_seals(town, copy):
    """The number stays with the copy; the next try takes none."""
    request = prepare_copy_seal(copy=copy, by=town.actor("van"), now=NOW)
    given = {"copy": fresh(copy), "token": request.token, "cms": b"none", "now": NOW}
    with pytest.raises(DocumentsForbidden):
        complete_copy_seal(by=town.actor("chi"), **given)
    with pytest.raises(SignatureWrong):
        complete_copy_seal(by=town.actor("van"), **given)


@pytest.mark.long
def test_an_extract_holds_its_pages_and_the_three_kinds_share_one_series(office, desk):
    file = came(office)
    extract = sealed(office, desk, order(office, file, kind=Kind.EXTRACT, first_page=2, last_page=2))
    second = sealed(office, desk, order(office, file, kind=Kind.AGAIN))
    full = sealed(office, desk, order(office, file))
    numbers = [one.full_number for one in (extract, second, full)]
    assert numbers == ["01/TrS-SA", "02/SL-SA", "03/SY-SA"]
    assert [pages_of(one) for one in (extract, second, full)] == [2, 4, 4]


@pytest.mark.long
def test_what_cannot_be_copied_is_refused(office):
    draft, file = outgoing.draft(office), came(office)
    with pytest.raises(EntryRefused):
        order(office, draft, who="emi")
    for words, field in (
        ({"receivers": [" "]}, "receivers"),
        ({"receivers": ["x" * 1001]}, "receivers"),
        ({"copies": 0}, "copies"),
        ({"first_page": 1}, "first_page"),
        ({"kind": Kind.EXTRACT}, "first_page"),
        ({"kind": Kind.EXTRACT, "first_page": 3, "last_page": 2}, "first_page"),
        ({"kind": Kind.EXTRACT, "first_page": 3, "last_page": 9}, ""),
    ):
        with pytest.raises(EntryRefused) as refused:
            order(office, file, **words)
        assert refused.value.field == field, words
    with pytest.raises(SecretDocument):
        order(office, file, receivers=["Mật"])
    with pytest.raises(DocumentsForbidden):
        order_copy(
            source=file,
            details=CopyDetails(Kind.FULL, Form.PAPER, ["Sở B"]),
            client_key=uuid4(),
            by=office.actor("hai"),
            now=NOW,
        )
    assert not can_copy(file, office.actor("hai"), NOW.date())
    broken = came(office, content=b"%PDF-1.4 hong", origin_id="2", number="16", document_ident="")
    with pytest.raises(EntryRefused):
        order(office, broken)
    assert not DocumentCopy.objects.exists()


def test_the_same_form_sent_twice_is_one_copy_and_it_can_be_dropped(office):
    file, key = came(office), uuid4()
    copy = order(office, file, key=key)
    assert order(office, file, key=key).pk == copy.pk
    for who in ("emi", "hai"):
        with pytest.raises(DocumentsForbidden):
            drop_copy(copy=copy, by=office.actor(who), now=NOW)
    drop_copy(copy=copy, by=office.actor("van"), now=NOW)
    assert fresh(copy).state == "dropped"
    assert not can_drop_copy(fresh(copy), office.actor("van"))


def test_who_signs_and_who_seals(office):
    copy = order(office, came(office))
    given = {"copy": copy, "now": NOW}
    for who in ("van", "hai", "emi"):
        with pytest.raises(DocumentsForbidden):
            prepare_copy_sign(by=office.actor(who), **given)
    assert not can_sign_copy(copy, office.actor("van")) and not can_seal_copy(copy, office.actor("van"))
    with pytest.raises(SigningClosed):
        complete_copy_sign(token="x", cms=b"", by=office.actor("chi"), **given)
    request = prepare_copy_sign(by=office.actor("chi"), **given)
    copy.refresh_from_db()
    with pytest.raises(SignatureWrong):
        complete_copy_sign(token=request.token, cms=b"none", by=office.actor("chi"), **given)
    with pytest.raises(DocumentsForbidden):
        complete_copy_sign(token=request.token, cms=b"none", by=office.actor("van"), **given)
    with pytest.raises(SigningClosed):
        complete_copy_seal(token="x", cms=b"", by=office.actor("van"), **given)
    with pytest.raises(DocumentsForbidden):
        prepare_copy_seal(by=office.actor("van"), **given)
    assert DocumentCopy.objects.visible_to(office.actor("hai"), on=NOW.date()).count() == 0
    StoredFile.objects.filter(pk=copy.arriving_file.file_id).update(state=StoredFile.State.INFECTED)
    with pytest.raises(EntryRefused):
        prepare_copy_sign(by=office.actor("chi"), **given)


def test_a_post_without_the_right_to_sign_signs_no_copy(office):
    copy, by = order(office, came(office)), office.actor("chi")
    post = Post.objects.get(user=office.chi)
    post.roles = ["clerk"]
    post.save(update_fields=["roles"])
    with pytest.raises(MayNotSign):
        prepare_copy_sign(copy=copy, by=by, now=NOW)


@pytest.mark.long
def test_a_copy_is_ordered_on_a_page_and_stands_in_the_register(
    office, client, django_assert_max_num_queries
):
    file = came(office)
    code = file.document.case.code
    office.sign_in(client, "van")
    url = reverse("copy_arriving", args=[code, file.pk])
    assert "Sao lục" in client.get(url).content.decode()
    given = {"client_key": uuid4(), "kind": "SY", "form": "paper", "receivers": "Sở B", "copies": "1"}
    for wrong in ({"kind": "XX"}, {"receivers": ""}, {"copies": "0"}, {"first_page": "1"}, {"kind": "TrS"}):
        answer = client.post(url, given | wrong)
        assert answer.status_code == 422, wrong
    made = client.post(url, given)
    assert made.status_code == 302
    copy = DocumentCopy.objects.get()
    with django_assert_max_num_queries(20):
        assert "Chờ ký" in client.get(made["Location"]).content.decode()
    with django_assert_max_num_queries(16):
        assert "Sao y" in client.get(reverse("document_copies")).content.decode()
    assert "Sao y" in client.get(reverse("document_copies"), {"tep": "csv"}).content.decode("utf-8-sig")
    assert client.get(reverse("document_copies"), {"tep": "pdf"}).content.startswith(b"%PDF")
    assert client.get(reverse("document_copy_file", args=[copy.pk])).status_code == 404
    assert client.post(reverse("prepare_copy", args=[copy.pk, "sign"]), {"ver": 1}).status_code == 403
    assert client.post(reverse("prepare_copy", args=[copy.pk, "khac"]), {"ver": 1}).status_code == 404
    assert client.post(reverse("complete_copy", args=[copy.pk, "sign"]), {"ver": 1}).status_code == 409
    office.sign_in(client, "chi")
    assert "Ký bản sao" in client.get(reverse("document_copy", args=[copy.pk])).content.decode()
    assert client.post(reverse("prepare_copy", args=[copy.pk, "sign"]), {"ver": 1}).json()["digest"]
    office.sign_in(client, "hai")
    assert client.get(reverse("document_copy", args=[copy.pk])).status_code == 404
    assert "Chưa có bản sao nào" in client.get(reverse("document_copies")).content.decode()
    office.sign_in(client, "van")
    assert client.post(reverse("drop_copy", args=[copy.pk])).status_code == 302
    assert fresh(copy).state == "dropped"
