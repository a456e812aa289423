"""Who collected a result, how it travelled, and how often people came to the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, State
from tinhso.indicators.public import load_indicators, refresh_cells
from tinhso.kernel.events.public import SYSTEM, timeline
from tinhso.onestop.dossier.what_came import Came
from tinhso.onestop.handling.actions.confirm_delivery import NotUnderWay, confirm_delivery
from tinhso.onestop.handling.actions.hand_over_result import NoAuthority, hand_over_result
from tinhso.onestop.intake.actions.send_supplement import send_supplement
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.models import Dossier, HandOver
from tinhso.onestop.tests.makers import NOW

APPLICANT = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": "038190000001"}
OTHER = {"how": HandOver.How.DESK, "collected_by": "Lê Văn Ba", "id_number": "4321"}
POST = {"how": HandOver.How.POST, "collected_by": "Lê Thị An", "id_number": "", "post_number": "EB1"}


@pytest.fixture
def binh(shop):
    return shop.town.sign_in(Client(), "binh")


@pytest.mark.long
def test_somebody_else_collects_only_with_a_paper_and_four_digits(shop):
    dossier = shop.dossier("hand_over")
    collector = HandOver.Collector.OTHER
    words = shop.words("binh", dossier)
    with pytest.raises(NoAuthority):
        hand_over_result(dossier=dossier, **OTHER, collector=collector, **words)
    with pytest.raises(NoAuthority):
        hand_over_result(
            dossier=dossier, **OTHER | {"id_number": ""}, collector=collector, authority="x", **words
        )
    hand_over_result(dossier=dossier, **OTHER, collector=collector, authority="GUQ 01", **words)
    hand_over = HandOver.objects.get()
    assert (hand_over.collector, hand_over.authority, hand_over.id_number) == ("other", "GUQ 01", "4321")
    assert [trip.why for trip in dossier.trips.all()] == ["hand_over"]


@pytest.mark.long
def test_a_result_by_post_is_under_way_until_the_desk_says_it_arrived(shop):
    dossier = shop.dossier("hand_over")
    hand_over_result(dossier=dossier, **POST, **shop.words("binh", dossier))
    sent = HandOver.objects.select_related("dossier__case").get()
    assert (sent.post_number, sent.delivered_at, dossier.trips.count()) == ("EB1", None, 0)
    with pytest.raises(NotYourTurn):
        confirm_delivery(hand_over=sent, by=shop.actor("bao"), now=NOW)
    confirm_delivery(hand_over=sent, by=shop.actor("binh"), now=NOW)
    assert timeline(dossier.pk)[-1].name == "onestop.ResultDelivered"
    with pytest.raises(NotUnderWay):
        confirm_delivery(hand_over=sent, by=shop.actor("binh"), now=NOW)


def test_a_supplement_brought_to_the_desk_is_a_trip(shop):
    dossier = shop.waiting()
    tick_papers(dossier=dossier, papers={"khac": "submitted"}, by=shop.actor("binh"), now=NOW)
    with pytest.raises(NotYourTurn):
        send_supplement(dossier=dossier, came=Came.PAPER, **shop.words("bao", dossier))
    brought = {"came": Came.PAPER, "text": "Bản vẽ"}
    send_supplement(dossier=dossier, **brought, **shop.words("binh", dossier))
    assert [trip.why for trip in dossier.trips.all()] == ["supplement"]
    assert shop.fresh(dossier).case.state == State.SUBMITTED


@pytest.mark.long
def test_several_results_are_handed_over_at_once(shop, binh, django_assert_max_num_queries):
    several = [shop.dossier("hand_over") for _ in range(3)]
    Dossier.objects.filter(pk__in=[d.pk for d in several]).update(result_by="desk")
    Dossier.objects.filter(pk=several[2].pk).update(result_by="post")
    with django_assert_max_num_queries(25):
        assert several[0].case.code in binh.get(reverse("hand_over")).content.decode()
    chosen = [f"{d.case.code}|{d.case.ver}" for d in several]
    binh.post(reverse("hand_over_many"), {"chosen": chosen})
    assert HandOver.objects.count() == 2  # the third wants its number
    binh.post(reverse("hand_over_many"), {"chosen": chosen, f"number_{several[2].pk}": "EB2"})
    sent = HandOver.objects.get(how="post")
    assert "EB2" in binh.get(reverse("hand_over")).content.decode()
    binh.post(reverse("delivered"), {"chosen": [sent.pk]})
    sent.refresh_from_db()
    assert sent.delivered_at is not None
    page = binh.get(reverse("desk_dossier", args=[several[2].case.code])).content.decode()
    assert "EB2" in page and "đã phát" in page


@pytest.mark.long
def test_the_form_of_one_hand_over_names_what_is_missing(shop, binh):
    dossier = shop.dossier("hand_over")
    url = reverse("deed_hand_over", args=[dossier.case.code])
    words = {"ver": dossier.case.ver, "collected_by": "Ba", "how": "post", "collector": "other"}
    page = binh.post(url, words).content.decode()
    for text in ("Nhập số bưu gửi.", "Ghi giấy ủy quyền", "Nhập 4 số cuối"):
        assert text in page


def test_strangers_hand_nothing_over(shop):
    for who in ("an", "emi", "quan"):
        client = shop.town.sign_in(Client(), who)
        assert client.get(reverse("hand_over")).status_code == 403
        for name in ("hand_over_many", "delivered"):
            assert client.post(reverse(name), {"chosen": ["1"]}).status_code == 403


@pytest.mark.long
def test_the_figure_counts_trips_of_finished_dossiers(shop, client):
    for words in (APPLICANT, POST):
        dossier = shop.dossier("hand_over")
        hand_over_result(dossier=dossier, **words, **shop.words("binh", dossier))
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    page = (
        shop.town.sign_in(client, "chi").get("/so-lieu/so-lan-di-lai/").content.decode()
    )  # two are too few for everybody
    assert "0,50" in page
    assert "1/2" in page
