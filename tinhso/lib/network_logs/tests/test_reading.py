"""Logs of sensors, name servers and proxies become rows of one shape; what is not understood is told by its line."""

import gzip
import json
import random
from datetime import UTC, datetime

import pytest

from tinhso.lib.network_logs.reading import open_network_log
from tinhso.lib.network_logs.rows import LineFault, LogLimits, LogRow, RowKind
from tinhso.lib.scan_reports.report import ReportRefused

AT = datetime(2024, 3, 8, 3, 0, tzinfo=UTC)
UNTIL = datetime(2024, 6, 1, tzinfo=UTC)
ZEEK_DNS = """#separator \\x09
#set_separator	,
#path	dns
#fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	query	qtype_name	rcode_name	answers
1709866800.000000	C1	10.9.3.1	50000	10.9.0.1	53	udp	WWW.Example.com.	A	NOERROR	203.0.113.5,cdn.example.com
1709866800.000000	C1	10.9.3.1	50000	10.9.0.1	53	udp	-	A	-	-
broken
1709866800.000000	C1	nơi nào	50000	10.9.0.1	53	udp	x	A	-	-
#close	2024-03-08
"""
BIND = """08-Mar-2024 10:00:00.123 queries: info: client @0x7f1 10.9.3.2#53124 (www.example.com): query: www.example.com IN AAAA +E(0)K (10.9.0.1)
Mar  8 10:00:00 ns1 named[99]: client 10.9.3.2#53124: query: a.example.com IN A + (10.9.0.1)
08-Mar-2024 10:00:00.123 general: info: zone loaded
08-Mar-2024 10:00:00.123 client x query: hỏng
"""
DNSMASQ = """Mar  8 10:00:00 dnsmasq[12]: started, version 2.90
Mar  8 10:00:00 dnsmasq[12]: query[A] www.example.com from 10.9.3.3
Mar  8 10:00:00 dnsmasq[12]: forwarded www.example.com to 10.9.0.2
Mar  8 10:00:00 dnsmasq[12]: 42 10.9.3.3/5000 query[AAAA] b.example.com from 10.9.3.3
gì đây
"""
WINDOWS = """DNS Server log file creation at 3/8/2024 10:00:00 AM
Message logging key (for packets - other items use a subset of these fields):

3/8/2024 10:00:00 AM 0E9C PACKET  000001F5D3C01230 UDP Rcv 10.9.3.4        1a2b   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)
3/8/2024 10:00:00 AM 0E9C PACKET  000001F5D3C01230 UDP Snd 10.9.3.4        1a2b R Q [8385 A DR NXDOMAIN] A      (3)www(7)example(3)com(0)
3/8/2024 10:00:00 AM 0E9C PACKET  000001F5D3C01230 UDP Snd 8.8.8.8         1a2b   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)
08/03/2024 10:00:00 SA 0E9C PACKET  000001F5D3C01230 UDP Rcv 10.9.3.4        1a2b   Q [0001   D   NOERROR] PTR    (1)4(7)in-addr(4)arpa(0)
3/8/2024 10:00:00 AM 0E9C PACKET  lạ UDP Rcv x
"""
SQUID = """1709866800.000    145 10.9.3.5 TCP_MISS/200 1532 GET http://user:mk@web.example:8080/don?ma=1 nguyenvana HIER_DIRECT/203.0.113.7 text/html
1709866800.000   9000 10.9.3.5 TCP_TUNNEL/200 99999 CONNECT secure.example:443 - HIER_DIRECT/203.0.113.8 -
hỏng
"""


def open_log(folder, content, **limits):
    path = folder / "log"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_network_log(path, name="nhật ký.log", limits=LogLimits(**({"until": UNTIL} | limits)))


def read(folder, content, **limits):
    log = open_log(folder, content, **limits)
    found = list(log)
    rows = [one for one in found if isinstance(one, LogRow)]
    faults = [one for one in found if isinstance(one, LineFault)]
    counts = log.counts
    assert (counts.rows, counts.rejected) == (len(rows), len(faults))
    assert counts.lines == counts.rows + counts.rejected + counts.skipped
    return log.format, rows, faults


def test_zeek_dns(tmp_path):
    name, (first, second), faults = read(tmp_path, ZEEK_DNS)
    assert (
        name == "zeek" and first.at == AT and first.client == "10.9.3.1" and first.destination == "10.9.0.1"
    )
    assert (first.name, first.type, first.rcode, first.answer) == (
        "www.example.com",
        "A",
        "NOERROR",
        "203.0.113.5 cdn.example.com",
    )
    assert second.name == "" and not second.is_answer
    assert [one.line for one in faults] == [7, 8]


def test_zeek_conn_and_http_in_json(tmp_path):
    frame = {
        "ts": 1709866800.0,
        "id.orig_h": "10.9.3.1",
        "id.resp_h": "203.0.113.5",
        "id.resp_p": 443,
        "proto": "tcp",
    }
    conn = frame | {"conn_state": "SF", "orig_bytes": 10, "resp_bytes": 2000, "duration": 1.5}
    web = frame | {
        "ts": "2024-03-08T03:00:00Z",
        "method": "GET",
        "host": "web.example:80",
        "uri": "/ho-so?ma=1",
        "status_code": 200,
        "username": "an",
    }
    other = frame | {"_path": "ssl"}
    name, (first, second), faults = read(
        tmp_path,
        "\n".join(map(json.dumps, [conn, web, other, frame | {"id.resp_p": 99999, "conn_state": "SF"}])),
    )
    assert (first.kind, first.destination, first.port, first.sent, first.received, first.duration) == (
        RowKind.CONNECTION,
        "203.0.113.5",
        443,
        10,
        2000,
        1.5,
    )
    assert (second.kind, second.name, second.rcode) == (RowKind.WEB, "web.example", "200")
    assert "ho-so" not in repr(second) and len(faults) == 1


def test_suricata_of_several_versions(tmp_path):
    frame = {
        "timestamp": "2024-03-08T10:00:00.000000+0700",
        "event_type": "dns",
        "src_ip": "10.9.3.6",
        "src_port": 5000,
        "dest_ip": "10.9.0.1",
        "dest_port": 53,
        "proto": "UDP",
    }
    events = [
        frame | {"dns": {"type": "query", "rrname": "www.example.com", "rrtype": "A"}},
        frame | {"src_ip": "10.9.0.1", "src_port": 53, "dest_ip": "10.9.3.6", "dest_port": 5000,
                 "dns": {"type": "answer", "rrname": "www.example.com", "rrtype": "A", "rcode": "NOERROR", "grouped": {"A": ["203.0.113.5"]}}},
        frame | {"dns": {"version": 3, "type": "response", "queries": [{"rrname": "x.example", "rrtype": "A"}], "rcode": "NXDOMAIN"}},
        frame | {"event_type": "flow", "flow": {"bytes_toserver": 5, "bytes_toclient": 7}},
        frame | {"event_type": "tls", "tls": {"sni": "T.example"}},
        frame | {"event_type": "alert", "alert": {}},
        {"timestamp": "x"},
    ]  # fmt: skip
    name, rows, faults = read(tmp_path, "\n".join(map(json.dumps, events)))
    assert (
        name == "suricata"
        and {one.client for one in rows} == {"10.9.3.6"}
        and {one.at for one in rows} == {AT}
    )
    assert [(one.name, one.rcode, one.is_answer) for one in rows[:3]] == [
        ("www.example.com", "", False), ("www.example.com", "NOERROR", True), ("x.example", "NXDOMAIN", True)]  # fmt: skip
    assert (
        rows[1].answer == "203.0.113.5"
        and rows[3].received == 7
        and rows[4].name == "t.example"
        and len(faults) == 1
    )


@pytest.mark.parametrize(
    ("content", "form", "names", "faults"),
    [
        (BIND, "bind", ["www.example.com", "a.example.com"], 1),
        (DNSMASQ, "dnsmasq", ["www.example.com", "b.example.com"], 1),
        (WINDOWS, "windows_dns", ["www.example.com", "www.example.com", "4.in-addr.arpa"], 1),
    ],
)
def test_name_servers(tmp_path, content, form, names, faults):
    name, rows, wrong = read(tmp_path, content)
    assert name == form and [one.name for one in rows] == names and len(wrong) == faults
    assert {one.at.replace(microsecond=0) for one in rows} == {AT}
    if form == "windows_dns":
        assert [one.rcode for one in rows] == ["", "NXDOMAIN", ""]
        assert len(read(tmp_path, content.encode("utf-16"))[1]) == 3


def test_squid_reads_no_user_and_no_page(tmp_path):
    name, (first, second), faults = read(tmp_path, SQUID)
    assert (first.name, first.port, first.received, first.duration) == ("web.example", 8080, 1532, 0.145)
    assert (second.name, second.port, second.type) == ("secure.example", 443, "CONNECT")
    assert (
        not any(word in repr([first, second]) for word in ("nguyenvana", "don", "mk", "ma=1"))
        and len(faults) == 1
    )


def test_times_without_a_year_are_not_of_the_future(tmp_path):
    line = "Dec 31 23:00:00 dnsmasq[1]: query[A] a.example from 10.9.3.3\n"
    assert read(tmp_path, line)[1][0].at.year == 2023


def test_gzip_is_read_and_bombs_are_not(tmp_path):
    assert len(read(tmp_path, gzip.compress(ZEEK_DNS.encode()))[1]) == 2
    with pytest.raises(ReportRefused, match="quá lớn"):
        list(open_log(tmp_path, gzip.compress(ZEEK_DNS.encode() + b" " * 40_000_000), line_bytes=100_000_000))


def test_what_cannot_be_read_is_refused(tmp_path):
    for content in ("xin chào\n", '{"a":1}\n', "<xml/>", "["):
        with pytest.raises(ReportRefused, match="Không nhận ra"):
            open_log(tmp_path, content)
    with pytest.raises(ReportRefused, match="Một dòng dài quá"):
        read(tmp_path, SQUID + "x" * 3000, line_bytes=2000)
    with pytest.raises(ReportRefused, match="Hơn 5 dòng"):
        read(tmp_path, SQUID + "x\n" * 10, faults=5)


def test_absurd_values_are_faults_and_secrets_do_not_show(tmp_path):
    odd = SQUID.splitlines()[0]
    lines = [
        odd,
        odd.replace("1709866800", "99999999999"),
        odd.replace(":8080", ":99999"),
        odd.replace("10.9.3.5", "999.1.1.1"),
        "token=BiMatSieuCap x",
        "a" * 500 + ".x",
    ]
    _, rows, faults = read(tmp_path, "\n".join(lines))
    assert len(rows) == 1 and len(faults) == 5 and "BiMat" not in repr(faults)
    assert all(len(one.excerpt) <= 200 for one in faults)


@pytest.mark.long
def test_spoilt_logs_never_crash(tmp_path):
    source = random.Random(8)
    samples = [ZEEK_DNS, BIND, DNSMASQ, WINDOWS, SQUID]
    for _ in range(1500):
        raw = bytearray(source.choice(samples).encode())
        for _ in range(source.randint(1, 12)):
            at = source.randrange(len(raw))
            raw[at : at + source.randint(0, 9)] = source.choice(
                [b"", b"\x00", b"\xff", b"\t", b"\n", b"(", b"9" * 30, b":"]
            )
        try:
            read(tmp_path, bytes(raw))
        except ReportRefused as why:
            assert str(why)
