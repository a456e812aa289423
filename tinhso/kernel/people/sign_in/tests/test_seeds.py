import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.core.management import call_command
from django.test import RequestFactory

from tinhso.kernel.people.sign_in.seeds import MARK, opened, reseal, sealed

OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture(autouse=True)
def keys(settings):
    settings.SEED_KEYS = [OLD]


def test_what_is_sealed_opens_with_the_key_alone_and_differs_each_time(settings):
    first, second = sealed("JBSWY3DPEHPK3PXP"), sealed("JBSWY3DPEHPK3PXP")
    assert first != second
    assert "JBSWY3DPEHPK3PXP" not in first
    assert opened(first) == opened(second) == "JBSWY3DPEHPK3PXP"
    settings.SEED_KEYS = [NEW, OLD]
    assert opened(first) == "JBSWY3DPEHPK3PXP"


def test_without_the_key_no_code_fits_and_the_seed_is_not_empty(settings):
    text = sealed("JBSWY3DPEHPK3PXP")
    settings.SEED_KEYS = [NEW]
    unknown = opened(text)
    assert unknown not in ("", "JBSWY3DPEHPK3PXP")
    assert opened(text) != unknown, "nor one that is always the same"
    assert not validate_totp_code(unknown, "000000x")


def test_a_new_factor_lies_encrypted_in_the_database_and_goes_on_to_work(town, rf: RequestFactory):
    with context.request_context(rf.get("/")):
        seed = generate_totp_secret()
        TOTP.activate(town.binh, seed)
        codes = RecoveryCodes.activate(town.binh)
        shown = codes.generate_codes()
    totp, recovery = (
        Authenticator.objects.get(user=town.binh, type=kind) for kind in ("totp", "recovery_codes")
    )
    assert totp.data["secret"].startswith(MARK)
    assert recovery.data["seed"].startswith(MARK)
    assert seed not in str(totp.data)
    assert opened(totp.data["secret"]) == seed
    assert recovery.wrap().generate_codes() == shown


def test_rows_from_before_are_encrypted_once_and_anew_when_the_key_turns(town, settings, capsys):
    old = Authenticator.objects.create(user=town.binh, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    codes = {"migrated_codes": ["aaaa", "bbbb"], "used_mask": 0}
    other = Authenticator.objects.create(user=town.chi, type="recovery_codes", data=codes)
    passkey = Authenticator.objects.create(
        user=town.chi, type="webauthn", data={"name": "khóa", "credential": {}}
    )
    assert (reseal(), reseal()) == (2, 0)
    settings.SEED_KEYS = [NEW, OLD]
    call_command("reseal_seeds")
    assert "2" in capsys.readouterr().out
    settings.SEED_KEYS = [NEW]
    for row in (old, other, passkey):
        row.refresh_from_db()
    assert opened(old.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert [opened(one) for one in other.data["migrated_codes"]] == ["aaaa", "bbbb"]
    assert passkey.data == {"name": "khóa", "credential": {}}


def test_a_row_that_no_key_opens_stays_as_it_is(town, settings):
    row = Authenticator.objects.create(
        user=town.binh, type="totp", data={"secret": sealed("JBSWY3DPEHPK3PXP")}
    )
    settings.SEED_KEYS = [NEW]
    assert reseal() == 0
    settings.SEED_KEYS = [NEW, OLD]
    row.refresh_from_db()
    assert opened(row.data["secret"]) == "JBSWY3DPEHPK3PXP"
