"""A scan is split at its separator pages, whatever its kind, and its text read where the machine has the programs."""

import errno
import io
import subprocess

import pytest
from PIL import Image

from tinhso.lib.files.kinds import Kind, KindRefused, check_kind
from tinhso.lib.scans import programs, recognition, splitting
from tinhso.lib.scans.recognition import NotRecognised, text_of
from tinhso.lib.scans.separators import file_is_separator, is_separator, ranges_between
from tinhso.lib.scans.splitting import Part, ScanUnreadable, split_scan
from tinhso.lib.scans.tests.pictures import SHARP, page, scan, separator

WORDS = "BAO CAO KET QUA CHUYEN DOI SO QUY I NAM 2024 CUA TINH"
needs_pdf = pytest.mark.skipif(not programs.splits_pdf(), reason="pdftoppm and qpdf are not installed")
needs_text = pytest.mark.skipif(
    not programs.recognises(), reason="ocrmypdf and tesseract-ocr-vie are not installed"
)


def test_pages_between_separators_belong_together():
    assert ranges_between([False, False, True, False]) == [(1, 2), (4, 4)]
    assert ranges_between([True, False, True, True, False, True]) == [(2, 2), (5, 5)]
    assert ranges_between([False]) == [(1, 1)] and ranges_between([True]) == ranges_between([]) == []


def test_only_our_code_and_that_of_scanners_own_sheets_separate():
    assert is_separator(separator()) and is_separator(separator("PATCHT"))
    assert not is_separator(separator("https://tinhso.example/xac-minh/A/")) and not is_separator(page(WORDS))
    assert is_separator(separator().rotate(180)) and is_separator(separator().resize((1240, 1754)))


def test_a_tiff_is_split_and_a_single_picture_stays_whole():
    pages = [page("mot"), page("hai"), separator(), page("ba")]
    first, second = split_scan(scan(pages, "TIFF"), Kind.TIFF)
    assert (first.first, first.last, second.first, second.last) == (1, 2, 4, 4)
    assert first.content.startswith(b"%PDF") and second.content.startswith(b"%PDF")
    assert split_scan(scan([page("mot")], "JPEG"), Kind.JPG) == [Part(1, 1, None)]
    assert split_scan(scan(pages[:2], "TIFF"), Kind.TIFF) == [Part(1, 2, None)]


@needs_pdf
@pytest.mark.long
def test_a_pdf_is_split_and_one_without_separators_stays_as_it_came():
    first, second = split_scan(scan([page("mot"), separator(), page("ba")]), Kind.PDF)
    assert (first.first, first.last, second.first, second.last) == (1, 1, 3, 3)
    assert first.content.startswith(b"%PDF")
    assert split_scan(scan([page("mot"), page("hai")]), Kind.PDF) == [Part(1, 2, None)]
    signed = scan([page("mot"), separator(), page("ba")]) + b"\n% /ByteRange"
    with pytest.raises(ScanUnreadable, match="chữ ký số"):
        split_scan(signed, Kind.PDF)


def test_what_cannot_be_split_says_why(monkeypatch):
    with pytest.raises(ScanUnreadable, match="chỉ có trang ngăn"):
        split_scan(scan([separator()], "JPEG"), Kind.JPG)
    with pytest.raises(ScanUnreadable, match="không đọc được"):
        split_scan(b"II*\x00khong phai", Kind.TIFF)
    monkeypatch.setattr(splitting, "MOST_PAGES", 1)
    with pytest.raises(ScanUnreadable, match="tối đa 1 trang"):
        split_scan(scan([page(), page()], "TIFF"), Kind.TIFF)
    monkeypatch.setattr(splitting, "MOST_PAGES", 9)
    monkeypatch.setattr(splitting, "MOST_PARTS", 1)
    with pytest.raises(ScanUnreadable, match="tối đa 1 văn bản"):
        split_scan(scan([page(), separator(), page()], "TIFF"), Kind.TIFF)


def test_without_the_programs_a_pdf_is_one_document_and_nothing_is_recognised(monkeypatch):
    monkeypatch.setattr(splitting, "splits_pdf", lambda: False)
    assert split_scan(b"%PDF-1.4", Kind.PDF) == [Part(1, 0, None)]
    monkeypatch.setattr(recognition, "recognises", lambda: False)
    with pytest.raises(NotRecognised) as missing:
        text_of(scan([page(WORDS)], "JPEG"))
    assert not missing.value.by_program


def test_a_program_that_fails_or_hangs_is_no_crash(monkeypatch):
    def hang(*args, **words):
        raise subprocess.TimeoutExpired("ocrmypdf", 1)

    monkeypatch.setattr(programs.subprocess, "run", hang)
    monkeypatch.setattr(recognition, "recognises", lambda: True)
    with pytest.raises(NotRecognised) as failed:
        text_of(scan([page(WORDS)], "JPEG"))
    assert failed.value.by_program
    monkeypatch.setattr(splitting, "splits_pdf", lambda: True)
    with pytest.raises(ScanUnreadable):
        split_scan(b"%PDF-1.4 hong", Kind.PDF)


def test_a_full_disk_is_no_fault_of_the_scan(monkeypatch):
    def full(*args, **words):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(splitting.Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        split_scan(scan([page()], "JPEG"), Kind.JPG)
    monkeypatch.setattr("tinhso.lib.scans.separators.Image.open", full)
    with pytest.raises(OSError, match="No space"):
        file_is_separator(splitting.Path("a.png"))
    monkeypatch.setattr(programs.subprocess, "run", full)
    with pytest.raises(OSError, match="No space"):
        programs.run(["pdftoppm"], folder=splitting.Path("."), seconds=1)


@needs_text
@pytest.mark.long
def test_text_is_recognised_from_a_picture():
    assert "CHUYEN DOI SO" in text_of(scan([page(WORDS, SHARP)], "JPEG"))


def test_a_picture_beyond_all_bounds_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    Image.new("1", (10, 10)).save(path)
    assert not file_is_separator(path)
    monkeypatch.setattr("tinhso.lib.scans.separators.MOST_PIXELS", 99)
    with pytest.raises(ValueError, match="a.png"):
        file_is_separator(path)


def test_a_tiff_is_taken_by_its_bytes_and_name():
    content = io.BytesIO(scan([page()], "TIFF"))
    allow = frozenset({Kind.TIFF})
    assert check_kind(content, name="a.tif", declared="image/tiff", allow=allow) is Kind.TIFF
    with pytest.raises(KindRefused):
        check_kind(content, name="a.pdf", declared="application/pdf", allow=allow)
