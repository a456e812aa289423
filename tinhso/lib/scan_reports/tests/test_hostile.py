"""Files that mean harm, are broken or too large end in a sentence, never in a crash."""

import gzip
import io
import json
import random
import zipfile
from datetime import UTC, datetime

import pytest

from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.tests import test_json_tools, test_xml_tools
from tinhso.lib.scan_reports.tests.samples import read

LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><nmaprun>&b;</nmaprun>'
SAMPLES = (
    test_xml_tools.NMAP,
    test_xml_tools.NESSUS,
    test_xml_tools.OPENVAS,
    test_xml_tools.ZAP,
    json.dumps([test_json_tools.NUCLEI] * 3),
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (LAUGHS, "ENTITY"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun>&x;</nmaprun>', "ENTITY"),
        ('<!DOCTYPE r [<!ENTITY % x SYSTEM "http://a/">%x;]><nmaprun/>', "ENTITY"),
        ("<nmaprun><host>", "hỏng hoặc bị cắt"),
        ("<nmaprun>" + "<a>" * 500, "lồng quá"),
        ('<?xml version="1.0" encoding="klingon"?><nmaprun/>', "bảng mã"),
        ("<nmaprun>\x00</nmaprun>", "hỏng"),
        ('{"runs": ' + "[" * 100_000, "quá sâu|hỏng"),
        ('{"runs": [' + "[" * 200 + "]" * 200 + "]}", "quá sâu"),
        ('{"matches": [', "hỏng"),
        ('{"runs": [1e99, NaN]}', "hỏng"),
        ('{"runs": ["x"]}', "cấu trúc"),
        ('{"data": {"affected_items": []}, "hits": 1}', "cấu trúc"),
        (b'{"runs": ["\xff\xff"]}', "UTF-8"),
        ("", "rỗng"),
        ("\x00\x00 \n", "không có nội dung"),
        (b"Rar!\x1a\x07", "gzip"),
        (b"\x1f\x8b\x08\x00broken", "nén bị hỏng"),
        (b"PK\x03\x04broken", "nén bị hỏng"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(tmp_path, content, why):
    with pytest.raises(ReportRefused, match=why):
        read(tmp_path, content)


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_gzip_and_a_zip_with_one_file_are_read(tmp_path):
    plain = read(tmp_path, test_xml_tools.NMAP)
    assert read(tmp_path, gzip.compress(test_xml_tools.NMAP.encode())) == plain
    assert read(tmp_path, zipped(a=test_xml_tools.NMAP)) == plain


@pytest.mark.long
def test_bombs_and_archives_of_several_files_are_refused(tmp_path):
    bomb = b"<nmaprun>" + b" " * 40_000_000
    for content in (gzip.compress(bomb), zipped(a=bomb)):
        with pytest.raises(ReportRefused, match="quá lớn"):
            read(tmp_path, content)
    with pytest.raises(ReportRefused, match="đúng một báo cáo"):
        read(tmp_path, zipped(a="<a/>", b="<a/>"))
    with pytest.raises(ReportRefused, match="giải nén một lớp"):
        read(tmp_path, gzip.compress(gzip.compress(b"<nmaprun/>")))


def test_limits_are_said(tmp_path):
    with pytest.raises(ReportRefused, match="lớn quá"):
        read(tmp_path, test_xml_tools.NMAP, file_bytes=100)
    with pytest.raises(ReportRefused, match="hơn 2 bản ghi"):
        read(tmp_path, test_xml_tools.NMAP, records=2)
    with pytest.raises(ReportRefused, match="dài quá"):
        read(tmp_path, json.dumps({"matches": [], "x": "y" * 1000}), document_bytes=500)
    with pytest.raises(ReportRefused, match="quá nhiều chữ"):
        read(tmp_path, test_xml_tools.NMAP, texts=10)
    long = json.dumps(test_json_tools.NUCLEI | {"x": "y" * 5000})
    with pytest.raises(ReportRefused, match="dài quá"):
        read(tmp_path, f"{json.dumps(test_json_tools.NUCLEI)}\n{long}\n{long}\n", line_bytes=3000)


def test_texts_are_cut_and_cleaned(tmp_path):
    nuclei = test_json_tools.NUCLEI | {
        "info": {"name": "a\x00\u202eb" + "x" * 1000, "severity": "low", "description": "d" * 50_000}
    }
    (found,) = read(tmp_path, [nuclei]).findings
    assert found.title.startswith("abxx") and len(found.title) == 300 and len(found.description) == 4000


def test_absurd_times_and_scores_are_empty(tmp_path):
    for when in (
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        10**15,
        -5,
        "hôm qua",
        [1],
        "2099-01-01T00:00:00Z",
    ):
        odd = test_json_tools.NUCLEI | {
            "timestamp": when,
            "info": {"name": "x", "severity": "low", "classification": {"cvss-score": 99}},
        }
        (found,) = read(tmp_path, [odd], not_after=datetime(2026, 1, 1, tzinfo=UTC)).findings
        assert found.seen_at is None and found.cvss is None


def mutated(text, source):
    raw = bytearray(text.encode())
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(raw))
        match source.randrange(4):
            case 0:
                raw[at] = source.randrange(256)
            case 1:
                del raw[at : at + source.randint(1, 40)]
            case 2:
                raw[at:at] = raw[at : at + 60]
            case _:
                raw[at:at] = source.choice(
                    [b"\x00", b'"', b"<", b"{", b"[", b"null", b"99999999999999999999", b"\xff"]
                )
    return bytes(raw)


def spoilt(value, source):
    """The same document with some of its values of another kind."""
    if source.random() < 0.08:
        return source.choice([None, 5, "x", [], {}, True, -1.5, [None], {"a": 1}])
    if isinstance(value, dict):
        return {key: spoilt(one, source) for key, one in value.items()}
    return [spoilt(one, source) for one in value] if isinstance(value, list) else value


@pytest.mark.long
def test_spoilt_reports_are_read_or_refused_and_their_counts_add_up(tmp_path):
    source = random.Random(20240308)
    for _ in range(1500):
        try:
            report = read(tmp_path, mutated(source.choice(SAMPLES), source))
        except ReportRefused as why:
            assert str(why)
            continue
        numbers = [one.record for one in (*report.findings, *report.rejected)]
        assert len(set(numbers)) == len(numbers) and len(numbers) + report.skipped >= max(numbers, default=0)


@pytest.mark.long
def test_documents_of_another_shape_are_read_or_refused(tmp_path):
    source = random.Random(20240309)
    weak = {
        "VulnerabilityID": "CVE-2021-1",
        "PkgName": "a",
        "Severity": "LOW",
        "CVSS": {"nvd": {"V3Score": 7.5}},
    }
    documents = [
        [test_json_tools.NUCLEI],
        {"ArtifactName": "a", "Results": [{"Target": "t", "Vulnerabilities": [weak], "Misconfigurations": [{"ID": "1", "Severity": "LOW", "Status": "FAIL"}]}]},
        {"matches": [{"vulnerability": {"id": "CVE-1", "severity": "High", "cvss": [{"metrics": {"baseScore": 1}}]}, "artifact": {"name": "a", "locations": [{"path": "p"}]}}]},
        {"runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "r"}]}}, "results": [{"ruleId": "r", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}}}]}]}]},
        {"bomFormat": "CycloneDX", "components": [{"bom-ref": "a", "name": "n"}], "vulnerabilities": [{"id": "CVE-1", "ratings": [{"score": 1, "method": "CVSSv3"}], "affects": [{"ref": "a"}]}]},
        {"@version": "1", "site": [{"@name": "https://a", "alerts": [{"name": "x", "riskcode": "1", "instances": [{"uri": "u"}]}]}]},
        {"hits": {"hits": [{"_source": {"agent": {"name": "a"}, "package": {"name": "p"}, "vulnerability": {"id": "CVE-1", "severity": "High", "score": {"base": 1}}}}]}},
        [{"timestamp": "x", "event_type": "alert", "src_ip": "10.0.0.1", "alert": {"signature": "s", "severity": 1, "target": {"ip": "10.0.0.1"}}}],
        [{"rule": {"id": "1", "level": 9, "groups": ["virus"]}, "agent": {"name": "a"}, "data": {"vulnerability": {"cve": "CVE-1", "package": {}}}}],
    ]  # fmt: skip
    for _ in range(3000):
        try:
            report = read(tmp_path, spoilt(source.choice(documents), source))
        except ReportRefused:
            continue
        assert report.tool
