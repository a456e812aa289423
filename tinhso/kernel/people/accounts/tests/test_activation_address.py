"""No link to set a password is given while nobody said where the site is reached."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.accounts.activation import activation_link
from tinhso.kernel.site.public import NoSiteAddress

pytestmark = pytest.mark.django_db


def test_the_page_says_that_nothing_was_given(town, client, settings):
    settings.SITE_URL = ""
    town.sign_in(client, "quan")
    page = client.post(reverse("give_activation", args=[town.bao.pk]))
    assert page.status_code == 503
    assert "Hệ thống chưa được khai địa chỉ của cổng" in page.content.decode()
    assert not EventRow.objects.filter(name__contains="Activation").exists()


def test_no_link_is_made(town, settings):
    settings.SITE_URL = ""
    with pytest.raises(NoSiteAddress):
        activation_link(town.bao)


def test_the_import_of_officers_refuses_before_it_writes(town, settings, tmp_path):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match="TINHSO_SITE_URL"):
        call_command(
            "import_accounts",
            str(tmp_path / "x.csv"),
            links=tmp_path / "l.csv",
            apply=True,
            stdout=StringIO(),
        )
