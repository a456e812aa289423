"""What stands on a slip."""

from tinhso.kernel.site.models import Instance
from tinhso.onestop.dossier.slips import place_name, receipt, slip_pdf
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
