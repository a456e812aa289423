"""CycloneDX with vulnerabilities, JSON and XML: each weakness of each component that it affects is a record."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of, read_score
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportedMachine, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score
from tinhso.lib.scan_reports.xml_stream import Node, read_steps

SETTLED = ("resolved", "resolved_with_pedigree", "false_positive", "not_affected")
METHODS = ("CVSSv4", "CVSSv31", "CVSSv3", "CVSSv2")


def read_cyclonedx_json(values: Iterable[Any], collected: Collected) -> None:
    for bom in values:
        about = bom.get("metadata") if isinstance(bom.get("metadata"), dict) else {}
        subject = about.get("component") or {}
        collected.version, collected.ended_at = (
            str(bom.get("specVersion") or ""),
            collected.moment(about.get("timestamp")),
        )
        machine = machine_of(name=f"{subject.get('name') or ''} {subject.get('version') or ''}")
        names, packages = _names([subject, *(bom.get("components") or [])])
        for weakness in bom.get("vulnerabilities") or []:
            _affects(weakness, machine, names, packages, collected)


def _names(components: list[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """By its reference in the file: how a component is called, and its package URL."""
    names: dict[str, str] = {}
    packages: dict[str, str] = {}
    waiting = list(components)
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.get("components") or [])
            name = "/".join(filter(None, [str(one.get("group") or ""), str(one.get("name") or "")]))
            ref = str(one.get("bom-ref") or one.get("purl"))
            names[ref] = f"{name} {one.get('version') or ''}"
            packages[ref] = str(one.get("purl") or "")
    return names, packages


def _affects(
    weakness: Any,
    machine: ReportedMachine,
    names: dict[str, str],
    packages: dict[str, str],
    collected: Collected,
) -> None:
    targets = weakness.get("affects") if isinstance(weakness, dict) else None
    for target in targets or [{}]:
        where = str(target.get("ref") or "") if isinstance(target, dict) else ""
        purl = packages.get(where) or where
        collected.each(weakness, _weakness, names.get(where, where), purl, machine, collected)


def _weakness(
    one: dict[str, Any], where: str, purl: str, machine: ReportedMachine, collected: Collected
) -> Draft | None:
    if ((one.get("analysis") or {}).get("state")) in SETTLED:
        return None
    score, vector, severity = _rating(
        [entry for entry in one.get("ratings") or [] if isinstance(entry, dict)]
    )
    named = " ".join(str(entry.get("id")) for entry in one.get("references") or [] if isinstance(entry, dict))
    number = one["id"]
    return Draft(
        title=f"{number}: {where}" if where else number,
        rule=number,
        severity=severity,
        machine=machine,
        cves=f"{number} {named}",
        cvss=score,
        vector=vector,
        location=where,
        purl=purl,
        description=one.get("description") or one.get("detail"),
        solution=one.get("recommendation"),
        at=collected.ended_at,
    )


def _rating(ratings: list[dict[str, Any]]) -> tuple[float | None, str, Severity]:
    """Score, vector and severity of the newest method; a weakness without a rating is of unknown severity."""
    ratings = sorted(
        ratings, key=lambda one: METHODS.index(m) if (m := one.get("method")) in METHODS else len(METHODS)
    )
    scored = [
        one
        for one in ratings
        if str(one.get("method")) in METHODS and read_score(one.get("score")) is not None
    ]
    best = scored[0] if scored else {}
    score = read_score(best.get("score"))
    worded = [word for one in [best, *ratings] if (word := one.get("severity"))]
    if worded:
        return score, str(best.get("vector") or ""), severity_of("cyclonedx", worded[0])
    return (
        score,
        str(best.get("vector") or ""),
        severity_of_score(score) if score is not None else Severity.INFORMATION,
    )


def read_cyclonedx_xml(source: Source, collected: Collected) -> None:
    names: dict[str, str] = {}
    packages: dict[str, str] = {}
    subject: list[ReportedMachine] = []
    for step in read_steps(
        source, records=("component", "vulnerability", "timestamp"), around=("bom", "metadata", "components")
    ):
        node = step.node
        if step.what == "start" and node.tag == "components":
            subject = subject or [ReportedMachine()]
        elif step.what != "record":
            continue
        elif node.tag == "timestamp":
            collected.ended_at = collected.moment(node.text)
        elif node.tag == "component":
            _component(node, names, packages, subject, collected)
        else:
            _affects(_as_json(node), subject[0] if subject else ReportedMachine(), names, packages, collected)


def _component(
    node: Node,
    names: dict[str, str],
    packages: dict[str, str],
    subject: list[ReportedMachine],
    collected: Collected,
) -> None:
    for one in [node, *node.everywhere("component")]:
        name = "/".join(filter(None, [one.words("group"), one.words("name")]))
        ref = one.get("bom-ref") or one.words("purl")
        names[ref], packages[ref] = f"{name} {one.words('version')}", one.words("purl")
    if not subject:  # the first is that of the metadata, unless the list of components has begun
        subject.append(machine_of(name=f"{node.words('name')} {node.words('version')}"))
    for weakness in node.everywhere("vulnerability"):
        _affects(_as_json(weakness), subject[0], names, packages, collected)


def _as_json(node: Node) -> dict[str, Any]:
    """A weakness of XML in the shape of JSON, also in that of the extension before 1.4."""
    refs = [one.text for one in node.everywhere("ref")] or [node.get("ref")]
    return {
        "id": node.words("id"),
        "description": node.words("description"),
        "detail": node.words("detail"),
        "recommendation": node.words("recommendation")
        or "\n".join(one.text for one in node.everywhere("recommendation")),
        "analysis": {"state": node.words("analysis", "state")},
        "affects": [{"ref": one} for one in refs if one],
        "references": [{"id": one.words("id")} for one in node.everywhere("reference")],
        "ratings": [
            {
                "score": one.words("score", "base") or one.words("score"),
                "severity": one.words("severity"),
                "vector": one.words("vector"),
                "method": one.words("method"),
            }
            for one in node.everywhere("rating")
        ],
    }
