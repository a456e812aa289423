"""What stands on a slip."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.kernel.papers.models import HandedOut
from tinhso.kernel.site.models import Instance
from tinhso.onestop.dossier.slips import place_name, receipt, slip_pdf
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.models import Payment
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.tests.makers import NOW


def test_a_department_writes_from_the_province_of_the_instance(shop):
    agency, day = shop.town.agency_a, NOW.date()
    agency.unit = None
    Instance.objects.update(province_code=shop.town.province.code)
    name = shop.town.province.name.removeprefix("Tỉnh ")
    assert place_name(agency, day) == name
    agency.unit = shop.town.commune
    assert place_name(agency, day) == shop.town.commune.name.removeprefix("Phường ")


def receipt_of(dossier):
    slip = dossier.slips.select_related("officer", "dossier__version__procedure").get(form="01")
    return receipt(slip)


def test_the_receipt_lists_what_came_and_how_and_not_what_the_procedure_asks(shop):
    dossier = shop.dossier("forward")
    receipt = receipt_of(dossier)
    assert (receipt["documents"], receipt["owed"]) == (["Phương án: tệp điện tử"], [])
    desk = {"officer_id": shop.actor("binh").user_id, "noted_at": shop.now}
    dossier.handed_in.create(paper="khac", **desk)
    dossier.handed_in.create(paper="khac-cong", **desk)
    dossier.attachments.update(scanned_by=shop.actor("binh").user_id)
    receipt = receipt_of(dossier)["documents"]
    assert receipt == ["Phương án: bản chụp tại nơi tiếp nhận", "Khác: bản giấy", "Giấy tờ khác: bản giấy"]


def test_the_receipt_names_what_is_still_owed(shop, poppler):
    dossier = shop.dossier("forward")
    dossier.attachments.all().delete()
    receipt = receipt_of(dossier)
    assert (receipt["documents"], receipt["owed"]) == ([], ["Phương án"])
    words = poppler.text(slip_pdf(dossier.slips.get(form="01")))
    assert "Chưa nhận giấy tờ nào." in words
    assert "Giấy tờ còn phải nộp" in words


def test_what_came_after_the_receipt_is_not_on_it(shop):
    dossier = shop.dossier("forward")
    dossier.attachments.update(added_at=shop.later(days=1))
    dossier.handed_in.create(paper="khac", officer_id=shop.actor("binh").user_id, noted_at=shop.later(days=1))
    assert receipt_of(dossier)["documents"] == []


def test_every_numbered_slip_and_receipt_comes_back_as_ours_and_tells_nothing_of_anybody(shop, settings):
    """Downloaded here, uploaded unchanged at /xac-minh/."""
    settings.BANK_SECRET = SECRET
    dossier = collecting(shop).dossier("receive")
    post_message(message(f"CHUYEN TIEN {charge_of(dossier).pay_code} FT24", 102_000))
    payment = Payment.objects.get()
    accept_dossier(dossier=shop.fresh(dossier), **shop.words("binh", dossier))
    an, binh = (shop.town.sign_in(Client(), name) for name in ("an", "binh"))
    code = dossier.case.code
    handed = {
        dossier.slips.get(form="01").number: an.get(
            reverse("download_slip", args=[code, dossier.slips.get(form="01").pk])
        ),
        payment.receipt: an.get(reverse("fee_receipt", args=[code, payment.pk])),
        "PKS-BPTNTKQ": binh.get(reverse("control_slip", args=[code])),
    }
    for number, answer in handed.items():
        assert answer.status_code == 200, number
        file = SimpleUploadedFile("giay.pdf", answer.content, "application/pdf")
        page = Client().post("/xac-minh/", {"tep": file}).content.decode()
        assert "do hệ thống phát hành, chưa ký số" in page and number in page
        assert dossier.applicant_name not in page and code not in page
    second = an.get(reverse("fee_receipt", args=[code, payment.pk])).content
    assert second == handed[payment.receipt].content and HandedOut.objects.count() == 3
