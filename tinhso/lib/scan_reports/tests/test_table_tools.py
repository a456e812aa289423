"""Reports that are tables or logs: OpenVAS, Qualys, Nessus, Nikto, antivirus and ClamAV."""

import pytest

from tinhso.lib.scan_reports.report import FindingKind, ReportRefused, Severity
from tinhso.lib.scan_reports.tests.samples import read


def test_openvas_csv(tmp_path):
    report = read(tmp_path, "IP,Hostname,Port,Port Protocol,CVSS,Severity,NVT Name,Summary,Specific Result,NVT OID,CVEs,Timestamp,Solution\n"
                  '10.9.2.1,may1,22,tcp,4.3,Medium,Weak SSH,"Two\nlines",aes128-cbc,1.3.6.1,"CVE-2008-5161,CVE-2008-5162",2024-03-08T03:00:00Z,Off\n'
                  ",,,,,,,,,,,,x\n10.9.2.1,,70000,tcp,4.3,Medium,X,,,1.2,,,\n")  # fmt: skip
    (found,) = report.findings
    assert (found.port, found.cves, found.description) == (
        22,
        ("CVE-2008-5161", "CVE-2008-5162"),
        "Two\nlines",
    )
    assert [one.reason for one in report.rejected] == [
        "không nói máy nào",
        "cổng “70000” không nằm trong 1–65535",
    ]


def test_qualys_csv_below_a_title(tmp_path):
    report = read(tmp_path, '"Asset Vuln Datalist Report","04 Feb 2026"\n"Sở A","x"\n'
                  '"QID","Title","Severity","Type Detected","Last Detected","Protocol","Port","Status","Asset Name","Asset IPV4","CVE"\n'
                  '"730143","Log4Shell","5","Confirmed","Feb 03, 2026 07:00 AM","TCP","8080","ACTIVE","JAVA1","10.9.2.2","CVE-2021-44228"\n'
                  '"1","Old","5","Confirmed","","","","FIXED","JAVA1","10.9.2.2",""\n')  # fmt: skip
    (found,) = report.findings
    assert (report.tool, found.severity, found.port, report.skipped) == ("qualys", Severity.CRITICAL, 8080, 1)
    assert found.seen_at.isoformat() == "2026-02-03T00:00:00+00:00"


def test_nessus_csv(tmp_path):
    report = read(tmp_path, "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n"
                  "10107,,,None,10.9.2.3,tcp,80,HTTP Server,S,D,n/a,,password=BiMat\n")  # fmt: skip
    (found,) = report.findings
    assert (
        found.kind is FindingKind.INFORMATION
        and found.machine.addresses == ("10.9.2.3",)
        and "BiMat" not in repr(report)
    )


def test_nikto_csv(tmp_path):
    report = read(
        tmp_path, '"Nikto - v2.1.6/2.1.5"\n"web","10.9.2.4","80","OSVDB-3092","GET","/admin/","Interesting"\n'
    )
    (found,) = report.findings
    assert (report.tool_version, found.location, found.rule) == ("2.1.6", "/admin/", "OSVDB-3092")


@pytest.mark.parametrize(
    "content",
    [
        "Thời gian;Tên máy;Địa chỉ IP;Tên mã độc;Đường dẫn;Hành động\n08/03/2024 10:00:00;MAY-01;10.9.2.5;Trojan.Agent;C:\\a.exe;Đã cách ly\n",
        "Time,Computer Name,IP Address,Threat Name,File Path,Action\n2024-03-08 10:00:00,MAY-01,10.9.2.5,Trojan.Agent,C:\\a.exe,Đã cách ly\n",
        "\ufeffDetection Time\tDevice Name\tDevice IP\tMalware\tPath\tAction taken\n2024-03-08T03:00:00Z\tMAY-01\t10.9.2.5\tTrojan.Agent\tC:\\a.exe\tĐã cách ly\n",
    ],
)
def test_detections_of_any_antivirus(tmp_path, content):
    (found,) = read(tmp_path, content).findings
    assert (found.kind, found.machine.name, found.machine.addresses) == (
        FindingKind.MALWARE,
        "MAY-01",
        ("10.9.2.5",),
    )
    assert (found.rule, found.location, found.evidence) == ("Trojan.Agent", "C:\\a.exe", "Đã cách ly")
    assert found.seen_at.isoformat() == "2024-03-08T03:00:00+00:00"


def test_formulas_stay_text_and_old_encodings_are_read(tmp_path):
    content = "Tên máy;Tên mã độc;Đường dẫn\n=cmd|'/c calc'!A1;@SUM(1);+1\n"
    (found,) = read(tmp_path, content.encode("utf-16")).findings
    assert found.machine.name == "=cmd|'/c calc'!A1" and found.rule == "@SUM(1)"


def test_clamav(tmp_path):
    report = read(tmp_path, "/data/a.txt: OK\n/data/b.exe: Win.Test.EICAR_HDB-1 FOUND\nFri Mar  8 10:00:00 2024 -> /data/c: Unix.X(44d88612fea8a8f36de82e1278abb02f:68) FOUND\n"
                  "gì đây nữa\n\n----------- SCAN SUMMARY -----------\nKnown viruses: 8680000\nEngine version: 1.0.3\nInfected files: 2\n")  # fmt: skip
    first, second = report.findings
    assert (first.title, first.location, second.title) == ("Win.Test.EICAR_HDB-1", "/data/b.exe", "Unix.X")
    assert second.seen_at is not None and report.tool_version == "1.0.3"
    assert [one.record for one in report.rejected] == [4]


def test_what_is_no_report_is_refused_with_a_list_of_what_is(tmp_path):
    for content in ("xin chào", '{"a": 1}', "<html><body/></html>", "a,b\n1,2\n", "[]", "[1]", "%PDF-1.7"):
        with pytest.raises(ReportRefused, match="Không nhận ra|danh sách rỗng"):
            read(tmp_path, content)
