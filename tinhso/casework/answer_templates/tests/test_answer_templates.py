"""Answer templates: kept by head and clerk, placed in the field and never sent."""

import pytest
from django.urls import reverse

from tinhso.casework.answer_templates.actions.keep_template import (
    TitleTaken,
    TooManyTemplates,
    UnknownPlace,
    change_template,
    retire_template,
    write_template,
)
from tinhso.casework.answer_templates.permissions import NotTemplateKeeper
from tinhso.casework.answer_templates.templates import general, offered
from tinhso.casework.answer_templates.words import filled, unknown_places
from tinhso.casework.models import AnswerTemplate
from tinhso.casework.models.answer_template import TemplateChanged
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow

TEXT = "Hồ sơ {mã hồ sơ} của {Người nộp} thiếu: bản vẽ."


def test_places_are_filled_and_what_is_not_known_is_left_as_dots():
    assert filled(TEXT, {"mã hồ sơ": "H1"}) == "Hồ sơ H1 của …… thiếu: bản vẽ."
    assert unknown_places("{mã hồ sơ} {số điện thoại} { } {a\nb}") == ["số điện thoại", " "]


def test_every_general_template_is_whole():
    assert {one.kind for one in general()} == set(AnswerTemplate.Kind.values)
    assert not [one.key for one in general() if unknown_places(one.text) or len(one.title) > 120]


def write(town, who="chi", **words):
    plain = {"agency_id": town.agency_a.pk, "kind": "supplement", "title": "Thiếu bản vẽ", "text": TEXT}
    return write_template(**(plain | words), by=town.actor(who), now=NOW)


def test_the_agency_keeps_its_templates_and_its_desk_is_offered_them(town):
    made = write(town)
    with pytest.raises(TitleTaken):
        write(town, "van")
    with pytest.raises(UnknownPlace, match="{tuổi}"):
        write(town, title="Khác", text="{tuổi}")
    for stranger in ("emi", "bao", "binh", "quan"):
        with pytest.raises(NotTemplateKeeper):
            write(town, stranger, title="Khác")
    for who, has in (("emi", True), ("binh", True), ("bao", False)):
        rows = offered(town.actor(who), ["supplement"])["supplement"]
        assert (str(made.pk) in [one.key for one in rows]) == has
    change_template(template=made, ver=1, title="Thiếu bản vẽ", text="Mới", by=town.actor("van"), now=NOW)
    with pytest.raises(TemplateChanged):
        change_template(template=made, ver=1, title="Thiếu", text="Cũ", by=town.actor("chi"), now=NOW)
    retire_template(template=made, ver=2, by=town.actor("chi"), now=NOW)
    assert str(made.pk) not in [one.key for one in offered(town.actor("emi"), ["supplement"])["supplement"]]
    names = EventRow.objects.filter(name__startswith="casework.AnswerTemplate").order_by("pk")
    assert [row.name.removeprefix("casework.AnswerTemplate") for row in names] == [
        "Written",
        "Written",
        "Retired",
    ]


def test_a_template_is_changed_and_retired_by_who_keeps_it_as_they_saw_it(town):
    made, other = write(town), write(town, title="Khác")
    words = {"ver": 1, "title": "Thiếu bản vẽ", "text": "Mới"}
    for stranger in ("emi", "bao", "binh", "quan"):
        with pytest.raises(NotTemplateKeeper):
            change_template(template=made, **words, by=town.actor(stranger), now=NOW)
        with pytest.raises(NotTemplateKeeper):
            retire_template(template=made, ver=1, by=town.actor(stranger), now=NOW)
    with pytest.raises(TitleTaken):
        change_template(template=other, **words, by=town.actor("chi"), now=NOW)
    with pytest.raises(UnknownPlace):
        change_template(template=made, **words | {"text": "{tuổi}"}, by=town.actor("chi"), now=NOW)
    with pytest.raises(TemplateChanged):
        retire_template(template=made, ver=2, by=town.actor("chi"), now=NOW)
    assert AnswerTemplate.objects.filter(ver=1, retired_at=None).count() == 2


def test_an_agency_keeps_no_more_than_fifty_templates_of_a_kind(town):
    for n in range(50):
        write(town, title=f"Mẫu {n}")
    with pytest.raises(TooManyTemplates):
        write(town, title="Khác")
    write(town, kind="refusal", title="Khác")


def test_the_pages_keep_what_was_typed_and_strangers_are_refused(town, client, django_assert_max_num_queries):
    town.sign_in(client, "van")
    wrong = client.post(
        reverse("new_template"), {"kind": "refusal", "title": "Không đủ", "text": "{tuổi} ơi"}
    )
    assert wrong.status_code == 422
    assert "{tuổi} ơi" in wrong.content.decode()
    good = {"kind": "refusal", "title": "Không đủ", "text": "Không đủ điều kiện."}
    assert client.post(reverse("new_template"), good).status_code == 302
    row = AnswerTemplate.objects.get()
    with django_assert_max_num_queries(12):
        assert "Không đủ điều kiện." in client.get(reverse("answer_templates")).content.decode()
    edit = reverse("edit_template", args=[row.pk])
    assert client.post(edit, {"title": "Khác", "text": "Chữ mới", "ver": 1}).status_code == 302
    assert client.post(edit, {"title": "Khác", "text": "Chữ cũ", "ver": 1}).status_code == 422
    chung = client.get(f"{reverse('new_template')}?tu=chung:thieu-giay-to").content.decode()
    assert "Đề nghị {người nộp} bổ sung" in chung
    assert client.post(reverse("retire_template", args=[row.pk])).status_code == 302
    assert client.get(edit).status_code == 404
    for stranger, status in (("emi", 403), ("bao", 403)):
        town.sign_in(client, stranger)
        assert client.get(reverse("answer_templates")).status_code == status
