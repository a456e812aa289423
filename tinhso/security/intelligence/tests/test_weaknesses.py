"""Lists of exploited weaknesses move findings forward in the queue, with the reason; what they leave out moves back."""

import json

from tinhso.casework.tests.makers import NOW
from tinhso.security.findings.exploitation import Exploitation, reorder_findings
from tinhso.security.intelligence.actions.end_source import end_source
from tinhso.security.models import SecurityFinding, WeaknessIntelligence
from tinhso.security.tasks import order_findings
from tinhso.security.tests.makers import imported, listed, read_list, reported, scanned, source_of_indicators


def kev(*cves):
    rows = [{"cveID": one, "dateAdded": "2024-01-05", "vulnerabilityName": "X", "knownRansomwareCampaignUse": "Known"} for one in cves]  # fmt: skip
    return json.dumps(
        {"catalogVersion": "1", "dateReleased": "2024-03-01T00:00:00Z", "vulnerabilities": rows}
    )


def epss(**shares):
    rows = "".join(f"CVE-2024-{name[1:]},{share},0.5\n" for name, share in shares.items())
    return f"#model_version:v2023.03.01,score_date:2024-03-08T00:00:00+0000\ncve,epss,percentile\n{rows}"


def order():
    return list(SecurityFinding.objects.order_by("-priority", "code").values_list("rule", "priority"))


def test_kev_and_epss_order_the_queue_and_say_why(guarded, django_assert_num_queries):
    read_list(guarded, guarded.agency_a, "anh", "name,ip\npc,10.0.0.1\n")
    rows = [reported("10.0.0.1", f"R{n}", cves=(f"CVE-2024-000{n}",)) for n in (1, 2, 3)]
    imported(guarded, scanned(*rows, machines=["10.0.0.1"]))
    assert {priority for _rule, priority in order()} == {300}
    source = source_of_indicators(guarded)
    load = listed(guarded, kev("CVE-2024-0002", "CVE-2024-9999"), source)
    assert (load.format, load.new) == ("kev", 2)
    assert listed(guarded, epss(c0003=0.9, c0002=0.02), source).repeated == 1
    with django_assert_num_queries(5):
        assert reorder_findings(NOW) == 2
    assert order() == [("R2", 451), ("R3", 345), ("R1", 300)]
    every = SecurityFinding.objects.order_by("-priority")
    with django_assert_num_queries(3):
        words = Exploitation.of(every, NOW.date())
        assert [words.reasons(one.cves) for one in every] == [["KEV: đang bị khai thác, từ 05/01/2024 (mã độc tống tiền)", "EPSS 2,0 %"], ["EPSS 90,0 %"], []]  # fmt: skip
    imported(
        guarded, scanned(reported("10.0.0.1", "R4", cves=("CVE-2024-0002",), port=80), machines=["10.0.0.1"])
    )
    assert SecurityFinding.objects.get(rule="R4").priority == 451, "a new finding has its place at once"
    assert listed(guarded, kev("CVE-2024-9999"), source).revoked == 1
    order_findings()
    assert SecurityFinding.objects.get(rule="R2").priority == 301
    assert WeaknessIntelligence.objects.get(cve="CVE-2024-0002").exploited_since is None
    end_source(source=source, by=guarded.actor("cuc"), now=NOW)
    order_findings()
    assert {priority for _rule, priority in order()} == {300}


def test_the_queue_and_the_finding_show_the_reason(guarded, client, django_assert_max_num_queries):
    read_list(guarded, guarded.agency_a, "anh", "name,ip\npc,10.0.0.1\n")
    listed(guarded, kev("CVE-2024-0001"))
    imported(guarded, scanned(reported("10.0.0.1", "R1", cves=("CVE-2024-0001",)), machines=["10.0.0.1"]))
    guarded.sign_in(client, "anh")
    with django_assert_max_num_queries(16):
        page = client.get("/can-bo/an-toan-thong-tin/diem-yeu/").content.decode()
    assert "KEV: đang bị khai thác, từ 05/01/2024" in page
    code = SecurityFinding.objects.get().code
    assert "mã độc tống tiền" in client.get(f"/can-bo/an-toan-thong-tin/diem-yeu/{code}/").content.decode()
