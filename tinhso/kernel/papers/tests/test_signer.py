import pytest

from tinhso.kernel.papers.public import KeyFileOnlyInDemo, Paper, Pkcs12Signer, SigningRefused, sign_with
from tinhso.kernel.papers.tests.makers import AT
from tinhso.kernel.site.models import Instance


@pytest.fixture
def instance(db):
    return Instance.objects.create(pk=1, name="x", owner="y", province_code="38", ident_code="H56", demo=True)


@pytest.fixture
def key_file(desk, tmp_path):
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    holders = desk.service.holders
    pair = holders.key_pair(holders.get("chi"))
    chain = [holders.authority.intermediate.certificate]
    lock = BestAvailableEncryption(b"mat-khau")
    file = tmp_path / "chi.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"chi", pair.key, pair.certificate, chain, lock))
    return str(file)


@pytest.mark.long
def test_in_a_demo_a_key_file_signs(desk, instance, key_file):
    by = desk.town.actor("chi")
    signer = Pkcs12Signer(key_file, b"mat-khau")
    signed = sign_with(signer, paper=desk.draft(), role="person", by=by, now=AT)
    assert signed.state == Paper.State.SIGNED


def test_outside_a_demo_a_key_file_is_refused_even_if_only_one_of_two_says_so(
    desk, instance, key_file, settings
):
    settings.DEMO = False
    with pytest.raises(KeyFileOnlyInDemo):
        Pkcs12Signer(key_file, b"mat-khau")
    settings.DEMO = True
    Instance.objects.update(demo=False)
    with pytest.raises(KeyFileOnlyInDemo):
        Pkcs12Signer(key_file, b"mat-khau")


def test_a_wrong_passphrase_is_a_refusal_with_words(desk, instance, key_file):
    with pytest.raises(SigningRefused, match="Mật khẩu"):
        Pkcs12Signer(key_file, b"sai")
