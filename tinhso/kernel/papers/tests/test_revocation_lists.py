"""`tinhso check` says of each fetched list of revoked certificates whether it serves."""

import pytest
from asn1crypto import pem

from tinhso.kernel.papers.signing import revocation_lists as module
from tinhso.kernel.papers.signing.revocation_lists import list_files, revocation_lists
from tinhso.kernel.site import clock
from tinhso.lib.signed_pdf.tests.authority import ROOT, authority, holder, listed
from tinhso.lib.signed_pdf.tests.makers import NOW

AN = holder("An", "CA")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def place(settings, tmp_path):
    """Writes a file of the setting; the root and its authority are trusted."""
    trusted = tmp_path / "roots.pem"
    trusted.write_bytes(
        pem.armor("CERTIFICATE", ROOT.dump()) + pem.armor("CERTIFICATE", authority("CA").asn1.dump())
    )
    settings.TRUST_ROOTS, settings.REVOCATION_LISTS = [trusted], []

    def write(content: bytes | None, name: str = "ca.crl") -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        settings.REVOCATION_LISTS.append(str(tmp_path / name))

    return write


def armored(*lists) -> bytes:
    return b"".join(pem.armor("X509 CRL", one if isinstance(one, bytes) else one.dump()) for one in lists)


@pytest.mark.parametrize(
    ("content", "level", "words"),
    [
        (None, "wrong", "ca.crl: 1 phần không đọc được"),
        (b"", "wrong", "ca.crl: 1 phần không đọc được"),
        (b"<html>404</html>", "wrong", "1 phần không đọc được"),
        (b"-----BEGIN X509 CRL-----\nAAAA\n", "wrong", "1 phần không đọc được"),
        (ROOT.dump(), "wrong", "1 phần không đọc được"),
        (listed().dump()[:-9], "wrong", "1 phần không đọc được"),
        (listed(key=authority("CA khác")).dump(), "wrong", "ca.crl: CA, lập"),
        (listed(key=authority("CA khác")).dump(), "wrong", "không do tổ chức này ký"),
        (listed(made=-3).dump(), "wrong", "phải có danh sách mới từ"),
        (listed(made=0.5).dump(), "wrong", "thời điểm chưa tới"),
        (listed(by="CA khác", made=-0.5).dump(), "note", "TINHSO_TRUST_ROOTS không có tổ chức này"),
        (listed((AN, -5, ""), made=-0.5).dump(), "good", "dùng tới"),
        (armored(listed(by="Gốc", made=-0.5)), "good", "ca.crl: Gốc, lập"),
    ],
)
def test_each_list_has_its_line(place, content, level, words):
    place(content)
    [found] = revocation_lists()
    assert found.level == level and words in found.sentence


def test_a_file_of_several_lists_names_the_damaged_and_uses_the_rest(place, monkeypatch):
    good = listed(made=-0.5)
    place(armored(good, b"\x30\x03\x02\x01\x01", listed(by="Gốc", made=-0.5)))
    assert [one.level for one in revocation_lists()] == ["wrong", "good", "good"]
    [file] = list_files()
    assert [one.issuer.native["common_name"] for one in file.lists] == ["CA", "Gốc"] and file.damaged == 1
    monkeypatch.setattr(module, "MOST_IN_A_FILE", 1)
    [file] = list_files()
    assert (len(file.lists), file.damaged) == (1, 2)


def test_without_lists_the_check_says_what_is_then_not_known(place):
    [found] = revocation_lists()
    assert found.level == "note" and "chưa đặt" in found.sentence
