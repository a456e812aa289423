import pytest

from tinhso.lib.forms import Weight, changes, verdict
from tinhso.lib.forms.tests.makers import ask, form

A, B = {"value": "a", "label": "A"}, {"value": "b", "label": "B"}


@pytest.mark.parametrize(
    ("old", "new", "more", "weight", "says"),
    [
        ([ask("a")], [ask("a")], {}, Weight.SAFE, None),
        ([ask("a")], [ask("a", label="Khác")], {}, Weight.SAFE, "đổi nhãn"),
        ([ask("a")], [ask("a"), ask("b")], {}, Weight.SAFE, "Thêm trường “Trường b”"),
        ([ask("a")], [ask("a"), ask("b", required=True)], {}, Weight.MIGRATION, "Thêm trường bắt buộc"),
        ([ask("a", required=True)], [ask("a")], {}, Weight.SAFE, "không còn bắt buộc"),
        ([ask("a")], [ask("a", required=True)], {}, Weight.MIGRATION, "trở thành bắt buộc"),
        ([ask("a", max_length=50)], [ask("a", max_length=90)], {}, Weight.SAFE, "rộng hơn"),
        ([ask("a", max_length=50)], [ask("a", max_length=20)], {}, Weight.MIGRATION, "chặt hơn"),
        ([ask("a", "number")], [ask("a", "number", min=0)], {}, Weight.MIGRATION, "chặt hơn"),
        ([ask("a", "choice", choices=[A])], [ask("a", "choice", choices=[A, B])], {}, Weight.SAFE, "thêm lựa chọn “B”"),
        ([ask("a", "choice", choices=[A, B])], [ask("a", "choice", choices=[A])], {}, Weight.MIGRATION, "bỏ lựa chọn"),
        ([ask("a")], [ask("a", show_if=True)], {}, Weight.MIGRATION, "đổi điều kiện"),
        ([ask("a")], [ask("a", "number")], {}, Weight.REFUSED, "phải dùng mã mới"),
        ([ask("a"), ask("b")], [ask("a")], {}, Weight.REFUSED, "ngừng dùng"),
        ([ask("a"), ask("b")], [ask("a")], {"retired": ["b"]}, Weight.MIGRATION, "giữ nguyên câu trả lời"),
        ([ask("a"), ask("r", "repeat", fields=[ask("b")])], [ask("b"), ask("r", "repeat", fields=[ask("c")])], {"retired": ["a"]}, Weight.REFUSED, "đổi nhóm"),
    ],
)  # fmt: skip
def test_a_change_is_weighed_and_said_in_words(old, new, more, weight, says):
    found = changes(form(*old), form(*new, **more))
    assert verdict(form(*old), form(*new, **more)) is weight
    assert (says is None and not found) or says in found[0].sentence


def test_an_id_once_retired_stays_retired():
    old = form(ask("a"), retired=["cu"])
    assert verdict(old, form(ask("a"))) is Weight.REFUSED
    assert verdict(old, form(ask("a"), ask("cu"))) is Weight.REFUSED
