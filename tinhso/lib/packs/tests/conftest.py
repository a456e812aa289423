"""A whole pack of an invented province in a folder, written by the program itself."""

from pathlib import Path

import pytest

from tinhso.lib.packs.template import NewProvince, write_pack

SHIPPED = Path(__file__).resolve().parents[3] / "config/packs/thanh_hoa"
BINH_HOA = NewProvince("Tỉnh Bình Hòa", "99", "H99")


@pytest.fixture
def pack(tmp_path):
    write_pack(tmp_path / "binh-hoa", BINH_HOA, source=SHIPPED)
    return tmp_path / "binh-hoa"
