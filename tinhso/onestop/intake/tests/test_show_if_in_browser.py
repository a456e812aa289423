from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import tinhso
from tinhso.lib.forms import parse_step, render_step
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.data import reading

pytestmark = [pytest.mark.journey, pytest.mark.long]
SCRIPT = Path(tinhso.__file__).parent / "onestop/static/onestop/show_if.js"


@pytest.fixture
def show(browser):
    """A page of a form in a browser, with the script."""

    def show(name, step, **more):
        form = checked_form(reading.form(name))
        html = render_to_string("onestop/form/step.html", {"page": render_step(form, step, {}, **more)})
        page = browser.new_page()
        page.set_content(f'<form method="post">{html}</form>')
        page.add_script_tag(path=str(SCRIPT))
        return page

    return show


def test_only_what_is_asked_is_shown(show):
    page = show("don-chung-1", "buoc_nguoi_nop")
    person, body, proxy = "#f-nguoi_nop-full_name", "#f-to_chuc-name", "#f-nguoi_nop_ho-full_name"
    assert not any(page.is_visible(id) for id in (person, body, proxy))
    page.check("#f-loai_nguoi_nop_1")
    assert page.is_visible(body)
    assert not page.is_visible(person)
    page.check("#f-loai_nguoi_nop_0")
    page.check("#f-nop_ho_0")
    assert page.is_visible(person)
    assert page.is_visible(proxy)
    assert not page.is_visible(body)


def test_several_choices_and_what_was_typed_before_decide_too(show):
    page = show("giay-phep-buu-chinh-1", "buoc_dich_vu")
    assert not page.is_visible("#f-mo_ta_thu_khac")
    page.check("#f-loai_dich_vu_2")
    assert page.is_visible("#f-mo_ta_thu_khac")
    page = show("giay-phep-xay-dung-nha-o-1", "buoc_cong_trinh", typed={"co_tang_ham": ["true"]})
    assert page.is_visible("#f-so_tang_ham")


def test_browser_and_server_agree_on_what_is_kept(show):
    page = show("giay-phep-xay-dung-nha-o-1", "buoc_vi_tri")
    page.check("#f-loai_giay_to_dat_1")
    page.fill("#f-mo_ta_giay_to_dat", "Quyết định 12/QĐ-UBND")
    assert not page.is_visible("#f-so_giay_chung_nhan")
    sent = page.evaluate(
        "() => [...new FormData(document.forms[0]).entries()].reduce((all, [k, v]) => ({...all, [k]: [v]}), {})"
    )
    form = checked_form(reading.form("giay-phep-xay-dung-nha-o-1"))
    parsed = parse_step(form, "buoc_vi_tri", sent, {}, on=date(2024, 3, 8))
    assert parsed.answers["mo_ta_giay_to_dat"] == "Quyết định 12/QĐ-UBND"
    assert "so_giay_chung_nhan" not in {e.name for e in parsed.errors}
