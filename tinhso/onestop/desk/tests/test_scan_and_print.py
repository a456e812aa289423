"""At the desk: a scanner opens a dossier, and many receipts leave the printer as one file."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.casework.models import Participant
from tinhso.casework.tests.makers import NOW
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import ProcedureVersion, Slip


@pytest.fixture
def dossiers(town, catalogue):
    """Three dossiers at Bình's desk, two of them with their receipt."""
    version = ProcedureVersion.objects.in_force(NOW.date()).get(procedure__code="1.003659")
    found = []
    for number in range(3):
        words = {"level": "province", "agency": town.agency_a, "desk": town.desk_a, "person": town.an.person}
        dossier = start_dossier(version=version, **words, by=town.actor("an"), now=NOW, client_key=uuid4())
        Participant.objects.create(case=dossier.case, agency=town.desk_a, role="desk")
        if number:
            write_slip(dossier, Slip.Form.RECEIPT, by=town.actor("binh"), now=NOW, due_at=NOW)
        found.append(dossier)
    return found


@pytest.mark.long
def test_a_code_or_the_address_on_the_receipt_opens_the_dossier(town, client, dossiers):
    code = dossiers[0].case.code
    desk = town.sign_in(client, "binh")
    for scanned in (code, f" {code.lower()} ", f"http://example.vn/tra-cuu/?ma={code}"):
        assert desk.get("/can-bo/mo/", {"ma": scanned})["Location"] == f"/can-bo/ho-so/{code}/"


@pytest.mark.long
def test_a_code_of_another_desk_is_as_unknown_as_a_wrong_one(town, client, dossiers):
    desk = town.sign_in(client, "bao")
    pages = [
        desk.get("/can-bo/mo/", {"ma": code}, follow=True).content.decode()
        for code in (dossiers[0].case.code, "H56-X", "", "?ma=")
    ]
    assert all("Không tìm thấy mã này" in page for page in pages)


@pytest.mark.long
def test_the_receipts_of_the_ticked_rows_are_one_file(town, client, dossiers):
    ticked = [f"{d.case.code}|{d.case.ver}" for d in dossiers]
    answer = town.sign_in(client, "binh").post("/can-bo/in-giay-tiep-nhan/", {"chosen": ticked})
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfFileReader(io.BytesIO(answer.content))
    assert reader.root["/Pages"]["/Count"] == 2


def test_only_the_desk_is_offered_to_print_what_it_received_even_when_all_is_late(town, client, dossiers):
    case, late = dossiers[1].case, NOW - timedelta(days=1)
    turn = {"case": case, "open": True, "due_at": late}
    Participant.objects.filter(case=case).update(open=True, act="forward", due_at=late)
    Participant.objects.create(agency=town.agency_a, role="head", act="sign", **turn)
    for name, offered in (("binh", True), ("chi", False)):
        page = town.sign_in(client, name).get("/can-bo/")
        assert page.context["found"].late
        assert ('formaction="/can-bo/in-giay-tiep-nhan/"' in page.content.decode()) is offered


def test_a_stranger_prints_nothing(town, client, dossiers):
    ticked = [f"{d.case.code}|{d.case.ver}" for d in dossiers]
    answer = town.sign_in(client, "bao").post("/can-bo/in-giay-tiep-nhan/", {"chosen": ticked}, follow=True)
    assert "Đánh dấu ít nhất một hồ sơ" in answer.content.decode()


def test_the_worklist_offers_the_field_for_a_scanner(town, client):
    page = town.sign_in(client, "binh").get("/can-bo/").content.decode()
    assert 'action="/can-bo/tim/"' in page


def test_more_ticks_than_one_print_holds_are_refused_and_none_is_dropped(town, client, dossiers):
    ticked = [f"H56-{n}|1" for n in range(81)]
    answer = town.sign_in(client, "binh").post("/can-bo/in-giay-tiep-nhan/", {"chosen": ticked}, follow=True)
    assert "Đã đánh dấu 81 hồ sơ, mỗi lần in nhiều nhất 80" in answer.content.decode()
