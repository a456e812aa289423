"""Packs that are not the shipped one, read into an empty database."""

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.packs.template import NewProvince, write_pack
from tinhso.lib.province_pack import BadPack, ProvincePack

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


def test_each_file_of_a_new_pack_is_counted_by_its_lines(db, tmp_path, capsys):
    folder = tmp_path / "binh-hoa"
    write_pack(folder, NewProvince("Tỉnh Bình Hòa", "99", "H99"), source=settings.SHIPPED_PACK)
    call_command("load_pack", str(folder))
    printed = capsys.readouterr().out
    for name in ("rules.csv", "units.csv", "agencies.csv", "agency_successions.csv", "competences.csv"):
        lines = len(ProvincePack(folder).rows(name))
        assert f"({name}): thêm {lines}, sửa 0, giữ nguyên 0" in printed


def test_a_folder_that_is_no_pack_is_named(db, tmp_path: Path):
    with pytest.raises(BadPack, match="units.csv"):
        load_pack(tmp_path, by=SYSTEM, now=NOW)
