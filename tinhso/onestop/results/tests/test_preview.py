"""Before anybody signs: the examiner looks at what is typed as a paper, the head and the clerk at what they will sign."""

from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from tests.machine import Poppler
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Post
from tinhso.onestop.models import Decision
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.results import NoSigner, content

TYPED = {"title": "Giấy phép thử", "articles": "Cấp giấy phép.\n\nCó hiệu lực …", "finding": ""}
MARK = "BẢN XEM TRƯỚC"


@pytest.fixture
def as_(shop):
    return lambda name: shop.town.sign_in(Client(), name)


def wording(dossier):
    return reverse("preview_wording", args=[dossier.case.code])


def result(dossier):
    return reverse("preview_result", args=[dossier.case.code])


def pdf_of(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    return content


def test_the_examiner_sees_what_is_typed_as_a_paper_and_nothing_is_kept(
    shop, as_, django_assert_max_num_queries, poppler: Poppler
):
    dossier, client = shop.dossier("examine"), as_("emi")
    page = client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    assert f'formaction="{wording(dossier)}"' in page
    with django_assert_max_num_queries(45):
        answer = client.post(wording(dossier), TYPED | {"ver": dossier.case.ver})
    text = poppler.text(pdf_of(answer))
    assert MARK in text and "CHƯA CÓ SỐ" in text
    assert "Điều 1. Cấp giấy phép." in text and "Điều 2. Có hiệu lực …" in text
    assert "Hoàng Văn Chi" in text
    assert not Paper.objects.exists() and not Decision.objects.exists()
    assert shop.fresh(dossier).case.ver == dossier.case.ver


def test_a_wording_with_a_gap_comes_back_with_all_that_was_typed(shop, as_):
    dossier = shop.dossier("examine")
    words = {"ver": dossier.case.ver, "title": "", "articles": "Giữ lại", "finding": "Ý kiến giữ lại"}
    answer = as_("emi").post(wording(dossier), words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhập tên kết quả." in page and "Giữ lại" in page and "Ý kiến giữ lại" in page
    answer = as_("emi").post(wording(dossier), words | {"title": "x" * 201})
    assert "Tên kết quả dài tối đa 200 ký tự." in answer.content.decode()


def test_where_nobody_may_sign_the_page_says_so(shop, as_):
    dossier = shop.dossier("examine")
    Post.objects.filter(pk=shop.town.posts["chi"].pk).update(roles=[])
    answer = as_("emi").post(wording(dossier), TYPED | {"ver": dossier.case.ver})
    assert answer.status_code == 422
    assert "chưa có ai được quyền ký" in answer.content.decode()


def test_the_head_too_is_told_when_nobody_may_sign(shop, as_, monkeypatch):
    dossier = shop.dossier("sign")

    def nobody(*words, **named):
        raise NoSigner(dossier.pk)

    monkeypatch.setattr("tinhso.onestop.desk.views.previewing.draw_preview", nobody)
    answer = as_("chi").get(result(dossier))
    assert answer.status_code == 422
    assert "chưa có ai được quyền ký" in answer.content.decode()


@pytest.mark.parametrize("who", ["binh", "chi", "van", "bao", "quan"])
def test_nobody_but_the_examiner_at_work_tries_a_wording(shop, as_, who):
    dossier = shop.dossier("examine")
    assert as_(who).post(wording(dossier), TYPED | {"ver": dossier.case.ver}).status_code in {403, 404}


def test_the_head_sees_what_will_be_signed_and_the_reading_is_logged(
    shop, as_, django_assert_max_num_queries, poppler: Poppler
):
    dossier, client = shop.dossier("sign"), as_("chi")
    for page in (reverse("signing"), reverse("desk_dossier", args=[dossier.case.code])):
        assert result(dossier) in client.get(page).content.decode()
    with django_assert_max_num_queries(30):
        text = poppler.text(pdf_of(client.get(result(dossier))))
    assert MARK in text and "Cấp giấy phép." in text
    assert not Paper.objects.exists()
    assert AccessRow.objects.filter(page="preview_result", case_ids=[dossier.case_id]).count() == 1


def test_the_preview_is_told_what_the_signed_paper_is_told(shop, as_):
    dossier = shop.dossier("sign")
    drawn = []

    def keep(*words):
        drawn.append(content(*words))
        return drawn[-1]

    with patch("tinhso.onestop.results.results.content", keep):
        as_("chi").get(result(dossier))
        prepare_decision(dossier=dossier, **shop.words("chi", dossier))
    assert drawn[0] == drawn[1]


@pytest.mark.long
def test_once_drawn_up_or_signed_it_is_that_very_file(shop, as_, poppler: Poppler):
    drawn, signed = shop.dossier("sign"), shop.dossier("issue")
    prepare_decision(dossier=drawn, **shop.words("chi", drawn))
    for who, dossier in (("chi", drawn), ("van", signed)):
        paper = Paper.objects.get(subject=dossier.case.code)
        pdf = pdf_of(as_(who).get(result(dossier)))
        assert len(pdf) == paper.file.size
        assert MARK not in poppler.text(pdf)
    page = as_("van").get(reverse("sealing")).content.decode()
    assert result(signed) in page and "Xem văn bản" in page


@pytest.mark.parametrize("who", ["binh", "emi", "van", "bao", "quan"])
def test_nobody_but_the_head_reads_what_waits_for_the_head(shop, as_, who):
    assert as_(who).get(result(shop.dossier("sign"))).status_code in {403, 404}


@pytest.mark.long
def test_before_and_after_there_is_nothing_to_look_at(shop, as_):
    assert as_("emi").get(result(shop.dossier("examine"))).status_code == 404
    assert as_("van").get(result(shop.dossier("hand_over"))).status_code == 404
