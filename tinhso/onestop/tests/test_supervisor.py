"""Whoever follows deadlines opens everything that their pages lead to."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
PAGES = ("radar", "executive", "worklist", "audit", "entries_due", "plan_desk")


@pytest.fixture
def late(shop):
    """A dossier that waits for its examiner and is past its due date."""
    dossier = shop.dossier("examine")
    Case.objects.filter(pk=dossier.pk).update(due_at=shop.now - timedelta(days=1))
    return shop.fresh(dossier)


def links(page: str) -> list[str]:
    return sorted({link.replace("&amp;", "&") for link in LINK.findall(page)} - {"/dang-xuat/"})


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["sau", "chi"])
def test_no_link_of_their_pages_leads_nowhere(shop, late, who, name):
    client = shop.town.sign_in(Client(), who)
    page = client.get(reverse(name))
    assert page.status_code == 200
    for link in links(page.content.decode()):
        assert client.get(link).status_code < 400, (who, name, link)


@pytest.mark.long
def test_a_supervisor_opens_the_events_of_a_late_case_and_who_takes_part_the_case(shop, late):
    code = late.case.code
    for who, url in (("sau", f"{reverse('audit')}?ma={code}"), ("chi", reverse("desk_dossier", args=[code]))):
        client = shop.town.sign_in(Client(), who)
        assert f'href="{url}"' in client.get(reverse("radar")).content.decode()
        answer = client.get(url)
        assert (answer.status_code, code in answer.content.decode()) == (200, True)
    assert shop.town.sign_in(Client(), "sau").get(reverse("desk_dossier", args=[code])).status_code == 404


def test_a_confidential_case_is_no_link_for_who_takes_no_part(shop, late):
    Case.objects.filter(pk=late.pk).update(confidential=True)
    page = shop.town.sign_in(Client(), "sau").get(reverse("radar")).content.decode()
    assert f"ma={late.case.code}" not in page
