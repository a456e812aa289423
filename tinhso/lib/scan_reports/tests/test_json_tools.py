"""Reports in JSON, as one document, a list or lines."""

import json
from datetime import UTC, datetime

from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.tests.samples import read

NUCLEI = {
    "template-id": "CVE-2018-15473",
    "info": {
        "name": "OpenSSH enumeration",
        "tags": ["network", "cve"],
        "severity": "medium",
        "classification": {
            "cve-id": ["cve-2018-15473"],
            "cvss-metrics": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N",
            "cvss-score": 5.3,
        },
    },
    "type": "tcp",
    "host": "may.example",
    "matched-at": "may.example:22",
    "ip": "10.9.1.1",
    "extracted-results": ["BiMat"],
    "request": "Cookie: BiMat",
    "timestamp": "2024-03-08T10:00:00.123456789+07:00",
}


def test_nuclei_in_lines_and_as_a_list(tmp_path):
    exposed = NUCLEI | {"template-id": "git-config", "info": {"name": "Git", "tags": "config,exposure", "severity": "high"},
                        "matched-at": "https://may.example/.git/config?x=1"}  # fmt: skip
    lines = "\n".join([json.dumps(NUCLEI), "{broken", json.dumps(exposed), '{"template-id": "x"}', ""])
    report = read(tmp_path, lines)
    first, second = report.findings
    assert (first.port, first.protocol, first.cves, first.cvss) == (22, "tcp", ("CVE-2018-15473",), 5.3)
    assert first.seen_at == datetime(2024, 3, 8, 3, 0, 0, 123456, tzinfo=UTC) and first.machine.addresses == (
        "10.9.1.1",
    )
    assert (second.kind, second.location, second.port) == (
        FindingKind.MISCONFIGURATION,
        "https://may.example/.git/config",
        443,
    )
    assert [(one.record, one.reason) for one in report.rejected] == [
        (2, "không phải JSON"),
        (4, "không có phần info của Nuclei"),
    ]
    assert "BiMat" not in repr(report)
    assert len(read(tmp_path, [NUCLEI, NUCLEI]).findings) == 2


def test_a_long_list_is_read_item_by_item(tmp_path):
    report = read(tmp_path, json.dumps([NUCLEI] * 400, indent=1), document_bytes=50_000)
    assert len(report.findings) == 400 and report.findings[-1].record == 400


def test_zap_json(tmp_path):
    alert = {"pluginid": "10020", "alertRef": "10020-1", "name": "Clickjacking", "riskcode": "2", "confidence": "2", "desc": "<p>x</p>",
             "instances": [{"uri": "https://a.example/?t=1", "method": "GET", "evidence": ""}]}  # fmt: skip
    report = read(
        tmp_path,
        {
            "@version": "2.14",
            "@generated": "Fri, 8 Mar 2024 10:00:00",
            "site": [{"@name": "https://a.example", "@port": "443", "alerts": [alert]}],
        },
    )
    (found,) = report.findings
    assert (report.tool, found.rule, found.port, found.severity) == ("zap", "10020-1", 443, Severity.MEDIUM)


def test_trivy_of_every_schema(tmp_path):
    weak = {"VulnerabilityID": "CVE-2021-33503", "PkgName": "urllib3", "InstalledVersion": "1.26.3", "FixedVersion": "1.26.5", "Severity": "HIGH", "SeveritySource": "nvd",
            "CVSS": {"nvd": {"V2Score": 5, "V3Score": 7.5, "V3Vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}}}  # fmt: skip
    check = {
        "ID": "DS002",
        "Title": "root",
        "Severity": "HIGH",
        "Status": "FAIL",
        "CauseMetadata": {"StartLine": 3},
    }
    secret = {
        "RuleID": "aws",
        "Title": "AWS key",
        "Severity": "CRITICAL",
        "StartLine": 7,
        "Match": "key=BiMatSieuCap",
    }
    results = [{"Target": "requirements.txt", "Vulnerabilities": [weak, {"Severity": "HIGH"}], "Secrets": [secret], "Licenses": [{"Name": "MIT"}],
                "Misconfigurations": [check, check | {"Status": "PASS"}]}]  # fmt: skip
    report = read(
        tmp_path,
        {
            "SchemaVersion": 2,
            "ArtifactName": "mot-cua:1",
            "CreatedAt": "2024-03-08T10:00:00+07:00",
            "Results": results,
        },
    )
    package, config, hidden = report.findings
    assert (package.cvss, package.location, package.solution) == (
        7.5,
        "urllib3 1.26.3 (requirements.txt)",
        "Nâng urllib3 lên 1.26.5",
    )
    assert config.kind is FindingKind.MISCONFIGURATION and config.location == "requirements.txt:3"
    assert hidden.location == "requirements.txt:7" and "BiMat" not in repr(report)
    assert report.skipped == 2 and len(report.rejected) == 1 and report.scope.machines == ()


def test_trivy_before_schema_2_and_of_a_cluster(tmp_path):
    weak = {"VulnerabilityID": "CVE-2021-1", "PkgName": "a", "Severity": "LOW"}
    (found,) = read(tmp_path, [{"Target": "alpine:3", "Type": "alpine", "Vulnerabilities": [weak]}]).findings
    assert found.machine.name == "alpine:3"
    cluster = {
        "ClusterName": "c",
        "Vulnerabilities": [
            {
                "Namespace": "n",
                "Kind": "Pod",
                "Name": "p",
                "Results": [{"Target": "t", "Vulnerabilities": [weak]}],
            }
        ],
    }
    (found,) = read(tmp_path, cluster).findings
    assert found.machine.name == "n/Pod/p"


def test_grype(tmp_path):
    match = {"vulnerability": {"id": "GHSA-x", "severity": "High", "fix": {"versions": ["2.0"]}, "cvss": []},
             "relatedVulnerabilities": [{"id": "CVE-2021-32626", "cvss": [{"version": "3.1", "vector": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "metrics": {"baseScore": 8.8}},
                                                                          {"version": "2.0", "metrics": {"baseScore": 6.5}}]}],
             "artifact": {"name": "redis", "version": "4.0.2", "locations": [{"path": "/lib/redis"}]}}  # fmt: skip
    report = read(
        tmp_path,
        {
            "matches": [match, {}],
            "source": {"type": "image", "target": {"userInput": "mot-cua:1"}},
            "descriptor": {"version": "0.6"},
        },
    )
    (found,) = report.findings
    assert (found.cvss, found.cves, found.machine.name) == (8.8, ("CVE-2021-32626",), "mot-cua:1") and len(
        report.rejected
    ) == 1


def test_wazuh_alerts(tmp_path):
    agent = {"id": "001", "name": "may-7", "ip": "10.9.1.7"}
    frame = {"timestamp": "2024-03-08T10:00:00.000+0700", "agent": agent}
    weak = frame | {"rule": {"id": "23505", "level": 10, "groups": ["vulnerability-detector"]},
                    "data": {"vulnerability": {"cve": "CVE-2023-1", "severity": "High", "status": "Active", "title": "t", "package": {"name": "curl", "version": "7"},
                                               "cvss": {"cvss3": {"base_score": "7.5"}}}}}  # fmt: skip
    virus = frame | {
        "rule": {
            "id": "52502",
            "level": 8,
            "description": "ClamAV: Virus detected",
            "groups": ["clamd", "virus"],
        },
        "full_log": "x FOUND",
    }
    check = frame | {
        "rule": {"id": "19007", "level": 7},
        "data": {"sca": {"policy": "CIS", "check": {"id": "5", "title": "umask", "result": "failed"}}},
    }
    login = frame | {"rule": {"id": "5715", "level": 3, "groups": ["sshd"]}}
    report = read(tmp_path, "\n".join(map(json.dumps, [weak, virus, check, login, {"rule": 1, "agent": 2}])))
    assert [one.kind for one in report.findings] == [
        FindingKind.VULNERABILITY,
        FindingKind.MALWARE,
        FindingKind.MISCONFIGURATION,
    ]
    assert report.findings[0].machine.addresses == ("10.9.1.7",) and report.findings[0].cvss == 7.5
    assert report.findings[0].seen_at == datetime(2024, 3, 8, 3, tzinfo=UTC)
    assert report.skipped == 1 and len(report.rejected) == 1


def test_wazuh_lists(tmp_path):
    item = {
        "name": "curl",
        "version": "7",
        "cve": "CVE-2023-2",
        "severity": "Medium",
        "cvss3_score": 6.5,
        "agent_ip": "10.9.1.8",
        "agent_name": "may-8",
        "status": "VALID",
    }
    (found,) = read(tmp_path, {"data": {"affected_items": [item], "total_affected_items": 1}}).findings
    assert (found.severity, found.machine.name) == (Severity.MEDIUM, "may-8")
    state = {
        "agent": {"name": "may-9"},
        "package": {"name": "linux"},
        "vulnerability": {"id": "CVE-2025-27558", "severity": "-", "score": {"base": 9.1}},
    }
    (found,) = read(tmp_path, {"hits": {"hits": [{"_source": state}]}}).findings
    assert found.severity is Severity.CRITICAL


def test_sarif(tmp_path):
    rule = {
        "id": "py/sql",
        "shortDescription": {"text": "SQL injection"},
        "properties": {"security-severity": "8.8"},
        "messageStrings": {"m": {"text": "from {0}"}},
    }
    place = [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "app/a.py"},
                "region": {"startLine": 5, "snippet": {"text": "BiMat"}},
            }
        }
    ]
    results = [{"ruleId": "py/sql", "message": {"id": "m", "arguments": ["request"]}, "locations": place}, {"ruleId": "py/sql", "kind": "pass", "message": {"text": "ok"}},
               {"ruleId": "py/sql", "message": {"text": "x"}, "suppressions": [{"kind": "inSource"}]}, {"ruleIndex": 0, "level": "note", "message": {"text": "x"}}, 7]  # fmt: skip
    report = read(
        tmp_path,
        {
            "version": "2.1.0",
            "runs": [{"tool": {"driver": {"name": "CodeQL", "rules": [rule]}}, "results": results}],
        },
    )
    first, second = report.findings
    assert (first.title, first.severity, first.location, first.evidence) == (
        "SQL injection",
        Severity.HIGH,
        "app/a.py:5",
        "from request",
    )
    assert (
        second.rule == "py/sql"
        and report.skipped == 2
        and len(report.rejected) == 1
        and "BiMat" not in repr(report)
    )


def test_suricata_alerts(tmp_path):
    event = {"timestamp": "2024-03-08T10:00:00.1+0700", "event_type": "alert", "src_ip": "10.9.1.9", "src_port": 50000, "dest_ip": "203.0.113.9", "dest_port": 443, "proto": "TCP",
             "alert": {"signature_id": 2018, "signature": "ET MALWARE Beacon", "category": "Malware Command and Control Activity Detected", "severity": 1}}  # fmt: skip
    scan = event | {
        "src_ip": "203.0.113.8",
        "dest_ip": "10.9.1.10",
        "dest_port": 22,
        "alert": {"signature_id": 1, "signature": "ET SCAN", "category": "Attempted Recon", "severity": 3},
    }
    report = read(
        tmp_path, "\n".join(map(json.dumps, [event, {"timestamp": "x", "event_type": "flow"}, scan]))
    )
    contact, probe = report.findings
    assert (contact.kind, contact.machine.addresses, contact.port, contact.location) == (
        FindingKind.BOTNET,
        ("10.9.1.9",),
        None,
        "203.0.113.9:443",
    )
    assert (probe.kind, probe.machine.addresses, probe.port) == (
        FindingKind.INFORMATION,
        ("10.9.1.10",),
        22,
    ) and report.skipped == 1


def test_nikto_json(tmp_path):
    host = {
        "host": "web",
        "ip": "10.9.1.11",
        "port": "443",
        "vulnerabilities": [{"id": "999970", "method": "GET", "url": "/", "msg": "No HSTS"}, {"id": "1"}],
    }
    report = read(tmp_path, [host])
    assert len(report.findings) == 1 and len(report.rejected) == 1


def test_cyclonedx_json(tmp_path):
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.4", "components": [{"bom-ref": "a", "name": "log4j", "version": "2"}],
           "vulnerabilities": [{"id": "CVE-2021-44228", "ratings": [{"score": 10, "severity": "critical", "method": "CVSSv31"}], "affects": [{"ref": "a"}, {"ref": "b"}]},
                               {"id": "CVE-2", "ratings": [{"score": 4.2, "method": "CVSSv3"}]}, "x"]}  # fmt: skip
    report = read(tmp_path, bom)
    assert [one.location for one in report.findings] == ["log4j 2", "b", ""] and len(report.rejected) == 1
    assert report.findings[2].severity is Severity.MEDIUM
