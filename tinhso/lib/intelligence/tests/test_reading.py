"""Files of indicators: each format by its content, every record that was not understood with its place and why, bad files refused."""

import gzip
import json
import time
import zipfile

import pytest

from tinhso.lib.intelligence.misp import read_misp
from tinhso.lib.intelligence.reading import read_intelligence
from tinhso.lib.intelligence.record import IntelligenceList
from tinhso.lib.intelligence.stix import read_stix
from tinhso.lib.intelligence.warning_lists import read_warning_list
from tinhso.lib.intelligence.weaknesses import read_epss
from tinhso.lib.scan_reports.report import ReportRefused

RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"


def read(tmp_path, content, name="danh-sach"):
    path = tmp_path / name
    path.write_bytes(
        content
        if isinstance(content, bytes)
        else content.encode()
        if isinstance(content, str)
        else json.dumps(content).encode()
    )
    return read_intelligence(path)


def indicator(number, pattern, **more):
    return {
        "type": "indicator",
        "id": f"indicator--{number}",
        "pattern": pattern,
        "pattern_type": "stix",
    } | more


def values(found):
    return [one.atom.value for one in found.indicators]


def test_a_bundle_of_stix(tmp_path):
    name = "[domain-name:value = 'a.example']"
    found = read(
        tmp_path,
        {
            "type": "bundle",
            "id": "bundle--1",
            "objects": [
                indicator(
                    1,
                    name,
                    modified="2024-01-01T00:00:00Z",
                    confidence=70,
                    valid_until="2025-01-01T00:00:00Z",
                ),
                indicator(
                    1, name, modified="2024-02-01T00:00:00Z", revoked=True, object_marking_refs=[RED, {}]
                ),
                indicator(2, "rule x { condition: true }", pattern_type="yara"),
                indicator(3, "[file:name = 'x']"),
                {"type": "malware", "id": "malware--1"},
                "khác",
            ],
        },
    )
    (one,) = found.indicators
    assert (found.format, one.revoked, one.tlp, found.skipped) == ("stix", True, "red", 2)
    assert [(each.place, each.reason[:24]) for each in found.rejected] == [
        ("objects[5]", "không phải đối tượng STI"),
        ("objects[2]", "mẫu viết bằng yara: chưa"),
        ("objects[3]", "mẫu STIX so sánh file:na"),
    ]


def test_an_event_of_misp_and_its_table(tmp_path):
    rows = [
        {"type": "domain|ip", "value": "a.example|198.51.100.1", "to_ids": True, "uuid": "u"},
        {"type": "ip-dst|port", "value": "198.51.100.2|443", "to_ids": True},
        {"type": "filename|sha256", "value": "x.exe|" + "a" * 64, "to_ids": True, "deleted": True},
        {"type": "domain", "value": "chi-de-doc.example", "to_ids": False},
        {"type": "regkey", "value": "HKLM", "to_ids": True},
        {"type": "domain|ip", "value": "thieu.example", "to_ids": True},
        7,
    ]
    event = {"info": "Chiến dịch", "Attribute": rows, "Object": [{"Attribute": [{"type": "url", "value": "http://a.example/x", "to_ids": 1}]}], "Tag": [{"name": "tlp:amber+strict"}]}  # fmt: skip
    found = read(tmp_path, {"response": [{"Event": event}]})
    assert values(found) == ["a.example", "198.51.100.1", "198.51.100.2", "a" * 64, "a.example/x"]
    assert (
        {one.tlp for one in found.indicators} == {"amber_strict"}
        and found.indicators[3].revoked
        and found.skipped == 1
    )
    assert sorted(one.place.rpartition(".")[2] for one in found.rejected) == [
        "Attribute[4]",
        "Attribute[5]",
        "Attribute[6]",
    ]
    table = "uuid,event_id,category,type,value,comment,to_ids,date\nu,1,Network,domain,b.example,x,1,20240101\nu,1,Network,domain,c.example,x,0,20240101\n"
    found = read(tmp_path, table)
    assert (found.format, values(found), found.skipped) == ("misp_csv", ["b.example"], 1)


def test_plain_lines_hosts_files_and_tables(tmp_path):
    text = "# ghi chú\n\nevil[.]example  # xấu\nhxxp://b.example/x\n0.0.0.0 c.example www.c.example\n127.0.0.1 localhost\n||d.example^\nhai từ\nlocalhost\n"
    found = read(tmp_path, text)
    assert values(found) == ["evil.example", "b.example/x", "c.example", "www.c.example", "d.example"]
    assert [one.place for one in found.rejected] == ["dòng 8", "dòng 9"] and found.skipped == 3
    found = read(
        tmp_path,
        '# nguồn\n# "first_seen_utc","ioc_id","ioc_value","ioc_type","confidence_level","malware"\n"2024-01-01 00:00:00","7","198.51.100.1:443","ip:port","75","Bot"\n"","8","không","domain","x",""\n',
    )
    assert (found.format, values(found), found.indicators[0].confidence, found.indicators[0].title) == (
        "table",
        ["198.51.100.1"],
        75,
        "Bot",
    )
    assert [one.place for one in found.rejected] == ["dòng 4"]
    found = read(tmp_path, "Tên miền;Mô tả\na.example;=HYPERLINK(1)\n")
    assert (values(found), found.indicators[0].title) == (["a.example"], "=HYPERLINK(1)")


def test_kev_and_epss(tmp_path):
    one = {
        "cveID": "CVE-2024-0001",
        "dateAdded": "2024-01-05",
        "dueDate": "2024-01-26",
        "knownRansomwareCampaignUse": "Known",
        "vulnerabilityName": "X",
    }
    kev = {
        "catalogVersion": "1",
        "dateReleased": "2024-02-01T00:00:00Z",
        "vulnerabilities": [one, {"cveID": "x", "dateAdded": "2024-01-05"}, {"cveID": "CVE-2024-0002"}, 5],
    }
    found = read(tmp_path, kev)
    (weakness,) = found.weaknesses
    assert (found.format, weakness.cve, weakness.ransomware, found.rejected_count, found.is_whole) == (
        "kev",
        "CVE-2024-0001",
        True,
        3,
        True,
    )
    found = read(
        tmp_path, "cveID,vendorProject,product,vulnerabilityName,dateAdded\nCVE-2024-0001,A,B,C,2024-01-05\n"
    )
    assert (found.format, len(found.weaknesses)) == ("kev", 1)
    text = "#model_version:v2023.03.01,score_date:2024-03-08T00:00:00+0000\ncve,epss,percentile\nCVE-2024-0001,0.97,0.999\nCVE-2024-0002,7,0.5\nCVE-2024-0003,nan,0.5\nx,1,1\n"
    found = read(tmp_path, gzip.compress(text.encode()), "epss.csv.gz")
    assert (found.format, found.weaknesses[0].epss, found.rejected_count, found.issued_at.day) == (
        "epss",
        0.97,
        3,
        8,
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rỗng"),
        (b'{"type": "bundle", "objects": [', "hỏng"),
        (b'{"objects": [' + b"[" * 5000, "hỏng|lồng"),
        (b'{"a": 1}', "không phải STIX"),
        (b"MZ\x00\x01" * 100, "không phải văn bản"),
        (b'{"type":"bundle","objects":[],"x":' + b"9" * 5000 + b"}", "hỏng"),
        (gzip.compress((b"#" * 9000 + b"\n") * 1300, mtime=0), "bung ra"),
        (gzip.compress(gzip.compress(b"a", mtime=0), mtime=0), "lồng|nằm trong"),
        (b"x" * 200_000, "dài quá"),
        ("[]".encode("utf-16"), "không"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(tmp_path, content, why):
    with pytest.raises(ReportRefused, match=why):
        read(tmp_path, content)


def test_hostile_records_are_listed_and_the_rest_is_read(tmp_path):
    strange = [
        indicator(1, None),
        indicator(2, "[domain-name:value = '\u0000.example']"),
        indicator(3, {"a": 1}, pattern_type=[1]),
        {"type": 5},
        indicator({"x": 1}, "[domain-name:value='ok.example']", confidence=1e308, valid_from=[]),
    ]
    found = read(tmp_path, {"type": "bundle", "objects": strange})
    assert values(found) == ["ok.example"] and found.rejected_count == 4
    path = tmp_path / "hai.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a.example")
        archive.writestr("b.txt", "b.example")
    with pytest.raises(ReportRefused, match="đúng một"):
        read_intelligence(path)


def test_a_warning_list(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps(
            {
                "name": "DNS động",
                "type": "hostname",
                "version": 7,
                "list": [".Dyn.example", "198.51.100.0/24", "com", 5, "a b"],
            }
        )
    )
    found = read_warning_list(path)
    assert found.entries == (("name", "dyn.example"), ("network", "198.51.100.0/24"), ("name", "com"))
    assert (found.name, found.version, found.rejected_count) == ("DNS động", "7", 2)
    path.write_text(json.dumps({"type": "regex", "list": ["."]}))
    with pytest.raises(ReportRefused, match="regex"):
        read_warning_list(path)
    path.write_text("# ghi chú\nb.example\n")
    assert read_warning_list(path).entries == (("name", "b.example"),)


def test_a_line_of_a_long_gap_is_read_once(tmp_path):
    began = time.process_time()
    found = read(tmp_path, f"a.example{' ' * 90_000}b\nb.example   # ghi chú\n")
    assert values(found) == ["b.example"] and found.rejected_count == 1
    assert time.process_time() - began < 2


def test_no_list_grows_beyond_its_limit_however_it_is_read(monkeypatch):
    monkeypatch.setattr("tinhso.lib.intelligence.lists.MOST_RECORDS", 5)
    many = " OR ".join(f"domain-name:value = 'a{number}.example'" for number in range(4))
    bundle = [indicator(number, f"[{many}]") for number in range(9)]
    event = {
        "Attribute": [{"type": "domain", "value": f"a{one}.example", "to_ids": True} for one in range(9)]
    }
    lines = iter([(number, f"CVE-2024-{1000 + number},0.1,0.2") for number in range(9)])
    for reader, value in ((read_stix, bundle), (read_misp, {"Event": event}), (read_epss, lines)):
        found = IntelligenceList("x")
        with pytest.raises(ReportRefused, match="một triệu"):
            reader(value, found)
        assert found.records <= 9
