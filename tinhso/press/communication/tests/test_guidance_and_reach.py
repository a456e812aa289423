"""Guidance that agencies confirm to have read, and how far their own pages reach."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.people.roles import BroadcastOperator, Clerk, Head, PressApprover, PressSpokesperson
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.communication.actions.enter_reach import enter_reach
from tinhso.press.communication.actions.send_guidance import confirm_guidance, send_guidance
from tinhso.press.communication.permissions import can_confirm_guidance, can_guide
from tinhso.press.models import Guidance, GuidanceReceipt, ReachFigure
from tinhso.press.tests.channel_makers import agency_page, loud_channel
from tinhso.press.tests.plan_makers import GUIDANCE, sent_guidance

DESK = "/can-bo/truyen-thong/"
REACH = {"month": date(2024, 2, 10), "kind": "views", "value": 1200, "evidence": None}
REACH |= {"evidence_url": "https://mang-xa-hoi.example.vn/thong-ke", "reason": ""}


def test_guidance_goes_to_groups_of_agencies_and_each_confirms(broadcast_town):
    key = uuid4()
    row = sent_guidance(broadcast_town, client_key=key)
    assert sent_guidance(broadcast_town, client_key=key) == row
    agencies = set(row.receipts.values_list("agency__code", flat=True))
    assert agencies == {"so-b", "ubnd-phuong"}
    mine = row.receipts.get(agency=broadcast_town.ward)
    for who in ("loa", "chu"):
        confirm_guidance(receipt=mine, by=broadcast_town.actor(who), now=NOW)
    mine.refresh_from_db()
    assert mine.confirmed_by == broadcast_town.loa
    with pytest.raises(EntryRefused):
        confirm_guidance(receipt=mine, by=broadcast_town.actor("xa"), now=NOW)
    names = EventRow.objects.filter(name__startswith="press.Guidance").values_list("name", flat=True)
    assert sorted(names) == ["press.GuidanceConfirmed", "press.GuidanceSent"]


def test_guidance_that_cannot_be_sent_is_refused(broadcast_town):
    by = broadcast_town.actor("bien")
    wrong = ({"number": "x" * 61}, {"title": ""}, {"text": ""}, {"groups": []}, {"groups": ["x"]}, {"groups": ["districts"]},
             {"answer_by": date(2024, 3, 1)})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            send_guidance(**GUIDANCE | words, client_key=uuid4(), by=by, now=NOW)
    day = NOW.date()
    for who in ("xa", "chu", "an"):
        assert not can_guide(broadcast_town.actor(who), day)
        with pytest.raises(PressForbidden):
            send_guidance(**GUIDANCE, client_key=uuid4(), by=broadcast_town.actor(who), now=NOW)
    receipt = sent_guidance(broadcast_town).receipts.get(agency=broadcast_town.ward)
    for who in ("an", "binh"):
        assert not can_confirm_guidance(broadcast_town.actor(who))
        with pytest.raises(PressForbidden):
            confirm_guidance(receipt=receipt, by=broadcast_town.actor(who), now=NOW)


def test_a_number_of_reach_has_evidence_and_a_corrected_one_a_reason(broadcast_town):
    page, xa = agency_page(broadcast_town), broadcast_town.actor("xa")
    row = enter_reach(channel=page, **REACH, by=xa, now=NOW)
    assert enter_reach(channel=page, **REACH, by=xa, now=NOW) == row and row.month == date(2024, 2, 1)
    with pytest.raises(EntryRefused) as refused:
        enter_reach(channel=page, **REACH | {"value": 1300}, by=xa, now=NOW)
    assert refused.value.field == "reason"
    with pytest.raises(EntryRefused):
        enter_reach(channel=page, **REACH | {"evidence_url": "https://a.example.vn/"}, by=xa, now=NOW)
    upload = SimpleUploadedFile(
        "a.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf"
    )
    words = {"value": 1300, "reason": "Đọc nhầm cột", "evidence_url": ""}
    words["evidence"] = store_upload(upload, by=xa, now=NOW)
    later = enter_reach(channel=page, **REACH | words, by=xa, now=NOW)
    row.refresh_from_db()
    assert row.replaced_at == NOW and later.replaced_at is None and later.value == 1300
    assert [
        one.payload["replaced"] for one in EventRow.objects.filter(name="press.ReachEntered").order_by("id")
    ] == [False, True]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReachFigure.objects.filter(pk=row.pk).update(evidence_url="javascript:x")


def test_a_number_that_cannot_be_is_refused(broadcast_town):
    page, xa = agency_page(broadcast_town), broadcast_town.actor("xa")
    wrong = ({"kind": "persons"}, {"value": -1}, {"value": 10**13}, {"month": date(2024, 3, 1)}, {"month": date(2023, 12, 1)},
             {"evidence_url": ""}, {"evidence_url": "/a/"}, {"evidence_url": "javascript:x"})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            enter_reach(channel=page, **REACH | words, by=xa, now=NOW)
    with pytest.raises(EntryRefused):
        enter_reach(channel=loud_channel(broadcast_town), **REACH, by=broadcast_town.actor("loa"), now=NOW)
    with pytest.raises(PressForbidden):
        enter_reach(channel=page, **REACH, by=broadcast_town.actor("loa"), now=NOW)


def test_no_column_of_reach_is_about_a_person():
    names = {field.name for field in ReachFigure._meta.concrete_fields}
    columns = {
        "id",
        "channel",
        "month",
        "kind",
        "value",
        "evidence",
        "evidence_url",
        "replaced_at",
        "reason",
        "by",
        "at",
    }
    assert names == columns


def test_the_pages(broadcast_town, client, django_assert_max_num_queries):
    page = agency_page(broadcast_town, who="bien")
    broadcast_town.sign_in(client, "bien")
    form = GUIDANCE | {"answer_by": "15/03/2024", "client_key": str(uuid4())}
    assert client.post(f"{DESK}huong-dan/moi/", form | {"groups": []}).status_code == 422
    assert client.post(f"{DESK}huong-dan/moi/", form).status_code == 302
    row = Guidance.objects.get()
    one, reach = f"{DESK}huong-dan/{row.pk}/", f"{DESK}tiep-can/{page.pk}/moi/"
    number = {"month": "02/2024", "kind": "views", "value": "1.200", "evidence_url": "https://a.example.vn/"}
    refused = client.post(reach, number | {"value": "nhiều"})
    assert refused.status_code == 422 and "nhiều" in refused.content.decode()
    assert client.post(reach, number).status_code == 302
    for path in (
        f"{DESK}huong-dan/",
        f"{DESK}huong-dan/?gui=1",
        f"{DESK}huong-dan/moi/",
        one,
        f"{DESK}tiep-can/",
        reach,
    ):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert "1.200" in client.get(f"{DESK}tiep-can/").content.decode()
    assert client.get(f"{DESK}tiep-can/{ReachFigure.objects.get().pk}/minh-chung/").status_code == 404
    broadcast_town.sign_in(client, "loa")
    for path in (f"{DESK}huong-dan/", one, f"{one}da-doc/", f"{DESK}tiep-can/"):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert client.get(f"{DESK}huong-dan/moi/").status_code == 403
    assert client.post(f"{one}da-doc/").status_code == 302
    assert GuidanceReceipt.objects.get(agency=broadcast_town.ward).confirmed_at is not None
    assert "Lò Văn Loa" in client.get(one).content.decode()
    broadcast_town.sign_in(client, "van")
    assert client.get(one).status_code == 200 and client.get(f"{one}da-doc/").status_code == 404
    assert client.get(reach).status_code == 403


@pytest.mark.parametrize("role", [Clerk, PressApprover, PressSpokesperson, BroadcastOperator, Head])
def test_no_tab_leads_where_an_officer_may_not_go(broadcast_town, client, role):
    broadcast_town.moi = make_officer("moi", "Hà Thị Mới", broadcast_town.ward, "Công chức", role)
    broadcast_town.sign_in(client, "moi")
    page = client.get(f"{DESK}huong-dan/").content.decode()
    tabs = set(re.findall(r'href="(/can-bo/truyen-thong/[a-z-]*/?)"', page))
    assert tabs and all(client.get(path).status_code == 200 for path in tabs), tabs
