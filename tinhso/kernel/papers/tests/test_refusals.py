"""What the deeds on papers refuse: drafts in other hands, words that the template lacks, signatures that are none."""

import pytest
from django.db.models import ProtectedError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.actions.discard_file import remove_row
from tinhso.kernel.files.actions.erase_file import erase_file
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.papers import render
from tinhso.kernel.papers.actions.adopt_scan import adopt_scan
from tinhso.kernel.papers.actions.complete_signature import complete_signature
from tinhso.kernel.papers.actions.create_paper import create_paper, preview_paper
from tinhso.kernel.papers.actions.erase_paper import StillNeeded, drop_drafts, erase_paper
from tinhso.kernel.papers.actions.prepare_signature import prepare_signature
from tinhso.kernel.papers.kinds import UnknownKind
from tinhso.kernel.papers.models import Paper, Signature
from tinhso.kernel.papers.permissions import PaperForbidden
from tinhso.kernel.papers.render import PaperDataWrong, PaperNotMade
from tinhso.kernel.papers.scan_pdf import ScanUnreadable
from tinhso.kernel.papers.signing.pdf_signing import SignatureWrong
from tinhso.kernel.papers.tests.makers import AT, content
from tinhso.kernel.people.models import Post

PERSON = Signature.Role.PERSON


def scanned(desk, octets: bytes, who: str = "emi"):
    by = desk.town.actor("emi")
    file = store_made(octets, name="quet.pdf", kind=Kind.PDF, by=by, now=AT)
    words = {"subject": "H56.14-240308-0001", "agency": desk.town.agency_a, "place": "Thanh Hóa"}
    return adopt_scan(file=file, by=desk.town.actor(who), now=AT, **words)


def test_a_scan_becomes_a_draft_of_ones_own_agency_if_it_can_be_read(desk):
    with pytest.raises(ScanUnreadable):
        scanned(desk, b"%PDF-1.7 broken")
    for who in ("bao", "an", "quan"):
        with pytest.raises(PaperForbidden):
            scanned(desk, b"%PDF-1.7 broken", who)
    assert not Paper.objects.exists()


def written(desk, **changes):
    words = {"kind": "permit", "data": content("permit"), "agency": desk.town.agency_a, "place": "Thanh Hóa"}
    return words | {"now": AT} | changes


WRONG = [
    ({"kind": "bang-khen"}, UnknownKind),
    ({"data": {"title": "Giấy phép"}}, PaperDataWrong),
]


@pytest.mark.parametrize(("changes", "refusal"), WRONG)
def test_a_paper_is_of_a_declared_kind_with_all_that_its_template_needs(desk, changes, refusal):
    words = written(desk, **changes)
    with pytest.raises(refusal):
        preview_paper(**words)
    with pytest.raises(refusal):
        create_paper(subject="x", notation="GP-SA", by=desk.town.actor("chi"), **words)
    assert not Paper.objects.exists()


def test_what_cannot_be_set_is_told_as_a_fault_of_ours(desk, monkeypatch):
    def broken(*_words, **_more):
        raise RuntimeError("typst")

    monkeypatch.setattr(render.typst, "compile", broken)
    with pytest.raises(PaperNotMade):
        preview_paper(**written(desk))


def person_wish(desk, paper):
    return prepare_signature(paper=paper, role=PERSON, by=desk.town.actor("chi"), now=AT)


def signed_by(desk, request, holder="chi"):
    return desk.service.holders.sign(desk.service.holders.get(holder), bytes.fromhex(request.digest))


def test_a_signature_of_somebody_else_is_no_signature(desk):
    paper = desk.draft()
    request = person_wish(desk, paper)
    with pytest.raises(SignatureWrong):
        complete_signature(
            token=request.token, cms=signed_by(desk, request, "binh"), by=desk.town.actor("chi"), now=AT
        )
    paper.refresh_from_db()
    assert paper.state == Paper.State.DRAFT


def test_who_lost_the_post_meanwhile_does_not_sign(desk):
    paper = desk.draft()
    request = person_wish(desk, paper)
    cms = signed_by(desk, request)
    Post.objects.filter(pk=desk.town.posts["chi"].pk).update(roles=["examiner"])
    with pytest.raises(PaperForbidden):
        complete_signature(token=request.token, cms=cms, by=desk.town.actor("chi"), now=AT)
    paper.refresh_from_db()
    assert paper.state == Paper.State.DRAFT


@pytest.mark.long
def test_an_issued_paper_is_not_erased_and_a_draft_keeps_its_file(desk):
    with pytest.raises(StillNeeded):
        erase_paper(paper=desk.issued(), by=desk.town.actor("chi"), now=AT)
    draft = desk.draft()
    with pytest.raises(StillNeeded):
        drop_drafts(paper=draft, now=AT)
    assert Paper.objects.count() == 2


def test_a_file_that_a_paper_points_to_stays(desk):
    file = desk.draft().file
    with pytest.raises(ProtectedError):
        erase_file(file, by=SYSTEM, now=AT)
    with pytest.raises(ProtectedError):
        remove_row(file, by=SYSTEM, now=AT)
    assert type(file).objects.filter(pk=file.pk).exists()
