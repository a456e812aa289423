"""SARIF 2.1: each result is a record. Excerpts of source are never read; of scanners for secrets neither is the message."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, machine_of, read_score
from tinhso.lib.scan_reports.report import FindingKind, Severity
from tinhso.lib.scan_reports.severity import severity_of, severity_of_score

SECRET_SCANNERS = ("gitleaks", "trufflehog", "detect-secrets", "ggshield", "secret")
SILENT = ("pass", "notApplicable", "informational")


def read_sarif(values: Iterable[Any], collected: Collected) -> None:
    for report in values:
        for run in report.get("runs") or []:
            driver = (run.get("tool") or {}).get("driver") or {}
            rules, placed = _rules(run, driver)
            collected.version = (
                f"{driver.get('name') or ''} {driver.get('semanticVersion') or driver.get('version') or ''}"
            )
            _times(run, collected)
            for result in run.get("results") or []:
                collected.each(result, _result, driver, rules, placed, collected)


def _times(run: dict[str, Any], collected: Collected) -> None:
    for call in run.get("invocations") or []:
        if isinstance(call, dict):
            collected.started_at = collected.moment(call.get("startTimeUtc")) or collected.started_at
            collected.ended_at = collected.moment(call.get("endTimeUtc")) or collected.ended_at


def _rules(run: dict[str, Any], driver: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """By their id, and the driver's in their order."""
    placed = driver.get("rules") or []
    more = [
        one for part in (run.get("tool") or {}).get("extensions") or [] for one in part.get("rules") or []
    ]
    return {str(one.get("id")): one for one in [*more, *placed] if isinstance(one, dict)}, placed


def _result(
    one: dict[str, Any],
    driver: dict[str, Any],
    rules: dict[str, Any],
    placed: list[Any],
    collected: Collected,
) -> Draft | None:
    if one.get("kind") in SILENT or _is_suppressed(one) or one.get("baselineState") == "absent":
        return None
    inside = one.get("rule") or {}
    name = str(one.get("ruleId") or inside.get("id") or "")
    index = one.get("ruleIndex", inside.get("index", -1))
    by_place = placed[index] if isinstance(index, int) and 0 <= index < len(placed) else {}
    rule = rules.get(name) or rules.get(name.rpartition("/")[0]) or by_place
    name = name or str(rule.get("id") or "")
    score = (rule.get("properties") or {}).get("security-severity") or (one.get("properties") or {}).get(
        "security-severity"
    )
    message = _message(one.get("message"), rule)
    about = _words(rule.get("shortDescription")) or str(rule.get("name") or "")
    title = about or message.partition("\n")[0] or name
    if any(word in str(driver.get("name")).lower() for word in SECRET_SCANNERS):
        message = ""
    return Draft(
        title=title,
        rule=name,
        severity=_severity(one, rule, score),
        machine=machine_of(name=driver.get("name") if not _place(one) else ""),
        kind=FindingKind.VULNERABILITY,
        cves=f"{name} {about} {message} {_words(rule.get('fullDescription'))}",
        cvss=score,
        location=_place(one),
        description=_words(rule.get("fullDescription")) or message,
        solution=_words(rule.get("help")),
        evidence=message,
        at=collected.ended_at,
    )


def _severity(one: dict[str, Any], rule: dict[str, Any], score: object) -> Severity:
    if score not in (None, ""):
        number = read_score(score)
        return severity_of("sarif", score) if number is None else severity_of_score(number)
    level = one.get("level") or (rule.get("defaultConfiguration") or {}).get("level") or "warning"
    return severity_of("sarif", level)


def _is_suppressed(one: dict[str, Any]) -> bool:
    entries = one.get("suppressions") or []
    return bool(entries) and all(
        (entry.get("status") or entry.get("state")) not in ("rejected", "underReview") for entry in entries
    )


def _words(text: object) -> str:
    return str(text.get("text") or text.get("markdown") or "") if isinstance(text, dict) else ""


def _message(message: object, rule: dict[str, Any]) -> str:
    """The text, or the rule's text of that id with its arguments set in."""
    found = message if isinstance(message, dict) else {}
    text = _words(found) or _words((rule.get("messageStrings") or {}).get(found.get("id")))
    for number, word in enumerate((found.get("arguments") or [])[:20]):
        text = text.replace(f"{{{number}}}", str(word)[:1000])[:20_000]
    return text


def _place(one: dict[str, Any]) -> str:
    for place in one.get("locations") or []:
        where = place.get("physicalLocation") or {}
        file, region = where.get("artifactLocation") or {}, where.get("region") or {}
        if file.get("uri"):
            return f"{file['uri']}:{region['startLine']}" if region.get("startLine") else str(file["uri"])
    return ""
