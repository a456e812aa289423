"""The dossiers that the program draws up of itself: each row from a register."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from tinhso.config.commands.dossier import write
from tinhso.config.compliance import registers
from tinhso.config.refusal import Refusal
from tinhso.kernel.events.public import log_access
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


@pytest.fixture
def instance(db):
    made = {"name": "Cổng thử", "owner": "UBND tỉnh Thử", "province_code": "38", "ident_code": "H56"}
    return Instance.objects.create(pk=1, **made)


def test_counts_and_readings_come_from_the_tables(town):
    before = dict(registers.people(NOW))
    assert before["Tài khoản đang dùng được"] == "10" and registers.readings(NOW) == []
    log_access(by=town.actor("binh"), purpose="dossier.read", page="dossier", case_ids=[1], at=NOW)
    assert registers.readings(NOW) == [("dossier.read", "1")]


@pytest.mark.long
def test_both_dossiers_are_written_as_pdf_and_docx_with_the_same_rows(instance, town, poppler, tmp_path):
    files = write(tmp_path / "new")
    assert [path.name for path in files] == [
        "ho-so-de-xuat-cap-do-3.pdf",
        "ho-so-de-xuat-cap-do-3.docx",
        "danh-gia-tac-dong-du-lieu-ca-nhan.pdf",
        "danh-gia-tac-dong-du-lieu-ca-nhan.docx",
    ]
    for pdf, docx in (files[:2], files[2:]):
        text = "".join(poppler.text(pdf.read_bytes()).split())
        made = Document(str(docx))
        words = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        assert len(words) > 40
        assert [w for w in words if len(w) < 12 and "".join(w.split()) not in text] == []
    level = Document(str(files[1]))
    assert len(level.inline_shapes) == 1  # the network
    assert "TCVN11930:2017" in "".join(poppler.text(files[0].read_bytes()).split())


def test_an_installation_without_a_name_is_refused(db, tmp_path):
    with pytest.raises(Refusal, match="chưa có tên"):
        write(tmp_path)


def test_a_folder_that_cannot_be_written_is_refused(instance, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="không ghi được"):
        write(tmp_path / "file/inside")


def test_another_level_is_refused_in_words():
    words = [sys.executable, "-P", "-m", "tinhso", "dossier", "--cap-do", "2"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2 and "chỉ lập được hồ sơ cấp độ 3" in done.stderr
