"""Every door of an officer asks for a post of today and for the second factor, whatever lies behind it.

What lies behind, and that reading it is logged: `onestop/tests/test_officer_paths.py` and the walk through the whole demo
in `demo/tests/test_former_officers.py`.
"""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.house.pages.test_routes import address, guard, routes
from tests.town import SINCE, post
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
OF_OFFICERS = ("officer", "role", "party")


def many_sided(town) -> User:
    """An officer whose one post carries every role."""
    user = User.objects.create(username="moi-vai", full_name="Mọi Vai")
    post(user, town.agency_a, "Kiêm mọi việc", *ROLES.values()).save(force_insert=True)
    return user


def doors() -> list[tuple[str, str]]:
    """The addresses of officers, each with its guard."""
    found = [(address(route, path), guard(route)) for path, route in routes()]
    return [(path, name) for path, name in found if name.startswith(OF_OFFICERS)]


EVERY = pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.long), 6])
"""All doors in the long run, each sixth in the short one."""


def answers(client: Client, path: str) -> list[object]:
    """What GET and POST answer; a way that the address does not have is left out."""
    return [a for a in (client.get(path), client.post(path)) if a.status_code != 405]


@EVERY
def test_without_the_second_factor_every_door_leads_to_setting_it_up(town, step):
    client = Client()
    client.force_login(many_sided(town))
    set_up = reverse("mfa_activate_totp")
    open_doors = [
        p for p, _ in doors()[::step] for a in answers(client, p) if a.get("Location", "") != set_up
    ]
    assert len(doors()) > 200 and not open_doors, "\n".join(open_doors)


@EVERY
def test_whose_post_has_ended_finds_every_door_shut(town, step):
    user = many_sided(town)
    client = town.sign_in(Client(), "emi")
    client.force_login(user)
    yesterday = clock.today() - timedelta(days=1)
    Post.objects.filter(user=user).update(valid=DateRange(SINCE, yesterday))
    open_doors = [
        f"{path} {answer.status_code}"
        for path, name in doors()[::step]
        for answer in answers(client, path)
        if answer.status_code != (404 if name == "party" else 403)
    ]
    assert not open_doors, "\n".join(open_doors)
