"""The pages of given tasks: bounded, each deed behind its form, 404 for who takes no part."""

import pytest
from django.urls import reverse

from tinhso.documents.assignments.actions.approve_assignment import approve_assignment
from tinhso.documents.assignments.tests import makers as make
from tinhso.documents.incoming.tests.test_arrival_pages import page
from tinhso.documents.models import Assignment


@pytest.fixture
def town(office):
    return make.with_chairman(office)


def deed(town, client, who, assignment, name, **given):
    town.sign_in(client, who)
    url = reverse("assignment_deed", args=[assignment.case.code, name])
    return client.post(url, {"ver": assignment.case.ver} | given).status_code


@pytest.mark.long
def test_a_task_is_given_on_a_page_and_nothing_typed_is_lost(town, client):
    words = page(town, client, "tho", "new_assignment")[1]
    assert "Sở A" in words and "Bộ phận Một cửa" not in words
    given = {
        "content": "Rà soát cổng dịch vụ công",
        "source_words": "Kết luận giao ban",
        "main": town.agency_a.pk,
        "supports": [town.agency_b.pk],
        "due": "29/03/2024",
    }
    url = reverse("new_assignment")
    assert client.get(url).context["form"].fields["source_words"].required
    for wrong in (
        {"content": ""},
        {"content": "x" * 2001},
        {"main": town.committee.pk},
        {"supports": [town.agency_a.pk]},
        {"due": "08/03/2024"},
        {"due": "99"},
        {"secrecy": "mat"},
        {"source_words": ""},
    ):
        answer = client.post(url, given | wrong)
        assert answer.status_code == 422, wrong
        if "content" not in wrong:
            assert "Rà soát cổng dịch vụ công" in answer.content.decode()
    assert not Assignment.objects.exists()
    made = client.post(url, given)
    assert made.status_code == 302 and "Rà soát cổng" in client.get(made["Location"]).content.decode()
    assert page(town, client, "emi", "new_assignment")[0].status_code == 403


@pytest.mark.long
def test_the_deeds_of_a_task_are_done_on_pages(town, client):
    one = make.give(town)
    assert page(town, client, "chi", "assignment_deed", one.case.code, "tiep-nhan")[0].status_code == 200
    assert page(town, client, "hai", "assignment_deed", one.case.code, "tiep-nhan")[0].status_code == 403
    assert page(town, client, "hai", "assignment_deed", one.case.code, "khac")[0].status_code == 404
    assert deed(town, client, "chi", one, "tiep-nhan", officer=town.hai.pk) == 422
    assert deed(town, client, "chi", one, "tiep-nhan", officer=town.emi.pk) == 302
    assert deed(town, client, "chi", one, "tiep-nhan", officer=town.emi.pk) == 422
    one = make.fresh(one)
    assert deed(town, client, "emi", one, "tien-do", text="Xong một nửa", percent="200") == 422
    assert deed(town, client, "emi", one, "tien-do", text="Xong một nửa", percent="50") == 302
    assert deed(town, client, "hai", one, "phoi-hop", text="Gửi số liệu") == 302
    assert deed(town, client, "emi", one, "gia-han", until="01/03/2024", reason="Chờ") == 422
    assert deed(town, client, "emi", one, "gia-han", until="12/04/2024", reason="Chờ số liệu") == 302
    assert "Chờ số liệu" in page(town, client, "tho", "assignment_deed", one.case.code, "quyet-gia-han")[1]
    assert deed(town, client, "tho", one, "quyet-gia-han", decision="refuse") == 422
    assert deed(town, client, "tho", one, "quyet-gia-han", decision="grant") == 302
    assert deed(town, client, "my", one, "don-doc", text="Khẩn trương") == 302
    one = make.fresh(one)
    assert page(town, client, "emi", "assignment_deed", one.case.code, "gan-van-ban")[0].status_code == 200
    assert deed(town, client, "emi", one, "gan-van-ban", document="1") == 422
    assert deed(town, client, "emi", one, "ket-qua", text="Hoàn thành") == 302
    one = make.fresh(one)
    assert deed(town, client, "tho", one, "tra-lai", text="") == 422
    assert deed(town, client, "tho", one, "tra-lai", text="Bổ sung phụ lục") == 302
    assert deed(town, client, "emi", make.fresh(one), "ket-qua", text="Đã bổ sung") == 302
    assert deed(town, client, "tho", make.fresh(one), "duyet") == 302
    words = page(town, client, "hai", "assignment", one.case.code)[1]
    for shown in (
        "50%",
        "Gửi số liệu",
        "12/04/2024",
        "Khẩn trương",
        "Bổ sung phụ lục",
        "Hoàn thành đúng hạn",
    ):
        assert shown in words
    assert deed(town, client, "tho", make.give(town), "dung", text="Giao nhầm") == 302


@pytest.mark.long
def test_lists_and_the_page_are_bounded_and_filtered(town, client, django_assert_max_num_queries):
    one, other = make.at_work(town), make.give(town, supports=[], content="Kiểm tra hạ tầng số")
    town.sign_in(client, "tho")
    with django_assert_max_num_queries(16):
        words = client.get(reverse("assignments")).content.decode()
    assert one.case.code in words and other.case.code in words
    with django_assert_max_num_queries(36):
        assert client.get(reverse("assignment", args=[one.case.code])).status_code == 200
    found = page(town, client, "tho", "assignments", q="ha tang so", phia="da-giao", tinh_trang="dang-mo")[1]
    assert other.case.code in found and one.case.code not in found
    for state in ("qua-han", "cho-duyet", "xin-gia-han", "xong"):
        assert "Không có nhiệm vụ nào" in page(town, client, "tho", "assignments", tinh_trang=state)[1]
    assert one.case.code in page(town, client, "hai", "assignments", phia="phoi-hop")[1]
    assert "Không có nhiệm vụ nào" in page(town, client, "hai", "assignments", phia="chu-tri")[1]
    assert other.case.code not in page(town, client, "hai", "assignments", phia="sai")[1]
    assert page(town, client, "hai", "assignment", other.case.code)[0].status_code == 404
    assert page(town, client, "an", "assignments")[0].status_code == 403


@pytest.mark.long
def test_the_weeks_list_and_the_agencies_are_read_printed_and_saved(
    town, client, django_assert_max_num_queries
):
    one = make.at_work(town)
    town.sign_in(client, "tho")
    for name, shown in (("assignment_week", one.case.code), ("assignment_agencies", "Sở A")):
        url = reverse(name)
        with django_assert_max_num_queries(14):
            assert shown in client.get(url).content.decode()
        csv = client.get(url, {"tep": "csv"})
        assert "Sở A" in csv.content.decode("utf-8-sig") and "attachment" in csv["Content-Disposition"]
        assert client.get(url, {"tep": "pdf"}).content.startswith(b"%PDF")
        assert client.get(url, {"ngay": "x", "nam": "x"}).status_code == 200
        assert page(town, client, "emi", name)[0].status_code == 403
        assert url not in page(town, client, "emi", "assignments")[0].content.decode()
        town.sign_in(client, "tho")
    assert (
        "Không có nhiệm vụ nào"
        in client.get(reverse("assignment_week"), {"ngay": "12/03/2024"}).content.decode()
    )
    assert (
        "Không có nhiệm vụ nào"
        in client.get(reverse("assignment_agencies"), {"nam": "2023"}).content.decode()
    )
    assert client.get(reverse("assignment_week"), {"ngay": "01/01/1901"}).status_code == 200


def test_open_tasks_stand_before_those_that_are_over(town, client):
    done = make.reported(town, make.at_work(town, content="Việc đã xong"))
    approve_assignment(assignment=done, ver=done.case.ver, by=town.actor("tho"), now=make.NOW)
    make.give(town, content="Việc còn mở")
    words = page(town, client, "tho", "assignments")[1]
    assert words.index("Việc còn mở") < words.index("Việc đã xong")
