"""The demo's software bills and VEX statements, by the deeds themselves; components and versions are invented, the numbers of weaknesses are real ones."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.lib.dates import local
from tinhso.security.public import InformationSystem, StatementEntry, make_statement, register_bill

KEYS = UUID("5ec0de38-5b0f-4000-8000-000000000042")
LOG4J = "pkg:maven/org.apache.logging.log4j/log4j-core"
BILLS = (
    ("Giải quyết thủ tục hành chính của tỉnh (mô phỏng)", (("log4j-core", "2.17.1", LOG4J), ("openssl", "3.0.12", "pkg:deb/debian/openssl"), ("lodash", "4.17.21", "pkg:npm/lodash"))),
    ("Nền tảng chia sẻ dữ liệu của tỉnh (mô phỏng)", (("log4j-core", "2.14.1", LOG4J), ("spring-core", "5.3.17", "pkg:maven/org.springframework/spring-core"))),
)  # fmt: skip
SENT = 6


def create_software(*, now: datetime) -> None:
    office = Office(now)
    by, at = office.person("thuy"), office.ago(SENT)
    for number, (name, components) in enumerate(BILLS):
        system = InformationSystem.objects.filter(name=name).first()
        if system is None:
            continue
        listed = [
            {"type": "library", "name": title, "version": version, "purl": f"{purl}@{version}"}
            for title, version, purl in components
        ]
        bill = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"timestamp": at.isoformat(), "component": {"name": "mo-phong"}},
            "components": listed,
        }
        register_bill(
            system=system, content=json.dumps(bill).encode(), file_name="bang-ke-mo-phong.cdx.json", client_key=uuid5(KEYS, str(number)), by=by, now=at
        )  # fmt: skip
    until = local(at).date() + timedelta(days=180)
    for number, (cve, version, status, justification, text) in enumerate(
        (
            ("CVE-2021-44228", "2.17.1", "fixed", "", "Phiên bản này đã có bản sửa của nhà phát triển (mô phỏng)."),
            ("CVE-2021-44228", "2.14.1", "affected", "", "Nâng lên 2.17.1 trước khi mở ra ngoài mạng (mô phỏng)."),
            ("CVE-2022-22965", "", "not_affected", "vulnerable_code_not_in_execute_path", "Không chạy trên Tomcat dạng WAR (mô phỏng)."),
        )
    ):  # fmt: skip
        package = LOG4J if number < len(BILLS) else "pkg:maven/org.springframework/spring-core"
        purl = f"{package}@{version}" if version else package
        entry = StatementEntry((cve,), purl, status, justification, text, until)
        make_statement(entry=entry, system=None, client_key=uuid5(KEYS, f"vex-{number}"), by=by, now=at)
