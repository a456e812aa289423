"""What was granted in the demo year has its content stored, and its PDF is drawn up when somebody opens it and says so."""

from django.urls import reverse

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site import clock
from tinhso.onestop import my_data
from tinhso.onestop.catalogue.result_forms.layouts import layout_of
from tinhso.onestop.models import Decision, Dossier, PortalMessage
from tinhso.onestop.national_portal.views import portal_inbox
from tinhso.onestop.results.results import redrawn_result


def loaded():
    """A dossier of the year whose result bears number and day, but nobody's signature."""
    for paper in Paper.objects.issued().filter(signatures__isnull=True).order_by("pk"):
        dossier = (
            Dossier.objects.whole().filter(case__code=paper.subject, decision__paper_id=paper.pk).first()
        )
        if dossier and layout_of(dossier.version):
            return dossier, paper
    raise LookupError


def test_every_granted_dossier_says_what_was_granted(demo):
    for decision in Decision.objects.all():
        assert decision.title
        assert decision.articles
        assert not any("…" in article for article in decision.articles)


def test_its_sheet_is_drawn_of_what_is_stored_and_says_that_nobody_signed_it(demo, poppler):
    dossier, paper = loaded()
    pdf = redrawn_result(dossier, paper, now=clock.now())
    words = " ".join(poppler.text(pdf).split())
    assert str(paper.number) in words
    assert "KHÔNG CÓ CHỮ KÝ SỐ" in words
    assert Decision.objects.get(dossier=dossier).title.upper() in words.upper()


def test_a_signed_result_is_served_as_it_was_signed(demo):
    signed = Paper.objects.issued().filter(signatures__isnull=False).order_by("pk")
    dossiers = {d.case.code: d for d in Dossier.objects.whole().filter(decision__paper_id__in=signed)}
    paper = next(one for one in signed if one.subject in dossiers)
    assert redrawn_result(dossiers[paper.subject], paper, now=clock.now()) is None


def test_export_and_national_portal_hand_out_the_same_as_the_page(demo, client, monkeypatch):
    dossier, paper = loaded()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)  # the paper prints the moment
    pdf = redrawn_result(dossier, paper, now=now)
    monkeypatch.setattr(my_data, "own_dossiers", lambda actor: Dossier.objects.filter(pk=dossier.pk))
    [exported] = my_data.results(Actor())
    assert exported.open().read() == pdf
    assert exported.size == len(pdf)
    monkeypatch.setattr(portal_inbox, "signed", lambda request, content: True)
    PortalMessage.objects.get_or_create(
        dossier=dossier,
        number=1,
        defaults={"event_id": 1, "service": "DongBoHoSoMC", "portal_state": 1, "at": now, "next_try": now},
    )
    answer = client.get(reverse("portal_result", args=[dossier.case.code]))
    assert (answer["Content-Type"], answer.content) == ("application/pdf", pdf)
