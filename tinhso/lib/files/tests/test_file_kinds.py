import io
import zipfile

import pytest

from tinhso.lib.files.kinds import OLD_OFFICE_HEAD, Kind, KindRefused, Reason, check_kind, kind_of
from tinhso.lib.files.names import clean_name
from tinhso.lib.files.zip_guard import ZipLimits

ALL = frozenset(Kind)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, **more)


def reason_of(content: bytes, name: str, declared: str = "", allow: frozenset[Kind] = ALL) -> Reason:
    with pytest.raises(KindRefused) as refused:
        check_kind(io.BytesIO(content), name=name, declared=declared, allow=allow)
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "don.pdf", Kind.PDF),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "anh.JPEG", Kind.JPG),
        (PNG, "anh.png", Kind.PNG),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "anh.webp", Kind.WEBP),
        (docx(), "don.docx", Kind.DOCX),
        (zipped(**{"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"}), "bang.xlsx", Kind.XLSX),
        (zipped(a=b"1"), "goi.zip", Kind.ZIP),
        ("Đơn đề nghị".encode(), "don.txt", Kind.TXT),
        ("tên,số\nÁ,1".encode("utf-16"), "bang.csv", Kind.CSV),
    ],
)
def test_a_kind_is_known_by_its_bytes(content, name, kind):
    assert check_kind(io.BytesIO(content), name=name, declared="application/octet-stream", allow=ALL) is kind


@pytest.mark.parametrize("head", [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\n", b"<?php echo 1;"])
def test_a_renamed_program_is_refused(head):
    assert reason_of(head + b"\0" * 40, "don.pdf", "application/pdf") is Reason.PROGRAM


def test_name_and_declared_type_must_agree_with_the_content():
    assert reason_of(PDF, "don.docx") is Reason.NAME_MISMATCH
    assert reason_of(PDF, "don") is Reason.NAME_MISMATCH
    assert reason_of(PDF, "don.pdf", "image/png") is Reason.NAME_MISMATCH


def test_what_the_caller_does_not_allow_is_refused():
    assert reason_of(zipped(a=b"1"), "goi.zip", allow=frozenset({Kind.PDF})) is Reason.NOT_ALLOWED
    assert reason_of(b"<html><script>", "a.txt") is Reason.NOT_ALLOWED
    assert reason_of(b"\x01\x02\0\xff", "a.txt") is Reason.NOT_ALLOWED


def test_locked_files_are_refused():
    locked = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R")
    assert reason_of(locked, "don.pdf") is Reason.ENCRYPTED_PDF
    flagged = bytearray(zipped(a=b"1"))
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert reason_of(bytes(flagged), "goi.zip") is Reason.ENCRYPTED_ZIP


def test_an_empty_or_broken_file_is_refused():
    assert reason_of(b"", "a.pdf") is Reason.EMPTY
    assert reason_of(zipped(a=b"x" * 99)[:60], "a.zip") is Reason.BROKEN
    assert reason_of(zipped(**{"../a": b"1"}), "a.zip") is Reason.BROKEN


def test_a_zip_bomb_is_refused_by_ratio_and_by_count():
    assert reason_of(zipped(a=b"\0" * 20_000_000), "a.zip") is Reason.ZIP_BOMB
    many = zipped(**{f"f{i}": b"" for i in range(2001)})
    assert reason_of(many, "a.zip") is Reason.ZIP_BOMB


def test_a_bomb_that_lies_about_its_size_is_refused():
    lying = zipped(a=b"\0" * 20_000_000)
    lying = lying.replace((20_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert reason_of(lying, "a.zip") in {Reason.ZIP_BOMB, Reason.BROKEN}


def test_unpacked_bytes_are_counted_while_reading():
    with pytest.raises(KindRefused) as refused:
        kind_of(io.BytesIO(zipped(a=b"x" * 2000)), "a.zip", limits=ZipLimits(unpacked=1000))
    assert refused.value.reason is Reason.ZIP_BOMB


def test_macros_and_programs_inside_are_refused():
    assert reason_of(docx(**{"word/vbaProject.bin": b"1"}), "a.docx") is Reason.MACROS
    for name in ("a.doc", "a.xls", "a.docx"):
        assert reason_of(OLD_OFFICE_HEAD + b"\0" * 600, name) is Reason.OLD_OFFICE
    assert reason_of(zipped(**{"x.exe": b"1"}), "a.zip") is Reason.PROGRAM
    assert reason_of(zipped(**{"x.dat": b"MZ\x90"}), "a.zip") is Reason.PROGRAM


@pytest.mark.parametrize(
    ("given", "safe_name"),
    [
        ("C:\\Users\\An\\Đơn xin.pdf", "Đơn xin.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ('x"\r\nSet-Cookie: a.pdf', "x_Set-Cookie_ a.pdf"),
        ("e\u0302.pdf", "ê.pdf"),
        ("", "tep"),
        ("...", "tep"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, safe_name):
    assert clean_name(given) == safe_name
