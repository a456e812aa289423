"""What people are offered in the demo's year: the rows that the deed would make, told by its events, and something for An to see."""

from collections import Counter

from django.urls import reverse

from tinhso.demo.onestop.next_steps import DEATH
from tinhso.kernel.events.public import EventRow, name_of
from tinhso.kernel.people.public import SYSTEM, User
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import my_tasks
from tinhso.lib.dates import HANOI
from tinhso.onestop.events import OffersMade
from tinhso.onestop.models import Dossier, ProactiveOffer
from tinhso.onestop.offers.actions.make_offers import make_offers
from tinhso.onestop.offers.lines import stopped_by


def test_each_granted_dossier_has_the_offers_that_the_deed_would_make(demo):
    """The deed adds none to those that are there, and an event tells of each."""
    rows = EventRow.objects.filter(name=name_of(OffersMade))
    of_events = {row.case_id: row.payload["offers"] for row in rows}
    assert of_events == Counter(ProactiveOffer.objects.values_list("dossier", flat=True))
    granted = Dossier.objects.whole().filter(
        case__outcome="granted", version__procedure__code__in=["1.001193", "1.000656", "1.000894"]
    )
    assert granted.filter(pk__in=of_events).exists()
    before = ProactiveOffer.objects.count()
    for dossier in granted.order_by("-case__settled_at")[:40]:
        make_offers(dossier=dossier, by=SYSTEM, now=dossier.case.settled_at)
    assert ProactiveOffer.objects.count() == before


def test_a_death_in_the_family_ends_offers_about_a_child(demo):
    """As the deed does it: nobody whose dossier of a death was granted later is still offered what follows a birth."""
    deaths = Dossier.objects.filter(version__procedure__code=DEATH, case__outcome="granted")
    for person, at in deaths.values_list("case__person", "case__settled_at"):
        day = at.astimezone(HANOI).date()
        open_ones = ProactiveOffer.objects.open_for(person, day).filter(made_at__lt=at)
        assert not open_ones.filter(code__in=stopped_by(DEATH, day)).exists()


def test_an_is_offered_what_follows_a_death_in_her_family_and_begins_it_filled_in(demo, client):
    an = User.objects.get(username="an")
    offers = ProactiveOffer.objects.open_for(an.person_id, clock.today())
    assert {"mat-mai-tang", "mat-xoa-thuong-tru"} <= set(offers.values_list("code", flat=True))
    dossier = offers[0].dossier
    assert dossier.version.procedure.code == DEATH
    assert dossier.answers["quan_he_nguoi_mat"] == "than_thich"
    client.force_login(an)
    page = client.get(reverse("offers")).content.decode()
    assert "Hỗ trợ chi phí mai táng" in page and dossier.case.code in page
    waiting = my_tasks(client.get("/").wsgi_request)  # the page itself shows the first four alone
    assert "Xem lời mời" in {task.button for task in waiting}
    tracker = client.get("/tai-khoan/ai-da-dung-du-lieu/").content.decode()
    assert "Chưa có lần nào" not in tracker and "<article" in tracker


def test_some_were_declined_and_no_event_says_by_whom(demo):
    declined = ProactiveOffer.objects.exclude(declined_at=None)
    events = EventRow.objects.filter(name="onestop.OfferDeclined")
    assert events.count() == declined.count()
    assert not events.exclude(actor_id=None).exists() and not events.exclude(case_id=None).exists()
