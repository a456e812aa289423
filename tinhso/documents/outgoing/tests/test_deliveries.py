"""Copies on paper of an issued document: written down and struck out by its clerk, seen by its readers."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.tests.axis_makers import issued, recall
from tinhso.documents.models import OutgoingDocument, PaperDelivery
from tinhso.documents.outgoing.actions.record_delivery import (
    MOST_DELIVERIES,
    DeliveryDetails,
    record_delivery,
)
from tinhso.documents.outgoing.actions.strike_delivery import strike_delivery
from tinhso.documents.outgoing.permissions import can_deliver
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused

TODAY = NOW.date()
POST = PaperDelivery.Way.POST
DETAILS = DeliveryDetails(
    POST, "Công ty TNHH Ánh Dương", 2, TODAY, "12 Lê Lợi, thị trấn Hà Trung", "EB123456789VN"
)


def write(office, document, who="van", key=None, now=NOW, **changes):
    details = replace(DETAILS, **changes)
    return record_delivery(
        document=document, details=details, client_key=key or uuid4(), by=office.actor(who), now=now
    )


def strike(office, row, who="van", reason="Ghi nhầm nơi nhận"):
    return strike_delivery(delivery=row, reason=reason, by=office.actor(who), now=NOW)


def test_copies_on_paper_are_written_down_once_and_struck_out_with_a_reason(office):
    document, key = issued(office), UUID(int=7)
    row = write(office, document, key=key)
    assert write(office, document, key=key) == row
    assert (row.receiver, row.copies, row.dated, row.by) == ("Công ty TNHH Ánh Dương", 2, TODAY, office.van)
    strike(office, row)
    row.refresh_from_db()
    assert (row.struck_by, row.strike_reason) == (office.van, "Ghi nhầm nơi nhận")
    with pytest.raises(EntryRefused):
        strike(office, row)
    names = EventRow.objects.filter(name__contains="PaperDelivery").values_list("name", flat=True)
    assert sorted(names) == ["documents.PaperDeliveryCancelled", "documents.PaperDeliveryRecorded"]


def test_only_the_clerk_of_the_issuing_agency_writes_and_strikes(office):
    document = issued(office)
    row = write(office, document)
    for who in ("emi", "chi", "hai", "kim"):
        assert not can_deliver(document, office.actor(who), TODAY)
        with pytest.raises(DocumentsForbidden):
            write(office, document, who=who)
        with pytest.raises(DocumentsForbidden):
            strike(office, row, who=who)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("receiver", {"receiver": " "}),
        ("receiver", {"receiver": "x" * 201}),
        ("address", {"address": ""}),
        ("address", {"address": "x" * 301}),
        ("reference", {"reference": "x" * 101}),
        ("copies", {"copies": 0}),
        ("copies", {"copies": 10_000}),
        ("dated", {"dated": TODAY + timedelta(days=1)}),
        ("dated", {"dated": date(2024, 1, 2)}),
    ],
)
def test_what_is_refused_says_why(office, field, changes):
    with pytest.raises(EntryRefused) as refused:
        write(office, issued(office), **changes)
    assert refused.value.field == field


def test_a_draft_a_recalled_document_a_mark_of_secrecy_and_too_many_rows_are_refused(office, monkeypatch):
    document = issued(office)
    with pytest.raises(SecretDocument):
        write(office, document, receiver="Tuyệt mật")
    row = write(office, document)
    with pytest.raises(SecretDocument):
        strike(office, row, reason="(Tuyệt mật)")
    with pytest.raises(EntryRefused):
        strike(office, row, reason=" ")
    monkeypatch.setattr("tinhso.documents.outgoing.actions.record_delivery.MOST_DELIVERIES", 1)
    with pytest.raises(EntryRefused):
        write(office, document)
    assert MOST_DELIVERIES == 500
    recall(office, document)
    with pytest.raises(EntryRefused, match="thu hồi"):
        write(office, document)
    draft = issued(office)
    OutgoingDocument.objects.filter(pk=draft.pk).update(issued_at=None)
    with pytest.raises(EntryRefused, match="phát hành"):
        write(office, draft)


@pytest.mark.long
def test_the_pages(office, client, django_assert_max_num_queries):
    document = issued(office)
    at = f"/can-bo/van-ban/di/{document.case.code}/gui-giay/"
    given = {
        "client_key": str(uuid4()), "receiver": "Bà Nguyễn Thị Sáu", "way": "hand", "copies": "1",
        "dated": "08/03/2024", "address": "", "reference": "Ký nhận",
    }  # fmt: skip
    office.sign_in(client, "van")
    assert "Chưa gửi bản giấy" in client.get(at).content.decode()
    assert client.post(f"{at}ghi/", given | {"copies": "x"}).status_code == 422
    assert client.post(f"{at}ghi/", given | {"way": "post"}).status_code == 422
    for _twice in range(2):
        assert client.post(f"{at}ghi/", given).status_code == 302
    row = PaperDelivery.objects.get()
    with django_assert_max_num_queries(32):
        page = client.get(at).content.decode()
    assert "Bà Nguyễn Thị Sáu" in page and "Gạch bỏ" in page and "Đã gửi 1 bản giấy" in page
    office.sign_in(client, "emi")
    page = client.get(at).content.decode()
    assert "Bà Nguyễn Thị Sáu" in page and "Gạch bỏ" not in page
    assert client.get(f"{at}ghi/").status_code == 404
    assert client.post(f"{at}{row.pk}/gach-bo/", {"reason": "x"}).status_code == 404
    office.sign_in(client, "hai")
    assert client.get(at).status_code == 404
    office.sign_in(client, "van")
    assert client.post(f"{at}{row.pk}/gach-bo/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}{row.pk}/gach-bo/", {"reason": "Ghi nhầm"}).status_code == 302
    page = client.get(at).content.decode()
    assert "đã gạch bỏ" in page and "Đã gửi 0 bản giấy" in page
    assert "Gửi bản giấy" in client.get(f"/can-bo/van-ban/di/{document.case.code}/").content.decode()
