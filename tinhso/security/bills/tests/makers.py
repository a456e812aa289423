"""A bill as its file is sent in."""

import json
from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.lib.software_bills.tests.samples import CYCLONEDX
from tinhso.security.bills.actions.register_bill import register_bill


def bill_file(*components, made="2024-02-01T08:00:00Z"):
    """Of components `(name, version, purl)`."""
    entries = [{"name": name, "version": version, "purl": purl} for name, version, purl in components]
    content = {**CYCLONEDX, "metadata": {"timestamp": made}, "components": entries}
    return json.dumps(content).encode()


LOG4J = ("log4j-core", "2.14.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1")


def sent(town, system, who, *components, key=None, **words):
    content = bill_file(*(components or [LOG4J]), **words)
    return register_bill(
        system=system,
        content=content,
        file_name="bang-ke.json",
        client_key=key or uuid4(),
        by=town.actor(who),
        now=NOW,
    )
