"""A version is compared with the one before it, question by question, also where it grew out of the general form."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.lib.forms import Weight
from tinhso.onestop.builder.tests.test_building import URL, begun, fresh, keeper, send
from tinhso.onestop.builder.version_diff import version_changes
from tinhso.onestop.models import ProcedureVersion

__all__ = ["keeper"]


def with_general_form(shop):
    """From 01/03/2024 the procedure is filed with the general form of the province."""
    version, begin = shop.version, date(2024, 3, 1)
    version.valid = DateRange(version.valid.lower, begin)
    version.save(update_fields=["valid"])
    version.pk, version.number, version.own_form = None, 2, False
    version.form, version.valid = version.form | {"id": "don-chung"}, DateRange(begin, None)
    version.save(force_insert=True)


@pytest.mark.parametrize("required", ["", "on"])
def test_a_question_added_to_a_copy_of_the_general_form_is_the_only_change(shop, keeper, required):
    with_general_form(shop)
    begun(shop)
    send(keeper, "cau-hoi/", place="buoc_mot.0", label="Số nhân khẩu", type="number", required=required)
    page = keeper.get(f"{URL}so-sanh/").content.decode()
    former, draft = ProcedureVersion.objects.get(number=2), fresh()
    weight = Weight.MIGRATION if required else Weight.SAFE
    found = [(line.kind, line.weight) for line in version_changes(former, draft)]
    assert found == [("added_required" if required else "added", weight)]
    assert "Thêm trường" in page
    assert "mọi câu hỏi của mẫu này là mới" not in page


def test_a_changed_type_is_refused_in_a_copy_of_the_general_form_too(shop, keeper):
    with_general_form(shop)
    begun(shop)
    send(keeper, "cau-hoi/ngay_can/", label="Ngày cần kết quả", type="text", max_length="20")
    assert "bị từ chối" in keeper.get(f"{URL}so-sanh/").content.decode()


def test_a_form_written_anew_is_not_compared_with_the_general_one(shop, keeper):
    with_general_form(shop)
    begun(shop, copy=False)
    send(keeper, "buoc/", title="Nội dung")
    step = fresh().form["steps"][0]["id"]
    send(keeper, "cau-hoi/", place=f"{step}.0", label="Lý do", type="text", required="on", max_length="200")
    former, draft = ProcedureVersion.objects.get(number=2), fresh()
    assert not [line for line in version_changes(former, draft) if line.kind in ("added", "removed")]
    assert "mọi câu hỏi của mẫu này là mới" in keeper.get(f"{URL}so-sanh/").content.decode()


def test_other_titles_and_another_order_are_told(shop, keeper):
    begun(shop)
    send(keeper, "cau-hoi/ngay_can/len/")
    found = [line.kind for line in version_changes(ProcedureVersion.objects.get(number=1), fresh())]
    assert found == ["layout"]
