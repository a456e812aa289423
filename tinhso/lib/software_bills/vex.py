"""Statements of OpenVEX, of the analyses in CycloneDX, of CSAF: which weakness, in which package, how it stands."""

import re
from collections.abc import Iterable
from typing import Any

from tinhso.lib.scan_reports.drafts import mapping
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.moments import read_time
from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import clean, line
from tinhso.lib.software_bills.bill import Justification, Rejects, Statement, Status, VexDocument
from tinhso.lib.software_bills.cyclonedx import every_component

MOST_STATEMENTS = 2000
MOST_NAMES = 20
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{1,20}-[A-Za-z0-9.:_-]{2,60}")
NO_PACKAGE = "tuyên bố không nêu package URL của thành phần"
STATES = {
    "not_affected": Status.NOT_AFFECTED,
    "false_positive": Status.NOT_AFFECTED,
    "exploitable": Status.AFFECTED,
    "in_triage": Status.UNDER_INVESTIGATION,
    "resolved": Status.FIXED,
    "resolved_with_pedigree": Status.FIXED,
}
"""Of CycloneDX."""
REASONS = {
    "code_not_present": Justification.CODE_NOT_PRESENT,
    "code_not_reachable": Justification.CODE_NOT_IN_EXECUTE_PATH,
    "requires_configuration": Justification.NOT_CONTROLLED_BY_ADVERSARY,
    "requires_dependency": Justification.COMPONENT_NOT_PRESENT,
    "requires_environment": Justification.NOT_CONTROLLED_BY_ADVERSARY,
    "protected_by_compiler": Justification.MITIGATED,
    "protected_at_runtime": Justification.MITIGATED,
    "protected_at_perimeter": Justification.MITIGATED,
    "protected_by_mitigating_control": Justification.MITIGATED,
}
CSAF = {
    "known_not_affected": Status.NOT_AFFECTED,
    "known_affected": Status.AFFECTED,
    "fixed": Status.FIXED,
    "first_fixed": Status.FIXED,
    "under_investigation": Status.UNDER_INVESTIGATION,
}


class _Statements:
    """What a document says, statement by statement; a newer one in the same document stands for an older."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], Statement] = {}
        self.rejects = Rejects()
        self.records = 0

    def add(
        self,
        names: Iterable[object],
        products: Iterable[tuple[str, str]],
        status: Status | None,
        reason: object,
        text: object,
    ) -> None:
        self.records += 1
        known = names_of(names)
        each = [one for one in products if one[0]]
        why = str(reason or "")
        if not known:
            self.rejects.add(self.records, "không nêu mã lỗ hổng")
        elif status is None:
            self.rejects.add(self.records, "không rõ trạng thái")
        elif not each:
            self.rejects.add(self.records, NO_PACKAGE)
        elif status is Status.NOT_AFFECTED and why not in list(Justification):
            self.rejects.add(self.records, "“không bị ảnh hưởng” mà không có lý do theo danh mục")
        else:
            words = clean(text, 1000)
            for package, version in dict.fromkeys(each):
                justification = why if status is Status.NOT_AFFECTED else ""
                made = Statement(known, package, version, status, justification, words)
                self.found[known[0], package, version] = made
                if len(self.found) > MOST_STATEMENTS:
                    raise ReportRefused(f"Văn bản VEX có hơn {MOST_STATEMENTS} tuyên bố; hãy chia nhỏ.")

    def document(self, format: str, author: object, made_at: object, limits: ReportLimits) -> VexDocument:
        return VexDocument(
            format,
            tuple(self.found.values()),
            tuple(self.rejects.first),
            line(author, 200),
            read_time(made_at, limits),
        )


def names_of(names: Iterable[object]) -> tuple[str, ...]:
    """Numbers of weaknesses as findings write them: capitals, each once."""
    plain = [one.strip() for one in names if isinstance(one, str)]
    return tuple(dict.fromkeys(one.upper() for one in plain if _NAME.fullmatch(one)))[:MOST_NAMES]


def read_openvex(found: dict[str, Any], limits: ReportLimits) -> VexDocument:
    """A statement of a product with parts is about the parts."""
    every = _Statements()
    for raw in found.get("statements") or []:
        one = mapping(raw)
        weakness = one.get("vulnerability")
        about = mapping(weakness)
        names = [weakness, about.get("name"), *(about.get("aliases") or [])]
        products = [pair for entry in one.get("products") or [] for pair in _product(entry)]
        text = one.get("impact_statement") or one.get("action_statement") or one.get("status_notes")
        status = Status(one["status"]) if one.get("status") in list(Status) else None
        every.add(names, products, status, one.get("justification"), text)
    return every.document("openvex", found.get("author"), found.get("timestamp"), limits)


def _product(entry: Any) -> list[tuple[str, str]]:
    parts = mapping(entry).get("subcomponents")
    if isinstance(parts, list) and parts:
        return [_named(one) for one in parts]
    return [_named(entry)]


def _named(entry: Any) -> tuple[str, str]:
    about = mapping(entry)
    named = [entry, about.get("@id"), mapping(about.get("identifiers")).get("purl")]
    return next((pair for one in named if (pair := read_package(one))[0]), ("", ""))


def read_cyclonedx_vex(found: dict[str, Any], limits: ReportLimits) -> VexDocument:
    packages: dict[str, tuple[str, str]] = {}
    for one in every_component(found):
        about = mapping(one)
        if isinstance(about.get("bom-ref"), str):
            packages[about["bom-ref"]] = read_package(about.get("purl"))
    every = _Statements()
    for raw in found.get("vulnerabilities") or []:
        one = mapping(raw)
        analysis = mapping(one.get("analysis"))
        if not analysis.get("state"):
            continue
        refs = [str(mapping(target).get("ref") or "") for target in one.get("affects") or []]
        products = [packages.get(ref) or read_package(ref) for ref in refs]
        names = [one.get("id"), *(mapping(ref).get("id") for ref in one.get("references") or [])]
        state = str(analysis["state"])
        reason = REASONS.get(str(analysis.get("justification")), "")
        if state == "false_positive" and not reason:
            reason = Justification.CODE_NOT_PRESENT
        every.add(names, products, STATES.get(state), reason, analysis.get("detail"))
    about = mapping(found.get("metadata"))
    return every.document(
        "cyclonedx", mapping(about.get("supplier")).get("name"), about.get("timestamp"), limits
    )


def read_csaf(found: dict[str, Any], limits: ReportLimits) -> VexDocument:
    packages = _csaf_products(mapping(found.get("product_tree")))
    every = _Statements()
    for raw in found.get("vulnerabilities") or []:
        one = mapping(raw)
        names = [one.get("cve"), *(mapping(each).get("text") for each in one.get("ids") or [])]
        reasons = {
            str(product): str(mapping(flag).get("label") or "")
            for flag in one.get("flags") or []
            for product in mapping(flag).get("product_ids") or []
        }
        text = "\n".join(
            str(mapping(threat).get("details") or "") for threat in (one.get("threats") or [])[:5]
        )
        for state, products in mapping(one.get("product_status")).items():
            for product in products if state in CSAF else []:
                key = str(product)
                every.add(names, [packages.get(key, ("", ""))], CSAF[state], reasons.get(key), text)
    about = mapping(found.get("document"))
    tracking = mapping(about.get("tracking"))
    return every.document(
        "csaf", mapping(about.get("publisher")).get("name"), tracking.get("current_release_date"), limits
    )


def _csaf_products(tree: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """By the number of a product its package; of one that is a relation, that of the part."""
    found: dict[str, tuple[str, str]] = {}
    waiting: list[Any] = [tree]
    while waiting:
        node = mapping(waiting.pop())
        waiting.extend(node.get("branches") or [])
        for one in [node.get("product"), *(node.get("full_product_names") or [])]:
            about = mapping(one)
            purl = mapping(about.get("product_identification_helper")).get("purl")
            if about.get("product_id"):
                found[str(about["product_id"])] = read_package(purl)
    for one in tree.get("relationships") or []:
        whole = mapping(mapping(one).get("full_product_name")).get("product_id")
        part = str(mapping(one).get("product_reference"))
        if whole and part in found:
            found.setdefault(str(whole), found[part])
    return found
