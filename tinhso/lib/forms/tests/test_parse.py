import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.forms import checked_form, drop_hidden, parse_step, steps_asked, validate_answers
from tinhso.lib.forms.schema import validator
from tinhso.lib.forms.tests.makers import ask, form, sent

DAY = date(2024, 3, 8)
KIND = ask(
    "loai",
    "choice",
    required=True,
    choices=[{"value": "ca_nhan", "label": "Cá nhân"}, {"value": "to_chuc", "label": "Tổ chức"}],
)
IS_BODY = {"==": [{"var": "loai"}, "to_chuc"]}


def parse(f, data, answers=None):
    return parse_step(f, "mot", data, answers or {}, on=DAY)


def messages_of(parsed):
    return {e.name: e.message for e in parsed.errors}


def test_a_good_page_is_read_into_typed_answers():
    f = form(
        ask("ten"),
        ask("ngay", "date"),
        ask("tien", "money"),
        ask("co", "boolean"),
        ask("nhieu", "choices", choices=[{"value": "a", "label": "A"}]),
    )
    parsed = parse(
        f, sent(ten=" Nguyễn  An ", ngay="8/3/2024", tien="1.500.000 đ", co="false", nhieu=["a", "a", ""])
    )
    assert parsed.answers == {
        "ten": "Nguyễn An",
        "ngay": "2024-03-08",
        "tien": 1_500_000,
        "co": False,
        "nhieu": ["a"],
    }
    assert parsed.complete


def test_errors_say_what_to_do_and_keep_what_was_typed():
    f = form(
        ask("cccd", "id_number", label="Số định danh cá nhân", required=True),
        ask("ten", label="Họ và tên", required=True),
    )
    parsed = parse(f, sent(cccd="12345", ten=""))
    assert messages_of(parsed) == {"cccd": "Nhập số định danh gồm 12 chữ số.", "ten": "Nhập họ và tên."}
    assert parsed.typed["cccd"] == ["12345"]
    assert parsed.answers == {}
    assert [e.missing for e in parsed.errors] == [False, True]


def test_a_day_that_cannot_be_read_is_not_called_missing_too():
    f = form(ask("ngay", "date", required=True))
    assert messages_of(parse(f, sent(ngay="31/2/2024"))) == {
        "ngay": "Ngày 31/02/2024 không có trong lịch. Kiểm tra lại ngày, tháng."
    }


def test_what_is_hidden_is_dropped_at_the_server():
    f = form(KIND, ask("mst", "tax_code", required=True, show_if=IS_BODY))
    parsed = parse(f, sent(loai="ca_nhan", mst="rác"))
    assert parsed.answers == {"loai": "ca_nhan"}
    assert parsed.complete


def test_what_is_shown_is_required():
    f = form(KIND, ask("mst", "tax_code", label="Mã số thuế", required=True, show_if=IS_BODY))
    assert messages_of(parse(f, sent(loai="to_chuc", mst=""))) == {"mst": "Nhập mã số thuế."}


def test_hiding_one_question_hides_what_hangs_on_it():
    f = form(KIND, ask("b", show_if=IS_BODY), ask("c", show_if={"==": [{"var": "b"}, "x"]}))
    assert drop_hidden(f, {"loai": "ca_nhan", "b": "x", "c": "y"}) == {"loai": "ca_nhan"}


def test_parts_of_a_person_are_asked_by_name():
    f = form(ask("nguoi", "person", required=True, require=["birth_date"]))
    parsed = parse(f, sent(nguoi__full_name="An", nguoi__phone="09", nguoi__birth_date="9/3/2024"))
    assert messages_of(parsed) == {
        "nguoi.id_number": "Nhập số định danh cá nhân.",
        "nguoi.phone": "Nhập số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng số 0.",
        "nguoi.birth_date": "Ngày sinh: nhập ngày không muộn hơn 08/03/2024.",
    }
    assert parsed.answers == {"nguoi": {"full_name": "An"}}


def test_a_required_group_left_empty_is_asked_part_by_part():
    f = form(ask("noi", "address", required=True))
    assert set(messages_of(parse(f, {}))) == {"noi.unit", "noi.detail"}


def test_an_optional_group_left_empty_is_no_error():
    assert parse(form(ask("noi", "address")), sent(noi__detail=" ")).complete


def test_units_must_exist_on_that_day():
    f = form(ask("noi", "address"))
    errors = validate_answers(f, {"noi": {"unit": "14797", "detail": "x"}}, on=DAY, known_units={"14758"})
    assert errors[0].message == "Chọn xã, phường, thị trấn trong danh sách hiện hành."


def test_rows_are_added_and_taken_away_without_complaint():
    f = form(ask("r", "repeat", fields=[ask("ten", required=True), ask("so", "number")]))
    more = parse(f, sent(r__0__ten="a", r__0__so="x", _them="r"))
    assert (more.rows_changed, more.errors, more.rows) == (True, [], {"r": 2})
    less = parse(f, sent(r__0__ten="a", r__1__ten="b", r__2__ten="c", _bot="r.1"))
    assert less.answers == {"r": [{"ten": "a"}, {"ten": "c"}]}
    assert less.typed["r.1.ten"] == ["c"]


def test_blank_rows_are_left_out_and_wrong_ones_named():
    f = form(
        ask(
            "r",
            "repeat",
            label="Chi nhánh",
            required=True,
            fields=[ask("ten", label="Tên", required=True), ask("so", "number")],
        )
    )
    parsed = parse(f, sent(r__0__ten="a", r__1__ten=" ", r__2__so="x"))
    assert messages_of(parsed) == {"r.1.ten": "Nhập tên.", "r.1.so": "Nhập số, ví dụ 4.900."}
    assert parsed.answers == {"r": [{"ten": "a"}, {}]}
    assert messages_of(parse(f, {})) == {"r": "Thêm ít nhất một mục vào “Chi nhánh”."}


def test_too_many_rows_are_refused_and_kept_on_the_page():
    f = form(ask("r", "repeat", label="Chi nhánh", max_items=2, fields=[ask("ten")]))
    parsed = parse(f, {f"r.{n}.ten": ["x"] for n in range(9)})
    assert messages_of(parsed) == {"r": "Chi nhánh: nhiều nhất 2 mục."}
    assert parsed.rows == {"r": 9}


def test_a_condition_inside_a_row_looks_at_that_row():
    f = form(
        ask(
            "r",
            "repeat",
            fields=[
                ask("co", "boolean"),
                ask("vi_sao", label="Vì sao", required=True, show_if={"==": [{"var": "co"}, True]}),
            ],
        )
    )
    parsed = parse(f, sent(r__0__co="false", r__0__vi_sao="rác", r__1__co="true"))
    assert parsed.answers["r"] == [{"co": False}, {"co": True}]
    assert messages_of(parsed) == {"r.1.vi_sao": "Nhập vì sao."}


def test_ten_megabytes_of_text_are_refused_with_a_sentence_and_nothing_is_lost():
    f = form(ask("a", "long_text"))
    parsed = parse(f, sent(a="x" * 10_485_760), {"a": "đã lưu"})
    assert parsed.answers == {"a": "đã lưu"}
    assert "10.485.760 ký tự" in parsed.errors[0].message


def test_a_text_over_its_limit_is_told_how_long_it_is():
    f = form(ask("a", "long_text", label="Nội dung"))
    assert "tối đa 4.000 ký tự, đã nhập 5.000 ký tự" in messages_of(parse(f, sent(a="x" * 5000)))["a"]


def test_a_consent_must_be_given():
    f = form(ask("dong_y", "consent", label="Tôi cam đoan", required=True))
    assert messages_of(parse(f, {}))["dong_y"] == "Đánh dấu vào ô “Tôi cam đoan” để tiếp tục."
    assert parse(f, sent(dong_y="true")).answers == {"dong_y": True}


def test_files_stay_as_the_upload_has_set_them():
    f = form(ask("don", "file", label="Đơn đề nghị", required=True))
    assert parse(f, sent(don="giả mạo"), {"don": ["a1"]}).answers == {"don": ["a1"]}
    assert messages_of(parse(f, {})) == {"don": "Đính kèm tệp: đơn đề nghị."}


def test_choices_out_of_the_list_are_refused():
    assert messages_of(parse(form(KIND), sent(loai="khác"))) == {"loai": "Trường loai: chọn trong danh sách."}


def test_pages_that_ask_nothing_are_skipped():
    data = form(KIND).to_json()
    data["steps"].append(
        {"id": "hai", "title": "Hai", "show_if": IS_BODY, "sections": [{"title": "", "fields": [ask("b")]}]}
    )
    f = checked_form(data)
    assert [s.id for s in steps_asked(f, {"loai": "ca_nhan"})] == ["mot"]
    assert [s.id for s in steps_asked(f, {"loai": "to_chuc"})] == ["mot", "hai"]


EVERYTHING = form(
    KIND,
    ask("ten", min_length=2, max_length=10),
    ask("ngay", "date", max="today"),
    ask("so", "number", decimals=2, min=1, max=50),
    ask("nam", "year"),
    ask("nguoi", "person", required=True),
    ask("mst", "tax_code", required=True, show_if=IS_BODY),
    ask("r", "repeat", max_items=3, fields=[ask("x", required=True), ask("y", "date")]),
    ask("dong_y", "consent", required=True),
)
NAMES = [
    "loai",
    "ten",
    "ngay",
    "so",
    "nam",
    "nguoi.full_name",
    "nguoi.id_number",
    "nguoi.phone",
    "nguoi.birth_date",
]
NAMES += ["mst", "r.0.x", "r.0.y", "r.1.x", "r.5.y", "r.x.y", "r..", "dong_y", "_them", "_bot", "lạ"]
WORDS = st.sampled_from(
    [
        "",
        "x",
        "to_chuc",
        "ca_nhan",
        "8/3/2024",
        "9/9/2099",
        "12",
        "1,5",
        "038090001234",
        "0912345678",
        "true",
        "r",
        "r.0",
        "2800123456",
    ]
)


@pytest.mark.long
@given(st.dictionaries(st.sampled_from(NAMES), st.lists(WORDS | st.text(max_size=20), max_size=2)))
def test_whatever_is_sent_the_kept_answers_are_right_but_for_what_is_missing(data):
    parsed = parse(EVERYTHING, data)
    assert all(e.missing for e in validate_answers(EVERYTHING, parsed.answers, on=DAY))
    json.dumps(parsed.answers, allow_nan=False)
    if parsed.complete:
        assert validator(EVERYTHING).is_valid(parsed.answers)
    second = parse(EVERYTHING, parsed.typed)
    assert parsed.rows_changed or second.answers == parsed.answers
