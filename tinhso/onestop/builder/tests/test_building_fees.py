"""The builder keeps fee exemptions, when fees are paid, where a dossier is settled, and patterns; the comparison weighs them."""

import pytest

from tinhso.lib.forms import Weight
from tinhso.onestop.builder.faults import draft_faults
from tinhso.onestop.builder.field_form import FieldForm
from tinhso.onestop.builder.forms import FeeForm
from tinhso.onestop.builder.tests.test_building import begun, fresh, keeper, send
from tinhso.onestop.builder.version_diff import version_changes
from tinhso.onestop.models import ProcedureVersion

__all__ = ["keeper"]


def pattern_form(**words):
    data = {"label": "Số", "type": "text", "pattern_message": "Ghi 6 chữ số."} | words
    return FieldForm(data, places=[], old={})


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"pattern": "^[0-9]{6}$"}, []),
        ({"pattern": "^[0-9"}, ["pattern"]),
        ({"pattern": "^(a+)+$"}, ["pattern"]),
        ({"pattern": "^a$", "pattern_message": ""}, ["pattern_message"]),
        ({"pattern": "^a$", "type": "number"}, ["pattern"]),
        ({"pattern": "x" * 201}, ["pattern"]),
    ],
)
def test_a_pattern_can_be_read_and_says_in_words_what_it_wants(words, wrong):
    form = pattern_form(**words)
    assert list(form.errors) == wrong
    if not wrong:
        assert form.values()["pattern"] == "^[0-9]{6}$"


def test_a_fee_of_the_whole_dossier_counts_nothing():
    data = {"name": "Phí", "source": "TT", "kind": "phi", "per": "dossier", "quantity": "so_ban"}
    assert list(FeeForm(data, numbers=[("so_ban", "Số bản")]).errors) == ["quantity"]


@pytest.mark.long
def test_fees_exemptions_and_where_it_is_settled_are_edited_and_compared(shop, keeper):
    begun(shop)
    fee = {"name": "Phí thẩm định", "amount": "100000", "source": "TT 1", "kind": "phi", "per": "dossier"}
    send(keeper, "phi/", **fee)
    only = {"dk_0_cau": "muc_dich", "dk_0_phep": "==", "dk_0_gia_tri": "hộ nghèo"}
    send(keeper, "mien-giam/?o=0", who="Hộ nghèo", source="TT 1 Điều 3", **only)
    send(keeper, "mien-giam/?o=0", who="Người có công", source="TT 1 Điều 4")
    when = {"==": [{"var": "muc_dich"}, "hộ nghèo"]}
    assert fresh().fees[0]["exempt"][0] == {"who": "Hộ nghèo", "source": "TT 1 Điều 3", "when": when}
    send(keeper, "phi/0/", **(fee | {"amount": "200000"}))
    send(keeper, "mien-giam/0.1/", who="Thương binh", source="TT 1 Điều 4")
    assert [one["who"] for one in fresh().fees[0]["exempt"]] == ["Hộ nghèo", "Thương binh"]
    send(keeper, "mien-giam/0.1/bo/")
    send(keeper, "mien-giam/0.7/", status=404, who="A", source="B")
    send(keeper, "thu-phi/", status=422, fee_due="mai", settled_in="x" * 121)
    send(keeper, "thu-phi/", fee_due="accept", settled_in="Phần mềm hộ tịch dùng chung")
    send(keeper, "cau-hoi/muc_dich/", label="Mục đích", type="text", required="on", max_length="200",
         pattern="^[A-Z]", pattern_message="Bắt đầu bằng chữ hoa.")  # fmt: skip
    draft = fresh()
    assert (draft.fee_due, draft.settled_in) == ("accept", "Phần mềm hộ tịch dùng chung")
    former = ProcedureVersion.objects.get(number=1)
    changes = {(line.kind, line.weight) for line in version_changes(former, draft)}
    assert changes == {
        ("fee", Weight.SAFE),
        ("other", Weight.MIGRATION),
        ("other", Weight.SAFE),
        ("tighter", Weight.MIGRATION),
    }
    page = keeper.get(f"/quan-tri/thu-tuc/{draft.procedure.code}/ban-nhap/").content.decode()
    assert "tự miễn theo câu trả lời" in page
    assert "Giải quyết trên Phần mềm hộ tịch dùng chung" in page


def test_a_fee_that_asks_what_the_form_does_not_have_is_no_version():
    form = {"id": "a", "title": "A", "version": 1, "steps": []}
    ask = {
        "name": "Phí",
        "amount": 0,
        "source": "TT",
        "when": {"==": [{"var": "xa_la"}, 1]},
        "quantity": "khong_co",
    }
    version = ProcedureVersion(form=form, fees=[ask], fee_due="accept", process=[], papers=[])
    faults = "\n".join(draft_faults(version))
    for words in ("hỏi “xa_la”", "hỏi “khong_co”", "chưa có khoản thu nào phải nộp"):
        assert words in faults
