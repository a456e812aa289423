"""A lost second factor, and accounts of agencies that an administrator does not keep."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.actor import Actor
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.accounts.actions.activate import give_activation
from tinhso.kernel.people.accounts.actions.disable_account import disable_account, enable_account
from tinhso.kernel.people.accounts.actions.remove_second_factor import NoSecondFactor, remove_second_factor
from tinhso.kernel.people.accounts.recovery import OnePersonForBoth
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.agencies.heads import NotTheHead
from tinhso.kernel.people.guards.actors import actor_of
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock


@pytest.fixture
def binh(town) -> User:
    User.objects.filter(pk=town.binh.pk).update(email="binh@tinh.vn")
    town.binh.refresh_from_db()
    TOTP.activate(town.binh, generate_totp_secret())
    RecoveryCodes.activate(town.binh)
    return town.binh


def away(town, name):
    """The administrator keeps agency B alone."""
    Post.objects.filter(pk=town.posts[name].pk).update(agency=town.agency_b)
    return town.actor(name)


def test_a_lost_factor_goes_with_all_sessions_and_an_event(binh, town, client, django_assert_max_num_queries):
    address = reverse("reset_factor", args=[binh.pk])
    town.sign_in(client, "chi")
    with django_assert_max_num_queries(14):
        assert binh.full_name in client.get(address).content.decode()
    refused = client.post(address, {"x": "1"})
    assert refused.status_code == 422 and "đối chiếu căn cước" in refused.content.decode()
    assert Authenticator.objects.filter(user=binh).count() == 2
    assert client.post(address, {"seen": "on"}).status_code == 302
    assert not Authenticator.objects.filter(user=binh).exists()
    assert User.objects.get(pk=binh.pk).sessions_epoch == binh.sessions_epoch + 1
    event = EventRow.objects.get(name="people.SecondFactorRemoved")
    assert (event.payload["user"], event.payload["factors"]) == (binh.pk, 2)
    assert client.post(address, {"seen": "on"}).status_code == 302  # a second time there is nothing
    assert EventRow.objects.filter(name="people.SecondFactorRemoved").count() == 1


def test_nobody_removes_the_own_one_here_and_no_stranger_any(binh, town, client):
    TOTP.activate(town.quan, generate_totp_secret())
    town.sign_in(client, "quan").post(reverse("reset_factor", args=[town.quan.pk]), {"seen": "on"})
    assert Authenticator.objects.filter(user=town.quan).exists()
    for stranger in ("an", "binh"):
        town.sign_in(client, stranger)
        assert client.post(reverse("reset_factor", args=[binh.pk]), {"seen": "on"}).status_code == 403
    with pytest.raises(NotTheHead):
        remove_second_factor(binh, by=town.actor("emi"), now=clock.now())
    with pytest.raises(NotAnAdministrator):  # no head above the head: an administrator
        remove_second_factor(town.chi, by=town.actor("emi"), now=clock.now())
    with pytest.raises(NoSecondFactor):
        remove_second_factor(town.chi, by=town.actor("quan"), now=clock.now())


def test_an_administrator_of_another_agency_shuts_opens_and_resets_nobody_here(binh, town, client):
    Post.objects.filter(pk=town.posts["chi"].pk).delete()  # no head: it is an administrator's
    by, now = away(town, "quan"), clock.now()
    with pytest.raises(NotYourAgency):
        remove_second_factor(binh, by=by, now=now)
    with pytest.raises(NotYourAgency):
        disable_account(binh, by=by, now=now)
    with pytest.raises(NotYourAgency):
        enable_account(binh, by=by, now=now, real_now=now)
    with pytest.raises(NotYourAgency):
        give_activation(binh, by=by, now=now, real_now=now)
    town.sign_in(client, "quan")
    for name in ("disable_account", "enable_account", "reset_factor"):
        page = client.post(reverse(name, args=[binh.pk]), {"seen": "on"}, follow=True).content.decode()
        assert "không quản trị" in page, name
    assert User.objects.get(pk=binh.pk).is_active and Authenticator.objects.filter(user=binh).count() == 2


@pytest.fixture
def hanh(town) -> Actor:
    """A second administrator beside Quản, at agencies that no head heads."""
    Post.objects.filter(pk=town.posts["chi"].pk).delete()
    user = make_officer("hanh", "Phạm Thị Hạnh", town.committee, "Quản trị viên", Administrator)
    return actor_of(user, on=town.day)


def test_who_removed_the_factor_hands_out_no_link_until_the_owner_has_a_new_one(binh, town, hanh, client):
    now, quan = clock.now(), town.actor("quan")
    remove_second_factor(binh, by=quan, now=now)
    with pytest.raises(OnePersonForBoth):
        give_activation(binh, by=quan, now=now, real_now=timezone.now())
    page = town.sign_in(client, "quan").post(reverse("give_activation", args=[binh.pk]), follow=True)
    assert "nhờ người khác" in page.content.decode()
    assert not EventRow.objects.filter(name="people.ActivationGiven").exists()
    give_activation(binh, by=hanh, now=now, real_now=timezone.now())
    TOTP.activate(binh, generate_totp_secret())
    give_activation(binh, by=quan, now=now, real_now=timezone.now())


def test_who_handed_out_the_link_removes_no_factor_until_the_owner_has_used_it(binh, town, hanh, client):
    now, quan = clock.now(), town.actor("quan")
    give_activation(binh, by=quan, now=now, real_now=timezone.now())
    with pytest.raises(OnePersonForBoth):
        remove_second_factor(binh, by=quan, now=now)
    address = reverse("reset_factor", args=[binh.pk])
    page = town.sign_in(client, "quan").post(address, {"seen": "on"}, follow=True)
    assert "nhờ người khác" in page.content.decode()
    assert Authenticator.objects.filter(user=binh).count() == 2
    Authenticator.objects.filter(user=binh).first().record_usage()
    remove_second_factor(binh, by=quan, now=now)


def test_two_administrators_together_open_an_account_whose_owner_lost_all(binh, town, hanh):
    now = clock.now()
    give_activation(binh, by=town.actor("quan"), now=now, real_now=timezone.now())
    remove_second_factor(binh, by=hanh, now=now)
    assert not Authenticator.objects.filter(user=binh).exists()
