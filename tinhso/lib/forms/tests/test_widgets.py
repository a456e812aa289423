import json
from datetime import date

from tinhso.lib.forms import parse_step, render_step, summarise
from tinhso.lib.forms.check import checked_form
from tinhso.lib.forms.tests.makers import ask, form, form_json, sent

DAY = date(2024, 3, 8)
BODY = {"==": [{"var": "loai"}, "b"]}
KIND = ask(
    "loai",
    "choice",
    label="Loại",
    required=True,
    choices=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}],
)


def widgets(page):
    return {w.name: w for s in page.sections for w in s.widgets}


def test_a_kept_answer_is_shown_as_people_write_it():
    f = form(KIND, ask("ngay", "date"), ask("tien", "money", unit="đồng"), ask("co", "boolean"))
    found = widgets(render_step(f, "mot", {"loai": "a", "ngay": "2024-03-08", "tien": 1500000, "co": False}))
    assert [found[n].value for n in ("loai", "ngay", "tien", "co")] == [
        "a",
        "08/03/2024",
        "1.500.000",
        "false",
    ]
    assert found["tien"].label == "Trường tien (đồng)"
    assert found["co"].choices == (("true", "Có"), ("false", "Không"))


def test_the_hint_of_a_choice_is_shown_with_it():
    choices = [{"value": "a", "label": "A", "hint": "Khi có đủ."}, {"value": "b", "label": "B"}]
    f = form(ask("loai", "choice", choices=choices))
    assert widgets(render_step(f, "mot", {}))["loai"].choices == (("a", "A", "Khi có đủ."), ("b", "B"))


def test_after_an_error_the_page_shows_what_was_typed_and_leads_to_it():
    f = form(KIND, ask("ngay", "date"), ask("nguoi", "person"))
    parsed = parse_step(f, "mot", sent(ngay="31/2/2024", nguoi__full_name="An"), {}, on=DAY)
    page = render_step(f, "mot", parsed.answers, errors=parsed.errors, typed=parsed.typed)
    found = widgets(page)
    assert found["ngay"].value == "31/2/2024"
    assert found["ngay"].errors == (parsed.errors[1].message,)
    assert [p[0] for p in page.problems] == ["f-loai_0", "f-ngay", "f-nguoi-id_number", "f-nguoi-phone"]


def test_a_condition_on_the_same_page_is_left_to_the_browser_and_others_are_settled():
    data = form_json(KIND, ask("a", show_if=BODY))
    fields = [ask("c", show_if=BODY), ask("d", show_if={"not": [BODY]})]
    data["steps"].append({"id": "hai", "title": "Hai", "sections": [{"fields": fields}]})
    f = checked_form(data)
    assert json.loads(widgets(render_step(f, "mot", {}))["a"].show_if) == BODY
    second = widgets(render_step(f, "hai", {"loai": "b"}))
    assert set(second) == {"c"}
    assert second["c"].show_if == ""


def test_rows_count_from_what_is_kept_and_from_what_was_asked_for():
    f = form(ask("r", "repeat", item_label="Tầng", max_items=2, fields=[ask("x")]))
    one = widgets(render_step(f, "mot", {}))["r"]
    assert [row.title for row in one.rows] == ["Tầng 1"]
    assert one.can_add
    two = widgets(render_step(f, "mot", {"r": [{"x": "a"}]}, rows={"r": 2}))["r"]
    assert [row.widgets[0].value for row in two.rows] == ["a", ""]
    assert (two.rows[1].key, two.can_add) == ("r.1", False)


def test_profiles_fill_in_only_what_is_marked_and_unanswered():
    f = form(ask("toi", "person", prefill="person"), ask("ho", "person"))
    found = widgets(render_step(f, "mot", {}, prefill={"person.full_name": "Lê An"}))
    assert found["toi"].widgets[0].value == "Lê An"
    assert found["toi"].widgets[0].autocomplete == "name"
    assert found["ho"].widgets[0].value == found["ho"].widgets[0].autocomplete == ""


def test_places_are_chosen_from_the_list_given():
    f = form(ask("noi", "address"))
    unit = widgets(render_step(f, "mot", {}, units=[("14797", "Phường Hạc Thành")]))["noi"].widgets[0]
    assert (unit.kind, unit.choices) == ("select", (("14797", "Phường Hạc Thành"),))


def test_the_summary_is_in_words():
    f = form(
        KIND,
        ask("n", "money"),
        ask("noi", "address", label="Nơi ở"),
        ask("r", "repeat", item_label="Tầng", fields=[ask("x", "number", label="Cao", unit="m", decimals=1)]),
        ask("t", "file", label="Đơn"),
        ask("an", show_if=BODY),
    )
    answers = {
        "loai": "a",
        "n": 75000,
        "noi": {"unit": "1", "detail": "Số 1"},
        "r": [{"x": 3.5}],
        "t": ["f1"],
        "an": "ẩn",
    }
    lines = summarise(f, answers, unit_names={"1": "Phường X"})[0].lines
    assert [(line.label, line.text) for line in lines] == [
        ("Loại", "A"),
        ("Trường n", "75.000 đồng"),
        ("Nơi ở", "Số 1, Phường X"),
        ("Tầng 1", "Cao: 3,5 m"),
        ("Đơn", ""),
    ]
    assert lines[-1].files == ("f1",)
