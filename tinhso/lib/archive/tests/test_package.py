"""A package is written as METS and PREMIS say, and whatever is changed in it afterwards is found."""

import errno
import hashlib
import io
import zipfile
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from tinhso.lib.archive.check_package import NoPackage, check_package
from tinhso.lib.archive.formats import FormatFinder
from tinhso.lib.archive.mets import METS, XLINK
from tinhso.lib.archive.package import (
    Metadata,
    PackageBroken,
    PackageFacts,
    PackageParts,
    Party,
    SourceFile,
)
from tinhso.lib.archive.premis import PREMIS
from tinhso.lib.archive.write_package import write_package

PDF_A = b"%PDF-1.7\n<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
FACTS = PackageFacts(
    "TINHSO-HS-1-1",
    "01-CĐS. Kế hoạch",
    datetime(2024, 3, 8, 9, tzinfo=UTC),
    Party("Sở A", "H56.14"),
    "Chuyển đổi số",
    "2024",
    ("Tỉnh Số", "0.1.0"),
)


def source(name="0001-ke-hoach.pdf", content=PDF_A, sha256=""):
    return SourceFile(name, "Kế hoạch", iter([content[:20], content[20:]]), sha256)


def package(*sources):
    out = io.BytesIO()
    parts = PackageParts(
        iter(sources or [source(), source("0002-phu-luc.docx", b"PK\x03\x04phu luc")]),
        [Metadata("dc.xml", b"<simpledc/>"), Metadata("ho-so.xml", b"<WorkFile/>")],
        [SourceFile("muc-luc.pdf", "Mục lục", iter([b"%PDF-1.7"]))],
        [Metadata("work_file.xsd", b"<schema/>")],
    )
    return out, write_package(out, FACTS, parts)


def changed(out, **changes):
    """The same ZIP with other bytes under the names that end so, None to leave it out."""
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.namelist():
            ending = next((end for end in changes if one.endswith(end)), None)
            content = changes[ending] if ending else old.read(one)
            if content is not None:
                new.writestr(one, content)
    return made


def test_the_package_has_its_folders_and_each_file_with_size_digest_and_format():
    out, written = package()
    with zipfile.ZipFile(out) as packed:
        names = {one.removeprefix("TINHSO-HS-1-1/") for one in packed.namelist()}
        root = ElementTree.fromstring(packed.read("TINHSO-HS-1-1/METS.xml"))
        inner = ElementTree.fromstring(packed.read("TINHSO-HS-1-1/representations/rep1/METS.xml"))
        premis = ElementTree.fromstring(packed.read("TINHSO-HS-1-1/metadata/preservation/premis.xml"))
    assert names == {
        "METS.xml",
        "metadata/descriptive/dc.xml",
        "metadata/descriptive/ho-so.xml",
        "metadata/preservation/premis.xml",
        "documentation/muc-luc.pdf",
        "schemas/work_file.xsd",
        "representations/rep1/METS.xml",
        "representations/rep1/data/0001-ke-hoach.pdf",
        "representations/rep1/data/0002-phu-luc.docx",
    }
    assert root.get("OBJID") == "TINHSO-HS-1-1"
    assert {one.get("USE") for one in root.iter(f"{{{METS}}}fileGrp")} == {
        "Documentation",
        "Schemas",
        "Representations/rep1",
    }
    files = list(inner.iter(f"{{{METS}}}file"))
    assert [one.get("CHECKSUM") for one in files] == [one.sha256 for one in written]
    assert files[0].get("CHECKSUM") == hashlib.sha256(PDF_A).hexdigest() and files[0].get("SIZE") == str(
        len(PDF_A)
    )
    assert files[0].find(f"{{{METS}}}FLocat").get(f"{{{XLINK}}}href") == "data/0001-ke-hoach.pdf"
    formats = [one.text for one in premis.iter(f"{{{PREMIS}}}formatName")]
    assert (
        formats == ["PDF/A", "Microsoft Word (OOXML)"]
        and len(list(premis.iter(f"{{{PREMIS}}}formatNote"))) == 1
    )
    assert [one.format.words for one in written] == ["PDF/A 2b", "Microsoft Word (OOXML)"]
    assert check_package(out).problems == ()


def test_bytes_that_are_not_those_of_the_store_stop_the_package():
    with pytest.raises(PackageBroken, match="0001"):
        package(source(sha256="0" * 64))


def test_whatever_is_changed_left_out_or_added_is_found():
    out, _ = package()
    assert check_package(changed(out, **{"ke-hoach.pdf": PDF_A.replace(b"2", b"3")})).problems == (
        "representations/rep1/data/0001-ke-hoach.pdf: khác tổng kiểm đã ghi",
    )
    assert "khác cỡ" in " ".join(check_package(changed(out, **{"premis.xml": b"<a/>"})).problems)
    assert check_package(changed(out, **{"phu-luc.docx": None})).problems == (
        "representations/rep1/data/0002-phu-luc.docx: thiếu",
    )
    more = changed(out)
    with zipfile.ZipFile(more, "a") as packed:
        packed.writestr("TINHSO-HS-1-1/representations/rep1/data/la.exe", b"MZ")
    assert check_package(more).problems == ("representations/rep1/data/la.exe: không có trong METS",)


def test_a_file_is_named_by_an_address_that_any_reader_understands():
    name = "0001-tỷ lệ 100%20 (bản 1).pdf"
    out, _ = package(source(name))
    with zipfile.ZipFile(out) as packed:
        inner = packed.read("TINHSO-HS-1-1/representations/rep1/METS.xml")
    assert b"data/0001-t%E1%BB%B7%20l%E1%BB%87%20100%2520" in inner
    assert check_package(out).problems == ()
    written = "data/0001-tỷ lệ 100%20 (bản 1).pdf".encode()
    plain = changed(out, **{"rep1/METS.xml": inner.replace(b"data/" + quote(name).encode(), written)})
    problems = " ".join(check_package(plain).problems)
    assert "thiếu" not in problems, "others write addresses as they are"


def flagged(out):
    """The last file of the ZIP says that it has a password."""
    content = bytearray(out.getvalue())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return io.BytesIO(bytes(content))


def spoilt(out):
    """A byte within the compressed data of the first file is another."""
    content = bytearray(out.getvalue())
    content[content.index(b"ke-hoach.pdf") + 40] ^= 0xFF
    return io.BytesIO(bytes(content))


class BrokenDisk(io.BytesIO):
    def read(self, *words):
        raise OSError(errno.EIO, "Input/output error")


def test_what_is_wrong_with_a_package_is_named_and_a_broken_disk_is_not_its_fault():
    out, _ = package()
    with pytest.raises(NoPackage, match="METS.xml: có mật khẩu"):
        check_package(flagged(out))
    with pytest.raises(NoPackage, match="hỏng"):
        check_package(spoilt(out))
    with pytest.raises(OSError, match="Input/output"):
        check_package(BrokenDisk(out.getvalue()))


@pytest.mark.parametrize(
    "changes", [{"TINHSO-HS-1-1/METS.xml": b"<!DOCTYPE a><a/>"}, {"TINHSO-HS-1-1/METS.xml": b"<a"}]
)
def test_what_is_no_package_is_said_to_be_none(changes):
    out, _ = package()
    with pytest.raises(NoPackage):
        check_package(changed(out, **changes))
    for content in (b"", b"PK\x03\x04", b"%PDF"):
        with pytest.raises(NoPackage):
            check_package(io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content", "words", "lasting"),
    [
        ("a.pdf", b"%PDF-1.4\n%%EOF", "PDF 1.4", False),
        ("a.pdf", b"%PDF-2.0\n pdfaid:part='4'", "PDF/A 4", True),
        ("a.pdf", PDF_A, "PDF/A 2b", True),
        ("a.tif", b"II*\x00abc", "TIFF", True),
        ("a.jpg", b"\xff\xd8\xff\xe0", "JPEG", True),
        ("a.png", b"\x89PNG\r\n\x1a\n", "PNG", True),
        ("a.edxml", b"<?xml version='1.0'?>", "XML 1.0", True),
        ("a.xlsx", b"PK\x03\x04", "Microsoft Excel (OOXML)", False),
        ("a.docx", b"khong phai", "không rõ", False),
        ("a.zip", b"PK\x03\x04", "ZIP", False),
        ("a", b"", "không rõ", False),
    ],
)
def test_a_format_is_told_by_the_bytes(name, content, words, lasting):
    finder = FormatFinder(name)
    for n in range(0, len(content), 7):
        finder.read(content[n : n + 7])
    found = finder.found()
    assert (found.words, found.lasting) == (words, lasting)
