"""Copying a dossier into a ministry's software: its order or the form's, ticks that stay, and a message without persons."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from tinhso.casework.case.group_message import group_message_of
from tinhso.casework.models import Case
from tinhso.kernel.events.public import EventRow, who_read
from tinhso.onestop.catalogue.software_fields import load_software_fields
from tinhso.onestop.ministry_software.actions.tick_copied import AnswerChanged, NoSuchBox, tick_copied
from tinhso.onestop.ministry_software.copy_lines import FACTS, copy_sheet
from tinhso.onestop.ministry_software.permissions import NotYourDossier, can_copy
from tinhso.onestop.models import CopiedField, SoftwareField
from tinhso.onestop.tests.makers import NOW

DAY = NOW.date()


def order(shop, *boxes, **changes):
    given = {"software": "Phần mềm Bộ Thử", "source": "thử", "valid_from": date(2022, 1, 1)}
    for line, (label, path) in enumerate(boxes, 1):
        words = {"procedure": shop.version.procedure, "line": line, "label": label, "path": path}
        SoftwareField.objects.create(**given | words | changes)


def tick(shop, dossier, key="muc_dich", copied=True, who="emi"):
    tick_copied(dossier=dossier, key=key, copied=copied, by=shop.actor(who), now=NOW)


def test_boxes_come_in_the_order_of_the_ministry_and_empty_ones_keep_their_place(shop):
    dossier = shop.dossier("examine")
    order(shop, ("Người nộp", "nguoi-nop.ten"), ("Kể thêm", "ke_them"), ("Lý do", "muc_dich"))
    order(shop, ("Cũ", "ke_them"), valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    sheet = copy_sheet(dossier, DAY)
    assert sheet.software == "Phần mềm Bộ Thử"
    assert [(one.label, one.text) for one in sheet.lines] == [
        ("Người nộp", dossier.applicant_name),
        ("Kể thêm", ""),
        ("Lý do", "Mở bưu cục"),
    ]


def test_without_an_order_the_boxes_are_those_of_the_form_that_have_an_answer(shop):
    sheet = copy_sheet(shop.dossier("examine"), DAY)
    keys = [one.key for one in sheet.lines]
    assert sheet.software == "" and keys[0] == "ho-so.ma" and keys[-2:] == ["muc_dich", "ngay_can"]
    assert all(one.text for one in sheet.lines)
    assert all("-" in path for path in FACTS), "no id of a question has a hyphen"


def test_a_tick_stays_with_who_and_when_and_a_colleague_goes_on(shop):
    dossier = shop.dossier("examine")
    tick(shop, dossier)
    tick(shop, dossier, who="chi")
    found = CopiedField.objects.get()
    assert (found.by, found.at) == (shop.town.emi, NOW)
    sheet = copy_sheet(dossier, DAY)
    assert sheet.copied == 1 and sheet.after("muc_dich") == "o-ngay_can"
    tick(shop, dossier, copied=False, who="chi")
    tick(shop, dossier, copied=False, who="chi")
    assert not CopiedField.objects.exists()
    assert EventRow.objects.filter(name="onestop.FieldCopied").count() == 2


def test_a_tick_does_not_hold_for_an_answer_that_changes_afterwards(shop):
    dossier = shop.dossier("examine")
    tick(shop, dossier)
    dossier.answers = dossier.answers | {"muc_dich": "Mở trạm y tế"}
    dossier.save()
    sheet = copy_sheet(dossier, DAY)
    assert (sheet.copied, sheet.changed, sheet.after("ho-so.ma")) == (0, 1, "o-ho-so-ngay-nhan")
    assert "Mở trạm" not in CopiedField.objects.get().value, "no answer lies there"
    page = shop.town.sign_in(Client(), "emi").get(f"/can-bo/ho-so/{dossier.case.code}/chep-phan-mem/")
    assert "đã đổi sau khi" in page.content.decode()
    tick(shop, dossier, who="chi")
    assert copy_sheet(dossier, DAY).copied == 1 and CopiedField.objects.get().by == shop.town.chi
    CopiedField.objects.update(value="")
    assert copy_sheet(dossier, DAY).copied == 1, "what was ticked before values were noted stays"


def test_a_tick_is_for_the_answer_that_was_on_the_page(shop):
    """A page left open while the answer changes says nothing of the new one."""
    dossier = shop.dossier("examine")
    client, page = shop.town.sign_in(Client(), "emi"), f"/can-bo/ho-so/{dossier.case.code}/chep-phan-mem/"
    seen = next(line.committed for line in copy_sheet(dossier, DAY).lines if line.key == "muc_dich")
    assert f'name="committed" value="{seen}"' in client.get(page).content.decode()
    dossier.answers = dossier.answers | {"muc_dich": "Mở trạm y tế"}
    dossier.save()
    sent = {"key": "muc_dich", "copied": "1", "committed": seen}
    with pytest.raises(AnswerChanged):
        tick_copied(
            dossier=dossier, key="muc_dich", copied=True, by=shop.actor("emi"), now=NOW, committed=seen
        )
    assert "vừa đổi" in client.post(f"{page}danh-dau/", sent, follow=True).content.decode()
    assert not CopiedField.objects.exists()


def test_what_was_erased_is_neither_shown_nor_ticked(shop):
    dossier = shop.dossier("examine")
    type(dossier).objects.filter(pk=dossier.pk).update(answers={}, salt=b"")
    client, page = shop.town.sign_in(Client(), "emi"), f"/can-bo/ho-so/{dossier.case.code}/chep-phan-mem/"
    assert "đã được xóa" in client.get(page).content.decode()
    answer = client.post(f"{page}danh-dau/", {"key": "ho-so.ma", "copied": "1"})
    assert answer.status_code == 302 and not CopiedField.objects.exists()


def test_strangers_and_unknown_boxes_are_refused(shop):
    dossier = shop.dossier("examine")
    for who in ("bao", "an", "sau"):
        assert not can_copy(dossier, shop.actor(who))
        with pytest.raises(NotYourDossier):
            tick(shop, dossier, who=who)
    with pytest.raises(NoSuchBox):
        tick(shop, dossier, key="khong_co")
    assert can_copy(dossier, shop.actor("emi"))


@pytest.mark.long
def test_the_page_shows_values_to_be_selected_and_its_reading_is_noted(shop, django_assert_max_num_queries):
    dossier = shop.dossier("examine")
    client = shop.town.sign_in(Client(), "emi")
    page = f"/can-bo/ho-so/{dossier.case.code}/chep-phan-mem/"
    with django_assert_max_num_queries(24):
        shown = client.get(page).content.decode()
    assert "Mở bưu cục" in shown and 'data-copy="Mở bưu cục"' in shown
    assert any(line.page == "copy_sheet" for line in who_read(dossier.case_id))
    answer = client.post(f"{page}danh-dau/", {"key": "muc_dich", "copied": "1"})
    assert answer["Location"].endswith("#o-ngay_can")
    assert "đã chép: " in client.get(page).content.decode()
    assert client.post(f"{page}danh-dau/", {"key": "x" * 200, "copied": "1"}).status_code == 302
    assert client.get(f"{page}danh-dau/").status_code == 405
    assert "chep-phan-mem" in client.get(f"/can-bo/ho-so/{dossier.case.code}/").content.decode()
    for who in ("bao", "an", "tra"):
        assert shop.town.sign_in(Client(), who).get(page).status_code in {302, 403, 404}


def test_the_message_for_a_group_names_no_person(shop):
    case = shop.dossier("examine").case
    text = group_message_of(case)
    assert case.code in text and "Thẩm định" in text and f"/can-bo/ho-so/{case.code}/" in text
    person = case.person
    for secret in (person.full_name, person.id_number, person.phone, case.title, "Mở bưu cục"):
        assert not secret or secret not in text, secret
    Case.objects.filter(pk=case.pk).update(confidential=True)
    case.refresh_from_db()
    assert group_message_of(case) == ""


def test_the_order_of_the_pack_is_loaded_once(shop):
    assert load_software_fields(settings.PROVINCE_PACK) == 0, "its procedures are not catalogued here"
    shop.version.procedure.code = "1.001193"
    shop.version.procedure.save()
    first = load_software_fields(settings.PROVINCE_PACK)
    assert first > 10 and load_software_fields(settings.PROVINCE_PACK) == 0
