"""The catalogue of a day as rows for a file, and what a procedure lacks of its legal parts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from tinhso.onestop.models import OnlineService, Procedure, ProcedureCompetence, ProcedureVersion

PARTS = {
    "order_text": _("trình tự thực hiện"),
    "manner_text": _("cách thức thực hiện"),
    "papers": _("thành phần, số lượng hồ sơ"),
    "time_limits": _("thời hạn giải quyết"),
    "subjects": _("đối tượng thực hiện"),
    "agency_text": _("cơ quan thực hiện"),
    "result_name": _("kết quả thực hiện"),
}
"""The seven parts that make a procedure (NĐ 63/2010/NĐ-CP Điều 8 khoản 2), with its name and code aside."""

TEXTS = ("order_text", "manner_text", "agency_text", "result_name", "conditions_text", "settled_in", "source")
LISTS = ("channels", "papers", "subjects", "fees", "legal_basis")


@dataclass(frozen=True)
class Standing:
    """A procedure as it stands on a day, and the values of its row."""

    procedure: Procedure
    version: ProcedureVersion | None
    services: Sequence[OnlineService]
    values: dict[str, Any]


def standings(on: date, codes: Sequence[str] | None = None) -> dict[str, Standing]:
    """Code -> how the procedure stands on that day. Four queries, however many procedures."""
    listed = Procedure.objects.on(on).select_related("field").prefetch_related("life_events")
    if codes is not None:
        listed = listed.filter(code__in=codes)
    rows = list(listed.order_by("code"))
    ids = [p.pk for p in rows]
    versions = ProcedureVersion.objects.in_force(on).filter(procedure__in=ids)
    published = {
        v.procedure_id: v for v in versions.annotate(form_id=KT("form__id")).defer("form", "process")
    }
    services = defaultdict(list)
    for service in OnlineService.objects.on(on).filter(procedure__in=ids).order_by("level", "pk"):
        services[service.procedure_id].append(service)
    return {p.code: _standing(p, published.get(p.pk), services[p.pk]) for p in rows}


def _standing(
    procedure: Procedure, version: ProcedureVersion | None, services: list[OnlineService]
) -> Standing:
    values: dict[str, Any] = {
        "code": procedure.code,
        "name": procedure.name,
        "field": procedure.field.code,
        "level": procedure.competence or "",
        "also_at": procedure.also_at or [],
        "keywords": procedure.keywords,
        "life_events": [event.code for event in procedure.life_events.all()],
        "online": [_service(s) for s in services],
    }
    return Standing(procedure, version, services, values | (_content(version) if version else {}))


def _service(service: OnlineService) -> dict[str, Any]:
    plain = {name: getattr(service, name) for name in ("level", "kind", "reason", "national_since")}
    return plain | {"since": service.valid.lower}


def _content(version: ProcedureVersion) -> dict[str, Any]:
    plain = {name: getattr(version, name) for name in (*TEXTS, *LISTS)}
    limits = [{"level": level} | limit for level, limit in version.time_limits.items()]
    form = getattr(version, "form_id", "")
    return plain | {"time_limits": limits, "form": form, "valid_from": version.valid.lower}


def missing_parts(version: ProcedureVersion | None) -> list[str]:
    """Which of the seven parts it lacks, in words; the general content has no particular papers and limits."""
    if version is None:
        return [str(words) for words in PARTS.values()]
    missing = [key for key in PARTS if not getattr(version, key)]
    if not version.own_form:
        missing += [key for key in ("papers", "result_name") if key not in missing]
    return [str(words) for key, words in PARTS.items() if key in missing]


def incomplete(on: date) -> list[tuple[Procedure, list[str]]]:
    """The procedures of the province that lack a part, with what they lack, by name. Four queries."""
    levels = {level.value for level in ProcedureCompetence.Level} - {"vertical", "central", "elsewhere"}
    found = [
        (s.procedure, missing_parts(s.version))
        for s in standings(on).values()
        if s.procedure.competence in levels
    ]
    return sorted([pair for pair in found if pair[1]], key=lambda pair: pair[0].sort_key)
