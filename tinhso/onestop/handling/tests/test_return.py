"""A dossier goes back to a step that is chosen by its name."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.long
@pytest.mark.parametrize(
    ("until", "who", "names", "usual"),
    [
        ("sign", "chi", ["Thẩm định", "Phân công", "Chuyển hồ sơ"], "examine"),
        ("issue", "van", ["Ký duyệt", "Thẩm định", "Phân công", "Chuyển hồ sơ"], "examine"),
    ],
)
def test_the_steps_are_offered_by_name_the_nearest_first(shop, until, who, names, usual):
    dossier = shop.dossier(until)
    answer = shop.town.sign_in(Client(), who).get(reverse("desk_dossier", args=[dossier.case.code]))
    form = next(form for deed, _label, form, *_rest in answer.context["deeds"] if deed == "return")
    assert [label for _key, label in form["to_step"].field.choices] == names
    assert form["to_step"].initial == usual
    assert 'value="examine" selected' in answer.content.decode()


@pytest.mark.long
def test_it_goes_back_to_the_chosen_step_and_to_no_other_word(shop):
    dossier, chi = shop.dossier("sign"), shop.town.sign_in(Client(), "chi")
    url, words = reverse("deed_return", args=[dossier.case.code]), {"text": "Xem lại căn cứ"}
    for wrong in ("", "khong-co", "issue"):
        answer = chi.post(url, {"ver": dossier.case.ver, "to_step": wrong} | words)
        assert answer.status_code == 422
        assert "Xem lại căn cứ" in answer.content.decode()
    assert chi.post(url, {"ver": dossier.case.ver, "to_step": "assign"} | words).status_code == 302
    assert shop.fresh(dossier).case.step == "assign"
