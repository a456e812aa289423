"""Bills and VEX documents of each format; what is hostile or none of them is refused with words, what is wrong inside is named."""

import gzip
import json
from dataclasses import replace

import pytest

from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.software_bills import gathering, vex
from tinhso.lib.software_bills.reading import LIMITS, read_bill, read_vex
from tinhso.lib.software_bills.tests.samples import (
    CSAF,
    CYCLONEDX,
    CYCLONEDX_VEX,
    CYCLONEDX_XML,
    OPENVEX,
    SPDX,
    SPDX_GRAPH,
    SPDX_LINES,
    written,
)
from tinhso.lib.software_bills.versions import version_key

LOG4J = "pkg:maven/org.apache.logging.log4j/log4j-core"


def test_components_of_cyclonedx_also_inner_ones_each_once_and_what_is_wrong_is_named(tmp_path):
    bill = read_bill(written(tmp_path, CYCLONEDX))
    first, inner, plain, broken = bill.components
    assert (first.name, first.version, first.package, first.licence) == (
        "org.apache.logging.log4j/log4j-core",
        "2.14.1",
        LOG4J,
        "Apache-2.0",
    )
    assert (inner.name, inner.package, inner.licence) == ("Lodash", "pkg:npm/lodash", "MIT")
    assert (plain.package, broken.name, broken.package) == ("", "hong", "")
    assert (bill.format, bill.version, bill.tool, bill.subject) == (
        "cyclonedx",
        "1.5",
        "syft 1.0",
        "cong-thong-tin",
    )
    assert bill.made_at.isoformat() == "2024-02-01T08:00:00+00:00" and bill.rejected_count == 3
    other = tmp_path / "bang-ke.xml"
    other.write_text(CYCLONEDX_XML)
    assert replace(read_bill(other), rejected=(), rejected_count=3) == replace(bill, rejected=())
    other.write_text(CYCLONEDX_XML.replace("<bom", '<!DOCTYPE bom [<!ENTITY a "b">]><bom', 1))
    with pytest.raises(ReportRefused, match="ENTITY"):
        read_bill(other)
    other.write_text(CYCLONEDX_XML[:-40])
    with pytest.raises(ReportRefused, match="hỏng hoặc bị cắt"):
        read_bill(other)
    packed = tmp_path / "nen"
    packed.write_bytes(gzip.compress(json.dumps(CYCLONEDX).encode()))
    assert read_bill(packed) == bill


def test_packages_of_spdx_in_its_three_writings(tmp_path):
    old = read_bill(written(tmp_path, SPDX))
    openssl, bash = old.components
    assert (openssl.package, openssl.version, openssl.licence) == (
        "pkg:deb/debian/openssl",
        "1.1.1n-0+deb11u3",
        "OpenSSL",
    )
    assert (bash.version, bash.package, old.tool, old.version, old.rejected_count) == (
        "",
        "",
        "trivy-0.50",
        "2.3",
        1,
    )
    lines = read_bill(written(tmp_path, SPDX_LINES))
    assert [(one.name, one.version, one.package) for one in lines.components] == [
        ("openssl", "3.0.1", "pkg:apk/alpine/openssl"),
        ("bash", "", ""),
    ]
    assert (lines.tool, lines.subject, lines.made_at == old.made_at) == ("syft-1.0", "may-chu", True)
    new = read_bill(written(tmp_path, SPDX_GRAPH))
    assert [(one.package, one.version) for one in new.components] == [
        ("pkg:generic/zlib", "1.2.11"),
        ("pkg:generic/curl", "8.0"),
    ]
    assert (new.version, new.subject) == ("3.0.1", "ung-dung")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "chữ",
        '{"a": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"bomFormat": "CycloneDX"}\n{"bomFormat": "CycloneDX"}',
        '{"bomFormat": "CycloneDX", "x": NaN}',
        "<bom xmlns='http://cyclonedx.example/schema/bom/1.4'/>",
        '{"spdxVersion": "SPDX-2.3", "packages": [{"externalRefs": 5}]}',
        '{"@context": "https://spdx.org", "@graph": [{"type": "software_Package", "externalIdentifier": 5}]}',
        "SPDXVersion: SPDX-2.3\nPackageName: " + "a" * 300_000,
    ],
    ids=range(11),
)
def test_what_is_no_bill_or_hostile_is_refused_with_words(tmp_path, content):
    with pytest.raises(ReportRefused) as refused:
        read_bill(written(tmp_path, content))
    assert len(str(refused.value)) > 8


def test_a_bill_of_too_many_components_and_signs_that_hide_are_harmless(tmp_path, monkeypatch):
    hidden = {
        "bomFormat": "CycloneDX",
        "components": [{"name": "a\x00\u202eb" + "c" * 900, "version": "=cmd|x"}],
    }
    one = read_bill(written(tmp_path, hidden)).components[0]
    assert one.name.startswith("abc") and len(one.name) == 300 and one.version == "=cmd|x"
    monkeypatch.setattr(gathering, "MOST_COMPONENTS", 3)
    with pytest.raises(ReportRefused, match="hơn 3 thành phần"):
        read_bill(written(tmp_path, CYCLONEDX))


def test_statements_of_openvex_with_what_could_not_be_understood(tmp_path):
    found = read_vex(written(tmp_path, OPENVEX))
    first, second = found.statements
    assert first.names == ("CVE-2021-23337", "GHSA-35JH-R3H4-6JHM") and first.text == "Không gọi template()."
    assert (first.package, first.version, first.status) == ("pkg:npm/lodash", "4.17.20", "not_affected")
    assert first.justification == "vulnerable_code_not_in_execute_path"
    assert (second.status, second.justification, second.text) == ("affected", "", "Nâng lên 4.17.21")
    assert [record for record, _reason in found.rejected] == [3, 4, 5, 6] and found.author == "Sở A"


def test_statements_of_cyclonedx_and_of_csaf(tmp_path):
    found = read_vex(written(tmp_path, CYCLONEDX_VEX))
    assert [(one.package, one.version) for one in found.statements] == [
        ("pkg:npm/lodash", "4.17.20"),
        ("pkg:npm/khac", "1"),
    ]
    assert {one.justification for one in found.statements} == {"vulnerable_code_not_in_execute_path"}
    assert found.rejected == ((2, vex.NO_PACKAGE),)
    csaf = read_vex(written(tmp_path, CSAF))
    assert [(one.status, one.package, one.version) for one in csaf.statements] == [
        ("fixed", "pkg:rpm/redhat/openssl", "1.1.1k")
    ]
    assert csaf.author == "Hãng B"


@pytest.mark.parametrize("content", ["", "{}", '{"@context": "https://openvex.dev/ns", "statements": 5}', '{"document": {"csaf_version": "2.0"}, "vulnerabilities": [{"flags": 7}]}'], ids=range(4))  # fmt: skip
def test_what_is_no_vex_document_is_refused(tmp_path, content):
    with pytest.raises(ReportRefused):
        read_vex(written(tmp_path, content))


def test_a_document_of_too_many_statements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(vex, "MOST_STATEMENTS", 1)
    with pytest.raises(ReportRefused, match="hơn 1 tuyên bố"):
        read_vex(written(tmp_path, OPENVEX))


def test_package_urls_are_written_one_way_and_what_is_none_is_nothing():
    assert read_package("pkg:NPM/%40Angular/Core@1.2#a?b") == ("pkg:npm/%40angular/core", "1.2")
    assert read_package("pkg:npm/@angular/core@1.2") == ("pkg:npm/%40angular/core", "1.2")
    assert read_package("pkg:pypi/My_Package") == ("pkg:pypi/my-package", "")
    assert read_package("pkg:maven/Org.A/B@1%2B2?type=jar") == ("pkg:maven/Org.A/B", "1+2")
    for wrong in (
        None,
        5,
        "",
        "npm/a",
        "pkg:",
        "pkg:npm",
        "pkg:npm/a/../b",
        "pkg:npm/a%0ab",
        "pkg:n m/a",
        "pkg:npm/" + "a" * 3000,
    ):
        assert read_package(wrong) == ("", "")


def test_versions_are_ordered_by_their_numbers():
    order = [
        "0.9", "1.0-alpha1", "1.0-beta2", "1.0rc1", "1.0", "1.0.1", "1.0.2", "1.0.2a", "1.0.2k", "1.1.1n-0+deb11u3", "1.2.0.M1", "1.2", "1.10", "2.14.1", "v3.0", "1:0.1",
    ]  # fmt: skip
    assert sorted(order, key=version_key) == order
    assert (
        version_key("1.0") == version_key("1.0.0+build5") == version_key("01.0")
        and version_key("không rõ") == ""
    )
    assert len(version_key("1." * 90)) <= 200


@pytest.mark.parametrize(
    "version", ["2.14.1.Final", "2.14.1.RELEASE", "2.14.1-1", "2.14.1-1.fc39", "2.14.1-r0", "2.14.1-jre", "2.14.1-0ubuntu1~20.04"]
)  # fmt: skip
def test_what_a_distribution_or_a_release_adds_makes_no_newer_version(version):
    assert version_key(version) == version_key("2.14.1") < version_key("2.14.2-rc1")


def test_a_bill_of_many_values_or_lines_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    with pytest.raises(ReportRefused, match="giá trị"):
        read_bill(written(tmp_path, CYCLONEDX), replace(LIMITS, values=20))

    def lines(source):
        yield from ({}, {})
        raise AssertionError("more than is needed was read")

    monkeypatch.setattr("tinhso.lib.software_bills.reading.json_values", lines)
    with pytest.raises(ReportRefused, match="nhiều hơn một"):
        read_bill(written(tmp_path, CYCLONEDX))
