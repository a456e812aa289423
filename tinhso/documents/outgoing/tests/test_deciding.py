"""Who decides a document of a committee: the body, or its head, never both on one paper."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.town import SINCE
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.document_types import type_of
from tinhso.documents.outgoing.actions.write_version import write_version
from tinhso.documents.outgoing.authority import MayNotSign, authority_of, decider_of, expected_authority
from tinhso.documents.outgoing.drawing import paper_data
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Draft
from tinhso.documents.outgoing.versions import newest, text_of
from tinhso.kernel.people.public import Agency, Decider, Delegation, Post
from tinhso.kernel.site.public import EntryRefused

DAY = NOW.date()
BODY, HEAD = "body", "head"


@pytest.fixture
def committee(office):
    """Agency A as a committee with Chi as its chairman and Emi as deputy."""
    Agency.objects.filter(pk=office.agency_a.pk).update(
        kind="committee", level="commune", name="Ủy ban nhân dân xã A", short_name="UBND xã A"
    )
    Post.objects.filter(pk=office.posts["chi"].pk).update(title="Chủ tịch")
    Post.objects.filter(pk=office.posts["emi"].pk).update(title="Phó Chủ tịch", roles=["examiner", "head"])
    for code, who in (("QD", "either"), ("KH", BODY), ("GGT", HEAD)):
        Decider.objects.create(
            what="document", code=code, who=who, valid=DateRange(SINCE, None), source="Luật A"
        )
    office.agency_a.refresh_from_db()
    return office


def lets_sign(town, capacity):
    giver, receiver = town.posts["chi"], town.posts["emi"]
    words = {"valid": DateRange(SINCE, None), "source": "QĐ 1"}
    Delegation.objects.create(giver=giver, receiver=receiver, capacity=capacity, **words)


def printed(document, signer_id=None):
    authority = expected_authority(document, DAY, signer_id=signer_id)
    kind = type_of(document.type_code, DAY)
    data = paper_data(document, kind, text_of(newest(document)), authority, DAY)
    return data["issuer"], data["signers"][0]["lines"]


@pytest.mark.parametrize(
    ("decider", "issuer", "lines"),
    [
        ("", "Ủy ban nhân dân xã A", ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        (BODY, "Ủy ban nhân dân xã A", ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        (HEAD, "Chủ tịch Ủy ban nhân dân xã A", ["Chủ tịch"]),
    ],
)
def test_a_decision_names_one_authority_above_and_below(committee, decider, issuer, lines):
    document = make.draft(committee, "QD", decider=decider)
    found, signed = printed(document, committee.chi.pk)
    assert (found, list(signed)) == (issuer, lines)


@pytest.mark.parametrize(
    ("decider", "lines"),
    [
        (BODY, ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]),
        (HEAD, ["KT. Chủ tịch", "Phó Chủ tịch"]),
    ],
)
def test_a_deputy_signs_for_the_chairman_under_both(committee, decider, lines):
    lets_sign(committee, "KT.")
    document = make.draft(committee, "QD", decider=decider)
    assert list(printed(document, committee.emi.pk)[1]) == lines


def test_the_law_goes_before_the_choice_and_a_normative_decision_is_the_bodys(committee):
    assert decider_of(make.draft(committee, "KH", decider=HEAD), DAY) == BODY
    assert decider_of(make.draft(committee, "GGT", decider=BODY), DAY) == HEAD
    rule = make.draft(committee, "QD", decider=HEAD)
    rule.normative = True
    assert decider_of(rule, DAY) == BODY
    assert (
        decider_of(make.draft(committee, "TB"), DAY) == BODY
    )  # no row speaks of it: a committee decides as one


def test_what_the_body_decides_nobody_signs_by_order_or_authorisation(committee):
    lets_sign(committee, "TUQ.")
    by = committee.actor("emi")
    assert authority_of(committee.agency_a, by, DAY, HEAD).lines == ["TUQ. Chủ tịch", "Phó Chủ tịch"]
    with pytest.raises(MayNotSign):
        authority_of(committee.agency_a, by, DAY, BODY)
    document = make.draft(committee, "QD", decider=BODY)
    with pytest.raises(EntryRefused, match="không có quyền ký"):
        make.send(committee, document, signer=committee.emi)
    make.send(committee, make.draft(committee, "QD", decider=HEAD), signer=committee.emi)


def test_who_decides_is_chosen_where_the_law_leaves_it_and_a_version_can_change_it(committee):
    client = committee.sign_in(Client(), "emi")
    page = client.get(reverse("new_outgoing"), {"loai": "QD"}).content.decode()
    assert "Thẩm quyền ban hành" in page and "Chủ tịch Ủy ban nhân dân" in page
    assert "Thẩm quyền ban hành" not in client.get(reverse("new_outgoing"), {"loai": "KH"}).content.decode()
    document = make.draft(committee, "QD", decider=HEAD)
    shown = client.get(reverse("outgoing_document", args=[document.case.code])).content.decode()
    assert "Chủ tịch Ủy ban nhân dân xã A" in shown
    draft = Draft(subject="Việc", text=make.TEXT, decider=BODY)
    write_version(
        document=document, ver=document.case.ver, was=1, draft=draft, by=committee.actor("emi"), now=NOW
    )
    assert make.fresh(document).decider == BODY


def test_a_department_has_nothing_to_choose(town):
    page = town.sign_in(Client(), "emi").get(reverse("new_outgoing"), {"loai": "QD"}).content.decode()
    assert "Thẩm quyền ban hành" not in page


def test_a_letter_names_its_drafting_unit_or_field_in_its_notation(office):
    document = make.draft(office, "CV", unit="")
    with pytest.raises(EntryRefused, match="chữ viết tắt đơn vị soạn thảo"):
        make.send(office, document)
    page = office.sign_in(Client(), "emi")
    address = reverse("new_outgoing") + "?loai=CV"
    answer = page.post(address, {"subject": "Việc", "paragraphs": "Nội dung.", "to": "Sở B"})
    assert "unit" in answer.context["form"].errors
    make.send(office, make.draft(office, "TB", unit=""))
