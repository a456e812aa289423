"""The draft's file for a word processor and its page are headed and signed alike, whoever decides and signs."""

import io

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from docx import Document

from tests.town import SINCE
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.tests.measured import signature_of, words_of
from tinhso.documents.outgoing.authority import expected_authority
from tinhso.documents.outgoing.docx_round import draft_docx
from tinhso.documents.outgoing.drawing import draw_preview
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.people.public import Agency, Decider, Delegation, Post


def as_committee(office):
    Agency.objects.filter(pk=office.agency_a.pk).update(
        kind="committee", level="commune", name="Ủy ban nhân dân xã A", short_name="UBND xã A"
    )
    Post.objects.filter(pk=office.posts["chi"].pk).update(title="Chủ tịch")
    Post.objects.filter(pk=office.posts["emi"].pk).update(title="Phó Chủ tịch", roles=["examiner", "head"])
    Decider.objects.create(
        what="document", code="QD", who="either", valid=DateRange(SINCE, None), source="Luật A"
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "decider", "who", "capacity"),
    [
        ("committee", "body", "chi", ""),
        ("committee", "body", "emi", "KT."),
        ("committee", "head", "chi", ""),
        ("committee", "head", "emi", "KT."),
        ("committee", "head", "hai", "TUQ."),
        ("committee", "head", "hai", "TL."),
        ("department", "", "chi", ""),
    ],
)
def test_the_file_and_the_page_of_a_draft(office, poppler, monkeypatch, kind, decider, who, capacity):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)
    if kind == "committee":
        as_committee(office)
    signer = getattr(office, who)
    if capacity:
        Delegation.objects.create(
            giver=office.posts["chi"],
            receiver=Post.objects.get(user=signer),
            capacity=capacity,
            valid=DateRange(SINCE, None),
            source="QĐ 1",
        )
    document = make.draft(office, "QD", unit="", decider=decider)
    form = expected_authority(document, NOW.date(), signer_id=signer.pk)
    assert form.right.post.user_id == signer.pk
    page = draw_preview(document, text_of(newest(document)), form, now=NOW)
    made = Document(io.BytesIO(draft_docx(document, newest(document), form, now=NOW)))
    cells = [
        [line.text for line in cell.paragraphs if line.text] for t in made.tables for cell in t.rows[0].cells
    ]
    lines, _sizes = words_of(poppler, page)
    parent = "ỦY BAN NHÂN DÂN TỈNH"
    assert (parent in " ".join(cells[0])) == (kind == "department")  # a committee stands alone
    assert cells[3][0].startswith(("Thanh Hóa, ngày", "Hạc Thành, ngày"))
    *above, name = cells[-1]
    assert name == signer.full_name
    assert signature_of(lines, name, above[0]) == " ".join(above)
    country = next(one for one in lines if one.text.startswith("CỘNG HÒA"))
    left = sorted(
        (one for one in lines if one.bold and one.middle < 105 and one.top < country.top + 25),
        key=lambda one: one.top,
    )
    assert cells[0][-1] in " ".join(one.text for one in left)
    issuer = form.issuer.upper()
    assert issuer in [one.text for one in made.paragraphs] and issuer in " ".join(one.text for one in lines)
