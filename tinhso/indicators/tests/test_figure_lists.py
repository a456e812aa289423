"""A list that a system offers below its figure is seen by whom it is for, and by nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.indicators.tests import makers as make

LINK = "/can-bo/theo-doi/sau-gio-hen/?loai=dossier"


@pytest.fixture(autouse=True)
def strict(town):
    make.make_version("onestop.first_on_time_rate", address="tinh-chat")
    make.make_version("test.other", address="khac")


def page(address: str, client: Client) -> str:
    return client.get(reverse("figure", args=[address])).content.decode()


def test_who_supervises_is_led_from_the_strict_rate_to_the_clocks_that_ran_anew(town):
    for name, sees in (("sau", True), ("tra", True), ("chi", True), ("emi", False), ("an", False)):
        client = town.sign_in(Client(), name)
        assert (LINK in page("tinh-chat", client)) is sees, name
        assert LINK not in page("khac", client)
        assert (client.get(LINK).status_code == 200) is sees, name
    assert LINK not in page("tinh-chat", Client())
