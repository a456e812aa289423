"""What `/xac-minh/` says of a signer whose certificate was taken back, suspended, ran out or did not hold yet: by the file, by our lists."""

import pytest
from asn1crypto import pem

from tinhso.kernel.papers.tests.test_verify import upload
from tinhso.lib.signed_pdf.tests.authority import (
    ROOT,
    answered,
    authority,
    days,
    holder,
    listed,
    signed,
    stamper,
    with_store,
)

AN = holder("Lê Thị An", "CA")
REVOKED, SUSPENDED = "Chứng thư số đã bị thu hồi", "Chứng thư số đang bị tạm dừng"
UNKNOWN = "Không biết: trong tệp và tại đây không có danh sách thu hồi dùng được của tổ chức cấp"
COMPROMISED = (AN, -5, "keyCompromise")


@pytest.fixture
def lists(settings, tmp_path, db):
    """Puts lists into the files of the setting; the root of the tests is trusted."""
    root = tmp_path / "root.pem"
    root.write_bytes(pem.armor("CERTIFICATE", ROOT.dump()))
    settings.TRUST_ROOTS, settings.REVOCATION_LISTS, settings.DEMO = [root], [], True

    def put(*contents: bytes) -> None:
        for number, content in enumerate(contents):
            file = tmp_path / f"list-{number}.crl"
            file.write_bytes(content)
            settings.REVOCATION_LISTS.append(str(file))

    return put


def page_of(client, pdf: bytes) -> str:
    status, page = upload(client, pdf)
    assert status == 200
    return page


@pytest.mark.parametrize("proof", [listed(COMPROMISED), answered(AN, -5, "keyCompromise")])
def test_a_file_that_carries_its_signers_revocation_is_not_valid(client, lists, proof):
    page = page_of(client, with_store(signed(AN, says=days(-9)), proof))
    assert REVOKED in page and "lộ khóa" in page and "bằng chứng trong tệp" in page
    assert "hợp lệ" not in page
    assert "xét tại lúc kiểm tra" in page  # whatever the signer's clock says


def test_a_list_that_was_fetched_takes_a_signer_back_and_one_that_is_none_says_nothing(client, lists):
    pdf = signed(AN, says=days(-1))
    lists(b"x", b"", listed(COMPROMISED, key=authority("CA khác")).dump())
    page = page_of(client, pdf)
    assert REVOKED not in page and UNKNOWN in page
    several = pem.armor("X509 CRL", listed(made=-3).dump()) + pem.armor("X509 CRL", b"\x30\x03\x02\x01\x01")
    lists(several + pem.armor("X509 CRL", listed(COMPROMISED).dump()))
    page = page_of(client, pdf)
    assert REVOKED in page and "danh sách đã tải từ tổ chức cấp" in page and "hợp lệ" not in page


@pytest.mark.parametrize(
    ("stamped", "says", "wrong"),
    [
        (stamper(days(-9)), "theo dấu thời gian", False),
        (stamper(days(-4)), REVOKED, True),
        (stamper(days(-9), holder("Dấu lạ", "CA khác", use="stamps")), REVOKED, True),
        (stamper(days(3)), REVOKED, True),
        (None, REVOKED, True),
    ],
)
def test_a_trusted_stamp_alone_saves_what_was_signed_before(client, lists, stamped, says, wrong):
    lists(listed(COMPROMISED).dump())
    page = page_of(client, signed(AN, stamped=stamped, says=days(-9)))
    assert says in page
    assert ("Mọi chữ ký đều hợp lệ" in page) is not wrong


def test_suspended_expired_and_not_yet_valid_are_each_called_so(client, lists):
    lists(listed((AN, -5, "certificateHold")).dump())
    page = page_of(client, signed(AN, says=days(-9)))
    assert SUSPENDED in page and "hợp lệ" not in page
    old, young = holder("Hạn cũ", "CA", since=-20, until=-10), holder("Chưa tới", "CA", since=2)
    assert "Chứng thư số đã hết hạn khi ký" in page_of(client, signed(old, says=days(-5)))
    assert "Chứng thư số chưa có hiệu lực khi ký" in page_of(client, signed(young, says=days(-1)))
