"""What an agency owes of the press stands in the list of all its reports: the month's briefing by its days, results of ending plans."""

from datetime import date
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.law.models import Rule
from tinhso.press.communication.owed_reports import briefing_days
from tinhso.press.models import CommunicationPlan

AT = "/can-bo/bao-cao-phai-nop/"


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2024, 3, 8), (date(2024, 2, 15), date(2024, 3, 14), date(2024, 3, 18))),
        (date(2024, 3, 18), (date(2024, 2, 15), date(2024, 3, 14), date(2024, 3, 18))),
        (date(2024, 3, 19), (date(2024, 3, 15), date(2024, 4, 14), date(2024, 4, 18))),
        (date(2024, 1, 2), (date(2023, 12, 15), date(2024, 1, 14), date(2024, 1, 18))),
        (date(2024, 12, 31), (date(2024, 12, 15), date(2025, 1, 14), date(2025, 1, 18))),
    ],
)
def test_the_days_of_a_month_of_the_briefing(today, days):
    assert briefing_days({"closing_day": 14, "due_day": 18}, today) == days


def plan(town, agency, **words):
    given = {
        "agency": agency, "kind": "topic", "title": "Tuần lễ chuyển đổi số", "aim": "Biết và dùng",
        "starts": date(2024, 1, 1), "ends": date(2024, 3, 20), "approved_at": NOW, "approved_by": town.duyet,
        "by": town.bien, "at": NOW,
    }  # fmt: skip
    return CommunicationPlan.objects.create(**(given | words), client_key=uuid4())


def test_the_list_holds_the_briefing_and_ending_plans_of_whoever_may_open_them(
    press_desk, client, django_assert_max_num_queries
):
    plan(press_desk, press_desk.agency_a)
    plan(press_desk, press_desk.agency_a, title="Còn xa", ends=date(2024, 12, 31))
    plan(press_desk, press_desk.agency_a, title="Chưa duyệt", approved_at=None, approved_by=None)
    plan(press_desk, press_desk.agency_b, title="Của nơi khác")
    press_desk.sign_in(client, "bien")
    with django_assert_max_num_queries(26):
        page = client.get(AT).content.decode()
    assert "số liệu từ 15/02/2024 đến 14/03/2024, gửi trước hết ngày 18/03/2024" in page
    assert "tu=15%2F02%2F2024&amp;den=14%2F03%2F2024" in page
    assert "Tuần lễ chuyển đổi số" in page and "các nhiệm vụ đã xong" in page
    assert not any(words in page for words in ("Còn xa", "Chưa duyệt", "Của nơi khác"))
    assert client.get("/can-bo/bao-chi/so-dem/?tu=15/02/2024&den=14/03/2024").status_code == 200
    press_desk.sign_in(client, "xa")
    page = client.get(AT).content.decode()
    assert "giao ban báo chí" not in page and "Của nơi khác" in page
    Rule.objects.filter(key__in=["press.briefing_report", "press.plan_report_days"]).delete()
    press_desk.sign_in(client, "bien")
    assert "giao ban" not in client.get(AT).content.decode()
