"""Grype, JSON: each match of a package with a weakness is a record."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of, read_score
from tinhso.lib.scan_reports.report import ReportedMachine
from tinhso.lib.scan_reports.severity import severity_of


def read_grype(values: Iterable[Any], collected: Collected) -> None:
    for report in values:
        about = report.get("descriptor") if isinstance(report.get("descriptor"), dict) else {}
        collected.version = str(about.get("version") or "")
        collected.ended_at = collected.moment(about.get("timestamp"))
        machine = machine_of(name=_target(report.get("source")))
        for match in report.get("matches") or []:
            collected.each(match, _match, machine, collected)


def _target(source: Any) -> object:
    target = source.get("target") if isinstance(source, dict) else None
    return (target.get("userInput") or target.get("imageID")) if isinstance(target, dict) else target


def _match(match: dict[str, Any], machine: ReportedMachine, collected: Collected) -> Draft:
    weakness, package = match["vulnerability"], match["artifact"]
    related = [one for one in match.get("relatedVulnerabilities") or [] if isinstance(one, dict)]
    score, vector = _best_score([weakness, *related])
    name, version = package.get("name"), package.get("version")
    places = [str(one.get("path")) for one in package.get("locations") or [] if isinstance(one, dict)]
    fix = weakness.get("fix")
    fixed = ", ".join(map(str, (fix.get("versions") or [])[:10])) if isinstance(fix, dict) else ""
    number = weakness["id"]
    return Draft(
        title=f"{number}: {name} {version}",
        rule=number,
        severity=severity_of("grype", weakness.get("severity") or "Unknown"),
        machine=machine,
        cves=" ".join([str(number), *(str(one.get("id")) for one in related)]),
        cvss=score,
        vector=vector,
        location=f"{name} {version} ({places[0]})" if places else f"{name} {version}",
        purl=package.get("purl"),
        description=weakness.get("description") or next((one.get("description") for one in related), ""),
        solution=f"Nâng {name} lên {fixed}" if fixed else "",
        at=collected.ended_at,
    )


def _best_score(entries: list[dict[str, Any]]) -> tuple[float | None, str]:
    """Of the newest version of CVSS that is given."""
    found = []
    for entry in entries:
        for one in entry.get("cvss") or []:
            score = read_score((one.get("metrics") or {}).get("baseScore"))
            if score is not None:
                found.append((str(one.get("version")), score, str(one.get("vector") or "")))
    best = max(found, key=lambda one: one[0], default=("", None, ""))
    return best[1], best[2]
