"""The clerk's batch: numbers in the order of signing, a failure named and alone, nothing with two numbers."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import return_case
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.papers.public import Paper
from tinhso.onestop.models import Decision
from tinhso.onestop.results.actions.prepare_seal import prepare_seal


@pytest.fixture
def as_(shop):
    return lambda name: shop.town.sign_in(Client(), name)


def pair(dossier):
    return f"{dossier.case.code}|{dossier.case.ver}"


def number(dossier):
    return Paper.objects.get(pk=Decision.objects.get(dossier=dossier).paper_id).number


@pytest.mark.long
def test_the_clerk_seals_many_in_the_order_of_signing_and_a_failure_holds_up_nobody(
    shop, as_, django_assert_max_num_queries
):
    first, second, third = (shop.dossier("issue") for _ in range(3))
    client, van = as_("van"), shop.actor("van")
    with django_assert_max_num_queries(18):
        page = client.get(reverse("sealing"))
    assert [row.dossier.pk for row in page.context["rows"]] == [first.pk, second.pk, third.pk]
    stale = pair(second)
    return_case(case=second.case, ver=second.case.ver, to_step="examine", reason="Sửa", by=van, now=shop.now)
    sent = {"deed": "issue", "chosen": [pair(first), stale, pair(third)]}
    answer = client.post(reverse("bulk"), sent, follow=True)
    done, failed = (str(m) for m in answer.context["messages"])
    assert done == "Đã xong 2 hồ sơ. Từ số 01/GP-SA đến số 02/GP-SA."
    assert failed.startswith(f"{second.case.code}: Chính ông/bà đã trả lại")
    resent = client.post(reverse("bulk"), sent, follow=True)
    assert "Chính ông/bà đã trả lại" in resent.content.decode()
    assert [number(d) for d in (first, third)] == [1, 2]
    assert number(second) is None
    assert EventRow.objects.filter(name="papers.PaperNumbered").count() == 2


@pytest.mark.long
def test_a_number_once_given_stays_when_the_seal_failed(shop, as_):
    first, second = shop.dossier("issue"), shop.dossier("issue")
    prepare_seal(dossier=first, **shop.words("van", first))  # and then the token was pulled out
    answer = as_("van").post(
        reverse("bulk"), {"deed": "issue", "chosen": [pair(second), pair(first)]}, follow=True
    )
    assert "Đã xong 2 hồ sơ." in answer.content.decode()
    assert (number(first), number(second)) == (1, 2)


def test_nobody_but_the_clerk_seals_in_a_batch(shop, as_):
    dossier = shop.dossier("sign")
    for who in ("chi", "emi", "bao"):
        client = as_(who)
        assert client.get(reverse("sealing")).context["rows"] == []
        client.post(reverse("bulk"), {"deed": "issue", "chosen": [pair(dossier)]})
    assert shop.fresh(dossier).case.step == "sign"
