import pytest

from tinhso.lib.forms import BadForm
from tinhso.lib.forms.check import checked_form
from tinhso.lib.forms.tests.makers import ask, form, form_json


def test_a_form_goes_to_json_and_back():
    data = form_json(
        ask("loai", "choice", choices=[{"value": "a", "label": "A"}], required=True),
        ask("so", "number", min=0, max=9, show_if={"==": [{"var": "loai"}, "a"]}),
        ask("hang", "repeat", fields=[ask("ten", required=True)]),
        retired=["cu"],
    )
    once = checked_form(data)
    assert checked_form(once.to_json()) == once
    assert once.fields["so"].min == 0


@pytest.mark.parametrize(
    ("fields", "more", "says"),
    [
        ([ask("a"), ask("a")], {}, "dùng hai lần"),
        ([ask("a")], {"retired": ["a"]}, "đã dùng ở bản trước"),
        ([ask("A-b")], {}, "chữ thường không dấu"),
        ([ask("a", "magic")], {}, "không có loại"),
        ([ask("a", label=" ")], {}, "thiếu nhãn"),
        ([ask("a", "choice")], {}, "cần các lựa chọn"),
        ([ask("a", max_length=99_999)], {}, "tối đa 20000 ký tự"),
        ([ask("a", show_if={"==": [{"var": "b"}, 1]}), ask("b")], {}, "không có trường này ở phía trước"),
        ([ask("a", show_if={"eval": ["x"]})], {}, "không thuộc các phép"),
        ([ask("a", pattern="^[0-9]+$")], {}, "phải có câu hướng dẫn"),
        ([ask("a", pattern="(", pattern_message="x")], {}, "không đọc được"),
        ([ask("a", "repeat")], {}, "ít nhất một trường"),
        ([ask("a", "repeat", fields=[ask("b", "repeat", fields=[ask("c")])])], {}, "không đặt nhóm lặp"),
        (
            [ask("a"), ask("r", "repeat", fields=[ask("b", show_if={"==": [{"var": "a"}, 1]})])],
            {},
            "phía trước",
        ),
    ],
)
def test_a_form_that_breaks_a_rule_is_refused_with_its_reason(fields, more, says):
    with pytest.raises(BadForm, match=says):
        form(*fields, **more)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"id": "a", "title": "b", "steps": [{"id": "x", "wrong": 1}]}]
)
def test_what_is_no_form_is_refused(data):
    with pytest.raises(BadForm):
        checked_form(data)
