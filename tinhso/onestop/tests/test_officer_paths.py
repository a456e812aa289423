"""Pages and files of one dossier: for a post of today that takes part, after the second factor, and into the access log."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.town import SINCE, Town, post
from tinhso.casework.public import Case
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.models import Post
from tinhso.kernel.people.roles import DeskOfficer, Examiner
from tinhso.kernel.site.context import forget
from tinhso.kernel.site.models import Instance
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import Shop, let_sign


@pytest.fixture
def issued(shop: Shop) -> Dossier:
    """A dossier with a file, a slip and an issued result; Bình, Emi, Chi and Văn had it in their hands."""
    let_sign(shop.town)
    dossier = shop.dossier("hand_over")
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    return dossier


def paths(dossier: Dossier) -> dict[str, str]:
    """Every address by which an officer reads it, with the name under which the reading is logged."""
    code = dossier.case.code
    return {
        "download_file": reverse("download_file", args=[code, dossier.attachments.get().pk]),
        "download_slip": reverse("download_slip", args=[code, dossier.slips.get().pk]),
        "download_result": reverse("download_result", args=[code]),
        "desk_dossier": reverse("desk_dossier", args=[code]),
        "control_slip": reverse("control_slip", args=[code]),
    }


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def status(client: Client, path: str) -> int:
    answer = client.get(path)
    whole(answer)
    return int(answer.status_code)


def end_posts(town: Town, name: str) -> None:
    Post.objects.filter(user=getattr(town, name)).update(valid=DateRange(SINCE, town.day - timedelta(days=1)))


def outside_the_demo() -> None:
    Rule.objects.filter(key="security.officer_second_factor").update(value=True)
    Instance.objects.update(demo=False, clock_offset=timedelta(0))
    forget()


@pytest.mark.long
def test_each_reading_of_an_officer_is_one_row_of_the_access_log(issued, shop, client):
    for who in ("binh", "emi"):
        shop.town.sign_in(client, who)
        for page, path in paths(issued).items():
            before = AccessRow.objects.count()
            answer = client.get(path)
            assert answer.status_code == 200 and whole(answer), (who, path)
            rows = list(AccessRow.objects.order_by("pk")[before:])
            assert [(row.page, row.case_ids) for row in rows] in (
                [(page, [issued.case_id])],
                [("desk_dossier", [issued.case_id])],
            ), (who, path)


@pytest.mark.long
def test_who_lost_the_post_reads_nothing_more(issued, shop, client):
    for who in ("binh", "emi"):
        end_posts(shop.town, who)
        shop.town.sign_in(client, who)
        for path in paths(issued).values():
            assert status(client, path) in (403, 404), (who, path)
    assert not AccessRow.objects.exists()


@pytest.mark.long
def test_from_the_seat_in_another_agency_the_old_cases_are_unknown(issued, shop, client):
    for who, role, seat in (("binh", DeskOfficer, shop.town.desk_b), ("emi", Examiner, shop.town.agency_b)):
        user = getattr(shop.town, who)
        end_posts(shop.town, who)
        post(user, seat, "Vị trí mới", role).save(force_insert=True)
        shop.town.sign_in(client, who)
        for path in paths(issued).values():
            assert status(client, path) == 404, (who, path)
        assert not Case.objects.visible_to(shop.town.actor(who)).exists()


@pytest.mark.long
def test_an_account_with_a_post_reads_nothing_before_its_second_factor(issued, shop, client):
    outside_the_demo()
    for who in ("binh", "emi"):
        client.force_login(getattr(shop.town, who))
        for path in paths(issued).values():
            answer = client.get(path)
            assert answer.get("Location") == reverse("mfa_activate_totp"), (who, path)
    assert not AccessRow.objects.exists()


@pytest.mark.long
def test_an_officer_s_own_dossier_is_read_as_a_citizen(issued, shop, client):
    """An who also holds a post elsewhere: no second factor for one's own papers, and no line of handling."""
    outside_the_demo()
    post(shop.town.an, shop.town.agency_b, "Chuyên viên", Examiner).save(force_insert=True)
    client.force_login(shop.town.an)
    for name in ("download_file", "download_slip", "download_result"):
        assert status(client, paths(issued)[name]) == 200, name
    assert not AccessRow.objects.exists()


@pytest.mark.long
def test_a_refused_form_that_shows_the_dossier_again_is_a_reading(shop, client):
    dossier = shop.dossier("examine")
    client = shop.town.sign_in(Client(), "emi")
    answer = client.post(
        reverse("deed_supplement", args=[dossier.case.code]), {"ver": dossier.case.ver, "text": ""}
    )
    assert answer.status_code == 422
    assert list(AccessRow.objects.values_list("case_ids", flat=True)) == [[dossier.case_id]]
