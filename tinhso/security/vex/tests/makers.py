"""Statements and findings of packages."""

from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.security.tests.makers import reported
from tinhso.security.vex.actions.make_statement import make_statement
from tinhso.security.vex.entry import StatementEntry

CVE, PACKAGE = "CVE-2021-23337", "pkg:npm/lodash"
UNTIL = NOW.date().replace(month=NOW.month + 1)


def entry_of(**words) -> StatementEntry:
    usual = {
        "names": (CVE,),
        "purl": f"{PACKAGE}@4.17.20",
        "status": "not_affected",
        "justification": "vulnerable_code_not_in_execute_path",
        "text": "Không gọi template()",
        "expires_on": UNTIL,
    }
    return StatementEntry(**usual | words)


def stated(town, who, system=None, key=None, now=NOW, **words):
    return make_statement(
        entry=entry_of(**words), system=system, client_key=key or uuid4(), by=town.actor(who), now=now
    )


def weak_package(machine, cve=CVE, version="4.17.20", **words):
    usual = {"port": None, "protocol": "", "package": PACKAGE, "package_version": version, "cves": (cve,)}
    return reported(machine, rule=cve, **usual | words)
