"""The desk says of each paper how it came, and the receipt attests nothing else."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import State
from tinhso.onestop.dossier.received_papers import received_papers
from tinhso.onestop.dossier.slips import receipt
from tinhso.onestop.handling.actions.accept_dossier import NothingHandedIn, accept_dossier
from tinhso.onestop.intake.actions.receive_paper_application import receive_paper_application
from tinhso.onestop.intake.actions.submit_dossier import NOTHING, Incomplete
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.intake.tests.test_counter import started_at_counter
from tinhso.onestop.intake.tests.test_paper_application import REACH, page, sent
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests import makers
from tinhso.onestop.tests.makers import NOW

PAPERS = [
    {"id": "don", "name": "Đơn đề nghị", "made": True, "required": True},
    {"id": "cccd", "name": "Thẻ căn cước", "required": False},
    {"id": "phuong_an", "name": "Bản vẽ", "required": False},
]


@pytest.fixture
def other_papers(monkeypatch):
    make = makers.make_version
    monkeypatch.setattr("tinhso.onestop.conftest.make_version", lambda town: make(town, papers=PAPERS))


@pytest.fixture
def shop(other_papers, shop):
    """The shop whose procedure requires no paper but its application."""
    return shop


def receive_paper(shop, dossier, **ways):
    return receive_paper_application(
        dossier=dossier, contact=REACH, papers=ways, by=shop.actor("binh"), now=NOW
    )


def documents(dossier):
    return receipt(dossier.slips.select_related("officer", "dossier__version__procedure").get())["documents"]


def test_a_paper_application_without_its_form_is_not_received(shop):
    dossier = started_at_counter(shop)
    with pytest.raises(Incomplete) as refused:
        receive_paper(shop, dossier)
    assert [paper.name for paper in refused.value.papers] == ["Đơn đề nghị"]
    with pytest.raises(Incomplete):
        receive_paper(shop, shop.fresh(dossier), cccd="presented")


def test_the_receipt_says_of_each_paper_how_it_came_and_attests_no_other(shop):
    dossier = started_at_counter(shop)
    receive_paper(shop, dossier, don="submitted", cccd="presented", phuong_an="database")
    assert documents(shop.fresh(dossier)) == [
        "Đơn đề nghị: nộp bản giấy",
        "Thẻ căn cước: xuất trình, đã trả lại",
        "Bản vẽ: lấy từ cơ sở dữ liệu",
    ]
    desk = shop.town.sign_in(Client(), "binh").get(reverse("desk_dossier", args=[dossier.case.code]))
    assert "đã xuất trình" in desk.content.decode()


def test_the_clerk_is_asked_of_each_paper_and_of_the_application(shop):
    binh = shop.town.sign_in(Client(), "binh")
    asked = binh.get(page()).content.decode()
    assert all(f'name="how_{paper["id"]}"' in asked for paper in PAPERS)
    refused = binh.post(page(), sent())
    assert refused.status_code == 422 and "Chưa có giấy tờ: Đơn đề nghị" in refused.content.decode()
    binh.post(page(), sent(how_don="submitted", how_cccd="presented"))
    dossier = Dossier.objects.get(case__state=State.IN_PROGRESS)
    ways = dict(dossier.handed_in.values_list("paper", "how"))
    assert ways == {"don": "submitted", "cccd": "presented", "phuong_an": "submitted"}


def test_with_nothing_declared_and_nothing_handed_in_nothing_is_received(shop, monkeypatch):
    dossier = shop.dossier("receive")
    Dossier.objects.filter(pk=dossier.pk).update(answers={})
    dossier.attachments.all().delete()
    dossier = shop.fresh(dossier)
    with pytest.raises(NothingHandedIn):
        accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    client, dossier = shop.town.sign_in(Client(), "binh"), shop.fresh(dossier)
    refused = client.post(reverse("deed_accept", args=[dossier.case.code]), {"ver": dossier.case.ver})
    assert "chưa có tờ khai, giấy tờ nào" in refused.content.decode()
    chosen = [f"{dossier.case.code}|{dossier.case.ver}"]
    client.post(reverse("bulk"), {"deed": "accept", "chosen": chosen})
    assert "chưa có tờ khai, giấy tờ nào" in client.get(reverse("worklist")).content.decode()
    assert shop.fresh(dossier).case.state == State.SUBMITTED


def test_online_dossiers_are_received_many_in_one_go(shop):
    waiting = [shop.dossier("receive") for _ in range(2)]
    client = shop.town.sign_in(Client(), "binh")
    client.post(
        reverse("bulk"),
        {"deed": "accept", "chosen": [f"{one.case.code}|{one.case.ver}" for one in waiting]},
    )
    assert all(shop.fresh(one).case.state == State.IN_PROGRESS for one in waiting)
    came = received_papers(shop.fresh(waiting[0]), until=shop.later(hours=1)).came
    assert came[0] == "Đơn đề nghị: khai trong biểu mẫu điện tử"


def test_a_way_may_be_changed_while_it_is_a_draft(shop):
    dossier, words = started_at_counter(shop), {"by": shop.actor("binh"), "now": NOW}
    tick_papers(dossier=dossier, papers={"cccd": "submitted"}, **words)
    tick_papers(dossier=dossier, papers={"cccd": "presented"}, **words)
    assert [row.how for row in dossier.handed_in.all()] == ["presented"]
    with pytest.raises(ValueError, match="nowhere"):
        tick_papers(dossier=dossier, papers={"cccd": "nowhere"}, **words)
    tick_papers(dossier=dossier, papers={}, **words)
    assert not dossier.handed_in.exists()


def test_a_procedure_that_names_no_paper_is_received_with_its_application(shop, monkeypatch):
    dossier = started_at_counter(shop)
    dossier.version.papers = []
    with pytest.raises(Incomplete) as refused:
        receive_paper(shop, dossier)
    assert [error.message for error in refused.value.errors] == [NOTHING]
    dossier = shop.fresh(dossier)
    dossier.version.papers = []
    assert receive_paper(shop, dossier, **{"khac-cong": "submitted"})


def test_a_receipt_of_before_says_what_it_said(shop):
    """As 0.1.0 left it: nobody was asked of the application, and of the others only whether they came."""
    dossier = started_at_counter(shop)
    receive_paper(shop, dossier, don="submitted", cccd="presented")
    dossier.handed_in.filter(paper="don").delete()
    dossier.handed_in.update(how="")
    with connection.cursor() as cursor:
        cursor.execute(import_module("tinhso.onestop.migrations.0051_how_papers_came").FORMS)
    assert documents(shop.fresh(dossier)) == ["Đơn đề nghị: bản giấy", "Thẻ căn cước: bản giấy"]
