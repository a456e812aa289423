"""Each everyday result stands in the layout of its legal form, filled from the answers, and can be drawn."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.machine import Poppler
from tinhso.kernel.papers.render import render
from tinhso.kernel.papers.tests.makers import permit
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.catalogue.result_forms import layouts as result_layouts
from tinhso.onestop.catalogue.result_forms.layouts import OPEN, PLACE, Layout, layout_of, layouts
from tinhso.onestop.data import reading
from tinhso.onestop.data.form_files import most_used
from tinhso.onestop.results.forms import DecisionForm
from tinhso.onestop.results.results import notation
from tinhso.onestop.tests.filling import UNIT, filled, turns

DAY = date(2024, 3, 8)
FORMS = {
    (v["form"]["id"], v["form"].get("version")): checked_form(v["form"])
    for v in reading.versions()
    if "procedure" in v and v["form"]["id"] != "don-chung"
}
PAIRS = [(layout, form) for layout in layouts() for form in FORMS.values() if form.id in layout.forms]
EVERYDAY = {
    *("khai-sinh", "khai-tu", "ket-hon", "trich-luc", "tinh-trang-hon-nhan", "giay-phep-buu-chinh"),
    *("giay-phep-xay-dung", "ho-kinh-doanh", "chung-thuc-ban-sao", "tro-cap-xa-hoi"),
}
NAMES = [f"{layout.code} {form.id} {form.version}" for layout, form in PAIRS]


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_layouts, "unit_names", lambda day: {UNIT: "Thị trấn Hà Trung"})


def dossier(form: FormDefinition, answers: dict[str, Any]) -> Any:
    case = SimpleNamespace(
        opened_at=datetime(2024, 3, 8, 9, tzinfo=HANOI), agency=SimpleNamespace(short_name="UBND xã Mẫu")
    )
    version = SimpleNamespace(definition=form, form={"id": form.id}, result_name="Giấy phép")
    return SimpleNamespace(version=version, answers=answers, case=case)


def texts(layout: Layout) -> list[str]:
    rows = [words for part in layout.sections for _label, words in part["rows"]]
    headings = [part["heading"] for part in layout.sections if isinstance(part["heading"], str)]
    return [*layout.lead, *layout.articles, *rows, *headings]


def chosen_by(layout: Layout) -> set[str]:
    """The answers on which its titles, notation and headings depend."""
    words = [layout.title, layout.subject, layout.notation, *(part["heading"] for part in layout.sections)]
    return {one["answer"] for one in words if not isinstance(one, str)}


def test_the_everyday_results_have_their_own_layout_with_a_source():
    assert {layout.code for layout in layouts()} >= EVERYDAY
    assert all(layout.source for layout in layouts())
    known = {form for form, _version in FORMS} | {name.rpartition("-")[0] for name in most_used().values()}
    assert {form for layout in layouts() for form in layout.forms} <= known


@pytest.mark.parametrize(("layout", "form"), PAIRS, ids=NAMES)
def test_a_layout_asks_only_for_answers_that_its_form_has(layout: Layout, form: FormDefinition):
    wanted = {path for text in texts(layout) for place in PLACE.findall(text) for path in place.split("|")}
    assert {path.partition(".")[0] for path in wanted | chosen_by(layout)} <= set(form.fields)


@pytest.mark.parametrize(("filer", "headings"), [("nam", ["Chồng", "Vợ"]), ("nu", ["Vợ", "Chồng"])])
def test_a_marriage_certificate_names_husband_and_wife_whoever_of_them_filed(filer: str, headings: list[str]):
    layout = next(one for one in layouts() if one.code == "ket-hon")
    form = next(form for (name, _version), form in FORMS.items() if name == "ket-hon")
    made = dossier(form, filled(form, on=DAY) | {"toi_la": filer})
    assert [part["heading"] for part in layout.laid_out(made, permit())["sections"]] == headings


@pytest.mark.parametrize(("layout", "form"), PAIRS, ids=NAMES)
def test_whatever_was_answered_the_paper_has_no_holes(layout: Layout, form: FormDefinition):
    for turn in range(turns(form)):
        made = dossier(form, filled(form, on=DAY, turn=turn))
        out, first = layout.laid_out(made, permit()), layout.first_wording(made)
        texts = [*out["lead"], *out["closing"], *(r[1] for part in out["sections"] for r in part["rows"])]
        assert all(texts)
        assert not [text for text in texts if OPEN in text or "{" in text or "None" in text]
        assert "{" not in first["articles"] and first["title"]
        assert not out["sections"] or sum(len(part["rows"]) for part in out["sections"]) >= 3


def test_the_paper_prints_what_was_answered(db: None, poppler: Poppler):
    form = next(f for (name, _v), f in FORMS.items() if name == "giay-phep-xay-dung-nha-o")
    made = dossier(form, filled(form, on=DAY))
    layout = layout_of(made.version)
    assert layout is not None
    first = layout.first_wording(made)
    articles = [{"text": text, "points": []} for text in first["articles"].splitlines()]
    data = permit(title=first["title"], articles=articles) | layout.laid_out(made, permit())
    printed = " ".join(poppler.text(render("permit", data, at=made.case.opened_at)).split())
    for words in ("1. Cấp cho", "Sử dụng cho nhà ở riêng lẻ", "Thị trấn Hà Trung", "Thửa đất số", "12 tháng"):
        assert words in printed
    assert "Điều 1." not in printed


@pytest.mark.parametrize(
    ("form", "answers", "written"),
    [
        ("giay-phep-xay-dung-nha-o", {}, "GPXD"),
        ("xac-nhan-hon-nhan", {}, "UBND-XNTTHN"),
        ("ban-sao-trich-luc", {"loai_ban_sao": "khai_tu"}, "TLKT-BS"),
        ("ban-sao-trich-luc", {"loai_ban_sao": "khac"}, "TLHT-BS"),
        ("giay-phep-buu-chinh", {}, "GP-UBND"),
        ("don-chung", {}, "GP-UBND"),
    ],
)
def test_the_number_has_the_notation_of_its_kind(form: str, answers: dict[str, Any], written: str):
    definition = FORMS.get((form, 1)) or next(iter(FORMS.values()))
    made = dossier(definition, answers)
    made.version.form = {"id": form}
    assert notation(made) == written


def test_what_the_layout_left_open_must_be_written_before_it_is_handed_up():
    form = DecisionForm({"ver": "1", "title": "Quyết định", "articles": "Mức … đồng.", "finding": "Đủ."})
    assert "Còn chỗ trống" in str(form.errors["articles"])


def test_the_paper_of_a_real_dossier_is_drawn_by_the_general_layout_without_a_form_of_its_own(
    shop, client: Client
):
    from tinhso.onestop.catalogue.authority import authority_of
    from tinhso.onestop.models import Decision
    from tinhso.onestop.results.results import content
    from tinhso.onestop.tests.makers import let_sign

    let_sign(shop.town)
    made = shop.dossier(until="sign")
    decision = Decision.objects.get(dossier=made)
    data = content(made, decision, authority_of(made, shop.actor("chi"), shop.now.date()))
    assert data["numbered"] and data["sections"] == [] and data["recipients"][0] == "Như Điều 1"
