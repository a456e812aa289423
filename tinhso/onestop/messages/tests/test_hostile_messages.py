"""What machines send us: whatever it is, the answer is one that the README names, and never a fault of ours."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.onestop.money.tests.money_makers import SECRET, collecting, message, post_message
from tinhso.onestop.national_portal.tests.portal_makers import Line
from tinhso.onestop.national_portal.tests.test_portal_inbox import GOOD
from tinhso.onestop.tests.makers import Shop

PORTAL_STATUSES = {200, 400, 401, 409, 413}
BANK_STATUSES = {200, 400, 401, 409, 413, 422}
NASTY = [
    "",
    "\x00",
    "\ud800",
    "0" * 5000,
    "'; drop table",
    "<script>",
    "00010101000000",
    "99991231235959",
    "2" * 14,
]
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(NASTY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    *GOOD,
    "MaThongDiep",
    "MaXa",
    "MaDonVi",
    "DuLieuBieuMau",
    "TaiLieuNop",
    "DanhSachLePhi",
    "NoiDung",
    "la",
]
FEE = {"TenPhiLePhi": "Phí", "Gia": 1, "MaThamChieu": "A", "ThoiDiemNop": "20240308090000"}
FILE = {
    "MaThanhPhanHoSo": "phuong_an",
    "TenTepDinhKem": "a.pdf",
    "DuongDanTaiTepTin": "http://127.0.0.1:9/tep/1",
}
MANY = settings(
    max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@pytest.mark.long
def test_no_message_of_the_portal_is_answered_with_a_fault(line: Line):
    found: set[int] = set()

    @given(key=st.sampled_from(KEYS), value=HOSTILE, inner=st.sampled_from([*FEE, *FILE, *GOOD["NguoiNop"]]))
    @MANY
    def hold(key: str, value: Any, inner: str) -> None:
        letter = GOOD | {"MaThongDiep": str(uuid4()), "MaHoSoQuocGia": f"G22-{uuid4().hex[:12].upper()}"}
        for body in (
            letter | {key: value},
            letter | {"NguoiNop": GOOD["NguoiNop"] | {inner: value}, "MaThongDiep": str(uuid4())},
            letter | {"DanhSachLePhi": [FEE | {inner: value}], "MaThongDiep": str(uuid4())},
            letter | {"TaiLieuNop": [FILE | {inner: value}], "MaThongDiep": str(uuid4())},
        ):
            status, answer = line.send(json.dumps(body).encode())
            assert status in PORTAL_STATUSES
            assert answer["error_code"]
            found.add(status)

    hold()
    for raw in (b"", b"[", b"null", b"[]", b"\xff", b"[" * 100_000, b'{"Loai": NaN}', b'"\\ud800"'):
        assert line.send(raw)[0] == 400
    assert {200, 400} <= found


@pytest.mark.long
def test_no_message_of_the_bank_is_answered_with_a_fault(shop: Shop, settings: Any):
    settings.BANK_SECRET = SECRET
    collecting(shop)

    @given(key=st.sampled_from(["bank_ref", "account", "amount", "memo", "paid_at", "la"]), value=HOSTILE)
    @MANY
    def hold(key: str, value: Any) -> None:
        assert (
            post_message(json.dumps(json.loads(message("x", 1)) | {key: value}).encode()).status_code
            in BANK_STATUSES
        )

    hold()
    for raw in (b"", b"[", b"null", b"[]", b"\xff", b"[" * 8000):
        assert post_message(raw).status_code == 400
