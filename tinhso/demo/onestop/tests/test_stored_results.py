"""What was granted in the demo year has its content stored, and its PDF is drawn up when somebody opens it and says so."""

from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.result_layouts import layout_of
from tinhso.onestop.models import Decision, Dossier
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
