"""Reports in XML: what each tool says of machine, weakness, place, time and scope."""

from datetime import UTC, datetime

from tinhso.lib.dates import HANOI
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.tests.samples import read

NMAP = """<?xml version="1.0"?><!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sV --script=vulners,smb-vuln-ms17-010 10.9.0.0/24" start="1709863200" version="7.94">
<scaninfo type="syn" protocol="tcp" services="22,80,443"/>
<host endtime="1709863300"><status state="up"/><address addr="10.9.0.5" addrtype="ipv4"/><address addr="AA:BB:CC:00:11:22" addrtype="mac"/>
<hostnames><hostname name="may-5.so.example" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH" version="7.4"/>
<script id="vulners" output="x"><table key="cpe"><table><elem key="id">CVE-2018-15919</elem><elem key="cvss">5.3</elem><elem key="type">cve</elem></table>
<table><elem key="id">EDB-ID:1</elem><elem key="cvss">5.3</elem><elem key="type">exploitdb</elem></table></table></script></port>
<port protocol="tcp" portid="80"><state state="closed"/></port><port protocol="tcp" portid="99999"><state state="open"/></port></ports>
<hostscript><script id="smb-vuln-ms17-010" output="Risk factor: HIGH"><table key="CVE-2017-0143"><elem key="title">RCE in SMBv1</elem>
<elem key="state">VULNERABLE</elem></table></script></hostscript></host>
<host endtime="1709863300"><status state="down"/><address addr="10.9.0.6" addrtype="ipv4"/></host>
<host endtime="1709863300" timedout="true"><status state="up"/><address addr="10.9.0.7" addrtype="ipv4"/></host>
<runstats><finished time="1709863400" exit="success"/></runstats></nmaprun>"""


def test_nmap(tmp_path):
    report = read(tmp_path, NMAP)
    assert (report.tool, report.tool_version) == ("nmap", "7.94")
    by_rule = {one.rule: one for one in report.findings}
    assert set(by_rule) == {"open-port", "vulners:CVE-2018-15919", "smb-vuln-ms17-010"}
    port = by_rule["open-port"]
    assert port.machine.addresses == ("10.9.0.5",) and port.machine.mac == "aa:bb:cc:00:11:22"
    assert (port.port, port.protocol, port.kind) == (22, "tcp", FindingKind.INFORMATION)
    assert port.seen_at == datetime.fromtimestamp(1709863300, UTC)
    assert by_rule["vulners:CVE-2018-15919"].severity is Severity.MEDIUM
    assert by_rule["smb-vuln-ms17-010"].severity is Severity.HIGH and by_rule["smb-vuln-ms17-010"].cves == (
        "CVE-2017-0143",
    )
    (wrong,) = report.rejected
    assert "99999" in wrong.reason and report.skipped == 2  # a closed port, an exploit of vulners
    assert [one.addresses for one in report.scope.machines] == [("10.9.0.5",)]
    assert report.scope.ports == "tcp:22,80,443" and not report.scope.every_port
    assert report.scope.rules == ("open-port", "smb-vuln-ms17-010")


def test_nmap_that_scanned_no_port_looked_at_no_machine(tmp_path):
    content = '<nmaprun version="7"><host endtime="1709863300"><status state="up"/><address addr="10.9.0.5" addrtype="ipv4"/></host></nmaprun>'
    assert read(tmp_path, content).scope.machines == ()


NESSUS = """<NessusClientData_v2><Policy><Preferences><ServerPreferences>
<preference><name>plugin_set</name><value>10107;42873;</value></preference>
<preference><name>ssh_password</name><value>BiMatSieuCap1</value></preference>
<preference><name>port_range</name><value>1-65535</value></preference></ServerPreferences></Preferences></Policy>
<Report name="x"><ReportHost name="10.9.0.8"><HostProperties><tag name="HOST_END">Fri Mar  8 10:00:00 2024</tag>
<tag name="host-ip">10.9.0.8</tag><tag name="mac-address">AA:BB:CC:00:11:33&#xa;AA:BB:CC:00:11:34</tag><tag name="host-fqdn">may8.example</tag></HostProperties>
<ReportItem port="3389" protocol="tcp" severity="3" pluginID="42873" pluginName="SWEET32" pluginFamily="General"><cve>CVE-2016-2183</cve>
<cvss_base_score>5.0</cvss_base_score><cvss3_base_score>7.5</cvss3_base_score><cvss3_vector>CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N</cvss3_vector>
<synopsis>Weak ciphers</synopsis><description>Long</description><solution>Off</solution><plugin_output>Password: BiMatSieuCap1</plugin_output></ReportItem>
<ReportItem port="0" protocol="tcp" severity="0" pluginID="19506" pluginName="Scan info" pluginFamily="Settings"/>
<ReportItem port="0" protocol="tcp" severity="9" pluginID="1" pluginName="?" pluginFamily="?"/>
<ReportItem port="0" protocol="tcp" severity="3" pluginID="21157" pluginName="Unix compliance"><compliance-check-name>1.1 Umask</compliance-check-name><compliance-result>FAILED</compliance-result></ReportItem>
<ReportItem port="0" protocol="tcp" severity="0" pluginID="21157" pluginName="Unix compliance"><compliance-result>PASSED</compliance-result></ReportItem>
</ReportHost><ReportHost name="10.9.0.9"><HostProperties><tag name="host-ip">10.9.0.9</tag></HostProperties></ReportHost></Report></NessusClientData_v2>"""


def test_nessus(tmp_path):
    report = read(tmp_path, NESSUS)
    weak, note, check = report.findings
    assert (weak.rule, weak.cves, weak.cvss, weak.port) == ("42873", ("CVE-2016-2183",), 7.5, 3389)
    assert weak.cvss_vector.startswith("CVSS:3.0/AV:N") and weak.machine.name == "may8.example"
    assert note.kind is FindingKind.INFORMATION and note.port is None
    assert check.kind is FindingKind.MISCONFIGURATION and check.location == "1.1 Umask"
    assert "BiMat" not in repr(report)
    assert report.rejected[0].reason == "không biết mức nghiêm trọng “9”" and report.skipped == 1
    assert report.scope.rules == ("10107", "42873") and report.scope.every_port
    assert [one.addresses for one in report.scope.machines] == [("10.9.0.8",)]  # the other has no end
    assert report.ended_at == datetime(
        2024, 3, 8, 10, tzinfo=HANOI
    )  # of the machines: a scan that finds nothing has a time too


OPENVAS = """<report id="1" format_id="2"><task id="3"/><report id="1"><gmp><version>22.6</version></gmp><scan_start>2024-03-08T01:00:00Z</scan_start>
<results><result id="a"><name>Weak SSH</name><host>10.9.0.10<hostname>may10</hostname></host><port>22/tcp</port>
<nvt oid="1.3.6.1.4.1.25623.1.0.105611"><name>Weak SSH</name><cvss_base>4.3</cvss_base><refs><ref type="cve" id="CVE-2008-5161"/></refs>
<tags>cvss_base_vector=AV:N/AC:M/Au:N/C:P/I:N/A:N|summary=Weak|solution=Off</tags></nvt><threat>Medium</threat><severity>4.3</severity>
<description>aes128-cbc</description><creation_time>2024-03-08T02:00:00Z</creation_time></result>
<result id="b"><name>Log</name><host>10.9.0.10</host><port>general/tcp</port><nvt oid="1.2"><name>OS</name></nvt><threat>Log</threat><severity>0.0</severity></result>
<result id="c"><name>Err</name><host>10.9.0.10</host><port>general/tcp</port><nvt oid="1.3"/><threat>Error</threat><severity>-3.0</severity></result></results>
<host><ip>10.9.0.10</ip><start>2024-03-08T01:00:00Z</start><end>2024-03-08T03:00:00Z</end></host>
<host><ip>10.9.0.11</ip><start>2024-03-08T01:00:00Z</start><end></end></host></report></report>"""


def test_openvas(tmp_path):
    report = read(tmp_path, OPENVAS)
    weak, log = report.findings
    assert (weak.port, weak.protocol, weak.cvss, weak.cves) == (22, "tcp", 4.3, ("CVE-2008-5161",))
    assert (
        weak.machine.name == "may10"
        and weak.solution == "Off"
        and weak.cvss_vector == "AV:N/AC:M/Au:N/C:P/I:N/A:N"
    )
    assert log.port is None and log.kind is FindingKind.INFORMATION
    assert report.skipped == 1 and [one.addresses for one in report.scope.machines] == [("10.9.0.10",)]


ZAP = """<OWASPZAPReport version="2.14" generated="Fri, 8 Mar 2024 10:00:00"><site name="https://dichvu.example:8443" host="dichvu.example" port="8443">
<alerts><alertitem><pluginid>40018</pluginid><alertRef>40018</alertRef><name>SQL Injection</name><riskcode>3</riskcode><confidence>2</confidence>
<desc>&lt;p&gt;Bad &lt;b&gt;query&lt;/b&gt;&lt;/p&gt;</desc><solution>&lt;p&gt;Bind&lt;/p&gt;</solution>
<instances><instance><uri>https://dichvu.example:8443/b?id=7</uri><method>GET</method><param>id</param><evidence>x</evidence></instance>
<instance><uri>https://dichvu.example:8443/a?id=7</uri><method>GET</method></instance></instances></alertitem>
<alertitem><pluginid>1</pluginid><name>No</name><riskcode>1</riskcode><confidence>0</confidence></alertitem></alerts></site></OWASPZAPReport>"""


def test_zap(tmp_path):
    report = read(tmp_path, ZAP)
    (found,) = report.findings
    assert (found.machine.name, found.port, found.severity) == ("dichvu.example", 8443, Severity.HIGH)
    assert found.location == "https://dichvu.example:8443/a" and found.description == "Bad query"
    assert "id=7" not in repr(report) and report.skipped == 1 and report.scope.machines == ()


def test_burp_reads_no_request(tmp_path):
    content = """<!DOCTYPE issues [<!ELEMENT issues (issue*)><!ATTLIST issues burpVersion CDATA "">]><issues burpVersion="2023.1" exportTime="Fri Mar 08 10:00:00 ICT 2024">
    <issue><type>1049088</type><name>SQL injection</name><host ip="10.9.0.12">https://web.example</host><path>/a</path><location>/a [b_id cookie]</location>
    <severity>High</severity><requestresponse><request base64="true">R0VUIC8gQ29va2llOiB4</request></requestresponse></issue>
    <issue><type>2</type><name>Header</name><host ip="10.9.0.12">https://web.example</host><severity>Chaos</severity></issue></issues>"""
    report = read(tmp_path, content)
    (found,) = report.findings
    assert (
        found.machine.addresses == ("10.9.0.12",)
        and found.port == 443
        and found.location == "/a [b_id cookie]"
    )
    assert found.seen_at == datetime(2024, 3, 8, 3, tzinfo=UTC) and "R0VU" not in repr(report)
    assert "Chaos" in report.rejected[0].reason


def test_nikto(tmp_path):
    content = """<?xml version="1.0"?><!DOCTYPE niktoscan SYSTEM "docs/nikto.dtd"><niktoscan><niktoscan version="2.1.6" scanstart="Fri Mar  8 10:00:00 2024">
    <scandetails targetip="10.9.0.13" targethostname="web13" targetport="80" starttime="2024-03-08 10:00:01"><item id="999970" method="GET">
    <description><![CDATA[Header missing]]></description><uri><![CDATA[/a?x=1]]></uri></item><item id="2" method="GET"><description/></item></scandetails></niktoscan></niktoscan>"""
    report = read(tmp_path, content)
    (found,) = report.findings
    assert (found.rule, found.location, found.port, found.kind) == (
        "999970",
        "/a",
        80,
        FindingKind.MISCONFIGURATION,
    )
    assert len(report.rejected) == 1


def test_qualys_assets_with_their_glossary(tmp_path):
    content = """<!DOCTYPE ASSET_DATA_REPORT SYSTEM "https://qualys.example/a.dtd"><ASSET_DATA_REPORT><HEADER><GENERATION_DATETIME>2024-03-08T03:00:00Z</GENERATION_DATETIME></HEADER>
    <HOST_LIST><HOST><IP>10.9.0.14</IP><DNS>may14</DNS><VULN_INFO_LIST><VULN_INFO><QID id="q_1">38628</QID><TYPE>Vuln</TYPE><PORT>443</PORT><PROTOCOL>tcp</PROTOCOL>
    <RESULT>TLS 1.0</RESULT><LAST_FOUND>2024-03-07T00:00:00Z</LAST_FOUND></VULN_INFO><VULN_INFO><QID id="q_2">6</QID><TYPE>Ig</TYPE></VULN_INFO>
    <VULN_INFO><QID id="q_1">38628</QID><TYPE>Vuln</TYPE><VULN_STATUS>Fixed</VULN_STATUS></VULN_INFO></VULN_INFO_LIST></HOST></HOST_LIST>
    <GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS id="q_1"><QID id="q_1">38628</QID><TITLE>TLSv1.0</TITLE><SEVERITY>3</SEVERITY><SOLUTION>Off&lt;P&gt;</SOLUTION>
    <CVE_ID_LIST><CVE_ID><ID>CVE-2011-3389</ID></CVE_ID></CVE_ID_LIST></VULN_DETAILS><VULN_DETAILS id="q_2"><QID id="q_2">6</QID><TITLE>DNS</TITLE><SEVERITY>1</SEVERITY></VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>"""
    report = read(tmp_path, content)
    weak, note = report.findings
    assert (weak.title, weak.severity, weak.cves, weak.solution) == (
        "TLSv1.0",
        Severity.MEDIUM,
        ("CVE-2011-3389",),
        "Off",
    )
    assert note.kind is FindingKind.INFORMATION and report.skipped == 1


def test_qualys_scan(tmp_path):
    content = """<SCAN value="scan/1"><HEADER><KEY value="DATE">2024-03-08T03:00:00Z</KEY><KEY value="STATUS">FINISHED</KEY></HEADER>
    <IP value="10.9.0.15" name="may15"><VULNS><CAT value="Local" port="80" protocol="tcp"><VULN number="1" severity="5" cveid="CVE-2014-6601"><TITLE>Old Java</TITLE>
    <CVSS3_BASE>3.4</CVSS3_BASE></VULN></CAT></VULNS><INFOS><CAT value="x"><INFO number="2" severity="3"><TITLE>Note</TITLE></INFO></CAT></INFOS></IP></SCAN>"""
    report = read(tmp_path, content)
    weak, note = report.findings
    assert (weak.severity, weak.port, weak.cvss) == (
        Severity.CRITICAL,
        80,
        3.4,
    ) and note.severity is Severity.INFORMATION
    assert [one.name for one in report.scope.machines] == ["may15"]


def test_cyclonedx_xml_before_and_since_1_4(tmp_path):
    new = """<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><metadata><timestamp>2024-03-08T03:00:00Z</timestamp><component bom-ref="app"><name>mot-cua</name><version>1.0</version></component></metadata>
    <components><component bom-ref="p1"><group>org.x</group><name>log4j</name><version>2.14</version></component></components><vulnerabilities>
    <vulnerability><id>CVE-2021-44228</id><ratings><rating><score>10.0</score><severity>critical</severity><method>CVSSv31</method></rating></ratings>
    <affects><target><ref>p1</ref></target></affects></vulnerability><vulnerability><id>CVE-2020-1</id><analysis><state>not_affected</state></analysis></vulnerability></vulnerabilities></bom>"""
    report = read(tmp_path, new)
    (found,) = report.findings
    assert (found.machine.name, found.location, found.cvss, found.severity) == (
        "mot-cua 1.0",
        "org.x/log4j 2.14",
        10.0,
        Severity.CRITICAL,
    )
    assert report.skipped == 1
    old = """<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"><components><component bom-ref="p1"><name>jackson</name><version>2.9</version>
    <v:vulnerabilities><v:vulnerability ref="p1"><v:id>CVE-2018-7489</v:id><v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity><v:method>CVSSv3</v:method></v:rating></v:ratings></v:vulnerability></v:vulnerabilities></component></components></bom>"""
    (found,) = read(tmp_path, old).findings
    assert (found.rule, found.cvss, found.location) == ("CVE-2018-7489", 9.8, "jackson 2.9")
