"""The builder: a draft is begun, changed part by part, previewed, compared and published, on pages without scripts."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.town import make_officer
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.people.models import User
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.onestop.builder.actions.change_version_draft import change_version_draft, discard_version_draft
from tinhso.onestop.builder.actions.publish_version import DraftStale, OwnDraft, publish_version
from tinhso.onestop.builder.actions.start_version_draft import DraftedAlready, start_version_draft
from tinhso.onestop.models import ProcedureVersion
from tinhso.onestop.tests.makers import CODE, NOW

URL = f"/quan-tri/thu-tuc/{CODE}/ban-nhap/"


@pytest.fixture
def keeper(shop, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return shop.town.sign_in(client, "quan")


def another(shop, client):
    """A second administrator: whoever wrote a draft does not publish it."""
    shop.town.hanh = make_officer("hanh", "Đinh Thị Hạnh", shop.town.committee, "Quản trị", Administrator)
    return shop.town.sign_in(client, "hanh")


def begun(shop, *, copy=True):
    return start_version_draft(procedure=shop.version.procedure, copy=copy, by=shop.actor("quan"), now=NOW)


def fresh():
    return ProcedureVersion.objects.get(published_at=None)


def names(event):
    return EventRow.objects.filter(name=f"onestop.{event}")


def test_a_draft_copies_the_last_version_and_leaves_it_alone(shop):
    draft = begun(shop)
    assert (draft.number, draft.form["steps"]) == (2, shop.version.form["steps"])
    assert names("VersionDrafted").get().payload == {"procedure_code": CODE, "number": 2, "copied": 1}
    with pytest.raises(DraftedAlready):
        begun(shop)
    assert ProcedureVersion.objects.get(number=1).published_at


def test_a_stranger_drafts_changes_and_discards_nothing(shop, client):
    draft = begun(shop)
    for who in ("an", "binh", "chi", "tra"):
        by = shop.actor(who)
        with pytest.raises(PermissionDenied):
            start_version_draft(procedure=shop.version.procedure, copy=True, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            change_version_draft(draft=draft, ver=1, part="fee", values={"fees": []}, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            discard_version_draft(draft=draft, ver=1, by=by, now=NOW)
    assert shop.town.sign_in(client, "chi").get(URL).status_code == 403


def test_of_two_editors_at_once_one_wins_and_the_other_is_told(shop):
    draft, by = begun(shop), shop.actor("quan")
    words = {"draft": draft, "ver": 1, "part": "fee", "by": by, "now": NOW}
    change_version_draft(values={"result_name": "Một"}, **words)
    with pytest.raises(DraftStale):
        change_version_draft(values={"result_name": "Hai"}, **words)
    with pytest.raises(DraftStale):
        discard_version_draft(draft=draft, ver=1, by=by, now=NOW)
    assert fresh().result_name == "Một"
    assert names("VersionDraftChanged").get().payload["ver"] == 2
    discard_version_draft(draft=draft, ver=2, by=by, now=NOW)
    assert names("VersionDraftDiscarded").exists()


def send(keeper, path, status=302, **values):
    draft = ProcedureVersion.objects.filter(published_at=None).first()
    values = {k.replace("__", "."): v for k, v in values.items()}
    answer = keeper.post(URL + path, {"ver": draft.ver if draft else 1} | values)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def fields():
    return fresh().form["steps"][-1]["sections"][0]["fields"]


def build(keeper):
    """A whole small draft from nothing; the key of its step."""
    send(keeper, "lap/", tu="trang")
    send(keeper, "buoc/", title="Nội dung")
    step = fresh().form["steps"][0]["id"]
    condition = {"dk_0_cau": "loai", "dk_0_phep": "==", "dk_0_gia_tri": "cấp lại"}
    at = {"place": f"{step}.0"}
    send(keeper, "cau-hoi/", **at, label="Loại", type="choice", choices="Mới\nCấp lại", required="on")
    send(keeper, "cau-hoi/", **at, label="Lý do", type="text", **condition)
    send(keeper, "cau-hoi/", **at, label="Thành viên", type="repeat")
    send(keeper, "cau-hoi/", place="nhom:thanh_vien", label="Họ tên", type="text", required="on")
    send(keeper, "giay-to/", name="Giấy cũ", required="on", **condition)
    return step


def give_process_and_texts(keeper):
    roles = {
        "examine": ("examiner", 60),
        "sign": ("head", 20),
        "issue": ("clerk", 20),
        "hand_over": ("desk", 0),
    }
    for act, (role, share) in roles.items():
        send(keeper, "quy-trinh/", act=act, label=act, role=role, place="agency", share=share)
    limit = {"amount": "0,5", "unit": "working_day", "counting": "next_day", "source": "Luật"}
    send(keeper, "thoi-han/", **{f"province_{name}": value for name, value in limit.items()})
    send(keeper, "noi-dung/", subjects="citizen", channels="online", legal_basis="Luật A | Điều 1", **TEXTS)
    send(keeper, "hieu-luc/", begin="15/03/2024")


def test_questions_are_added_and_moved_and_a_condition_asks_only_what_stands_before(shop, keeper):
    build(keeper)
    assert fields()[1]["show_if"] == {"==": [{"var": "loai"}, "cap_lai"]}
    assert [f["id"] for f in fields()] == ["loai", "ly_do", "thanh_vien"]
    send(keeper, "cau-hoi/ly_do/len/")
    assert [f["id"] for f in fields()] == ["ly_do", "loai", "thanh_vien"]
    assert "không có trường này ở phía trước" in keeper.get(URL).content.decode()


@pytest.mark.long
def test_a_form_from_nothing_is_previewed_compared_and_published(shop, keeper, django_assert_max_num_queries):
    step = build(keeper)
    give_process_and_texts(keeper)
    with django_assert_max_num_queries(14):
        page = keeper.get(URL).content.decode()
    assert "Còn phải sửa" not in page
    assert "Họ tên" in send(keeper, "xem-truoc/", 422, ly_do="x").content.decode()
    answers = {"loai": "cap_lai", "thanh_vien__0__ho_ten": "An"}
    done = send(keeper, f"xem-truoc/{step}/", 200, **answers).content.decode()
    assert "Điền thử xong" in done
    assert "Giấy cũ" in done
    assert keeper.get(f"{URL}luoc-do.json").json()["required"] == ["loai"]
    with django_assert_max_num_queries(14):
        assert "áp dụng đến trước ngày 15/03/2024" in keeper.get(f"{URL}so-sanh/").content.decode()
    assert "không tự công bố được" in send(keeper, "so-sanh/", 422).content.decode()
    send(another(shop, keeper), "so-sanh/")
    made = ProcedureVersion.objects.get(number=2)
    assert made.published_at
    assert ProcedureVersion.objects.get(number=1).valid.upper == made.valid.lower
    assert made.limit_at("province").amount.as_integer_ratio() == (1, 2)


def test_what_is_wrong_is_said_beside_its_input_and_nothing_typed_is_lost(shop, keeper):
    begun(shop)
    wrong = send(
        keeper, "cau-hoi/", 422, place="buoc_mot.0", label="Giữ lại", type="choice", choices="", min="x"
    )
    text = wrong.content.decode()
    assert "Ghi ít nhất một lựa chọn" in text and "id_choices_error" in text and "Giữ lại" in text
    condition = {"dk_0_cau": "muc_dich", "dk_0_phep": ">", "dk_0_gia_tri": "3"}
    assert (
        "dạng số mới so sánh"
        in send(
            keeper, "cau-hoi/", 422, place="buoc_mot.0", label="A", type="text", **condition
        ).content.decode()
    )
    assert (
        "Mỗi việc một bước"
        in send(
            keeper, "quy-trinh/", 422, act="sign", label="x", role="head", place="agency", share=1
        ).content.decode()
    )
    late = keeper.post(f"{URL}phi/", {"ver": 99, "name": "Lệ phí gõ dở", "source": "NQ"})
    assert late.status_code == 409
    assert "Lệ phí gõ dở" in late.content.decode()
    assert keeper.post(f"{URL}giay-to/khac/bo/", {"ver": 99}).status_code == 409
    for path in ("khong-co/", "cau-hoi/khong_co/", "muc/buoc_mot.9/", "phi/7/"):
        assert keeper.get(URL + path).status_code == 404


def test_a_changed_type_is_refused_and_a_removed_question_is_retired(shop, keeper):
    begun(shop)
    send(keeper, "cau-hoi/ke_them/", label="Kể thêm", type="number")
    page = keeper.get(f"{URL}so-sanh/").content.decode()
    assert "Đổi kiểu câu hỏi: từ chối, hãy thêm câu hỏi mới" in page
    assert "Công bố bản" not in page
    assert "từ chối" in send(keeper, "so-sanh/", 422).content.decode()
    send(keeper, "cau-hoi/ke_them/bo/")
    assert fresh().form["retired"] == ["ke_them"]
    send(keeper, "cau-hoi/", place="buoc_mot.0", label="Kể thêm", type="text")
    assert fields()[-1]["id"] == "ke_them_2"


def test_other_keys_of_fees_and_of_fields_stay(shop, keeper):
    draft = begun(shop)
    rows = [{"name": "Phí", "amount": 1, "source": "NQ", "per": "copy", "quantity": "so_ban"}]
    ProcedureVersion.objects.filter(pk=draft.pk).update(fees=rows)
    send(keeper, "phi/0/", name="Phí mới", amount="5000", source="NQ 2", quantity="so_ban")
    assert fresh().fees[0] == rows[0] | {"name": "Phí mới", "amount": 5000, "source": "NQ 2", "note": ""}


def test_a_citizen_files_with_the_version_that_was_built(shop, keeper, client, monkeypatch):
    begun(shop)
    send(keeper, "cau-hoi/", place="buoc_mot.0", label="Số bản", type="number", required="on")
    send(keeper, "noi-dung/", **TEXTS, subjects="citizen", channels="online")
    send(another(shop, keeper), "so-sanh/")
    monkeypatch.setattr(clock, "now", lambda: shop.later(days=3))
    shop.version, shop.now = ProcedureVersion.objects.get(number=2), shop.later(days=3)
    draft, an = shop.start(), shop.town.sign_in(client, "an")
    page = f"/ho-so/{draft.case.code}/dien/buoc_mot/"
    assert "Số bản" in an.get(page).content.decode()
    wrong = an.post(page, {"muc_dich": "Mở bưu cục"})
    assert "Nhập số bản" in wrong.content.decode()
    assert an.post(page, {"muc_dich": "Mở bưu cục", "so_ban": "2"}).status_code == 302
    assert shop.fresh(draft).answers == {"muc_dich": "Mở bưu cục", "so_ban": 2}


TEXTS = {"form_title": "Đơn", "result_name": "Giấy", "order_text": "Bước 1", "source": "Luật"}


def test_nobody_who_wrote_anything_of_a_draft_publishes_it(shop):
    draft = begun(shop)
    kim = make_officer("kim", "Đào Thị Kim", shop.town.committee, "Quản trị", Administrator)
    shop.town.kim = kim
    change_version_draft(
        draft=draft, ver=1, part="texts", values={"result_name": "Giấy"}, by=shop.actor("kim"), now=NOW
    )
    shop.town.hanh = make_officer("hanh", "Đinh Thị Hạnh", shop.town.committee, "Quản trị", Administrator)
    for who in ("quan", "kim"):
        with pytest.raises(OwnDraft):
            publish_version(version_id=draft.pk, by=shop.actor(who), now=NOW)
    assert publish_version(version_id=draft.pk, by=shop.actor("hanh"), now=NOW).published_at == NOW


def test_where_all_administrators_wrote_in_it_who_did_not_make_the_last_change_publishes(shop):
    draft = begun(shop)
    shop.town.kim = make_officer("kim", "Đào Thị Kim", shop.town.committee, "Quản trị", Administrator)
    words = {"draft": draft, "ver": 1, "part": "texts", "values": {"result_name": "Giấy"}, "now": NOW}
    change_version_draft(**words, by=shop.actor("kim"))
    with pytest.raises(OwnDraft):
        publish_version(version_id=draft.pk, by=shop.actor("kim"), now=NOW)
    User.objects.filter(pk=make_officer("hai", "Lê Hai", shop.town.committee, "x", Administrator).pk).update(
        is_active=False
    )
    assert publish_version(version_id=draft.pk, by=shop.actor("quan"), now=NOW).published_at == NOW
