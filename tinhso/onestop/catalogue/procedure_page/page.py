"""What the page of one procedure shows: every part that law has published (NĐ 63/2010 Đ8.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.forms.numbers import write_number
from tinhso.lib.legal_time.time_limit import Counting, number
from tinhso.lib.money.fees import is_owed, moment_words
from tinhso.onestop.catalogue.online_services import national_words
from tinhso.onestop.catalogue.paper_sources import sources_on
from tinhso.onestop.catalogue.places import LEVELS as LEVELS_OF_PROVINCE
from tinhso.onestop.catalogue.places import where_to_go
from tinhso.onestop.catalogue.procedure_page.key_facts import KeyFact, agency_words, is_written, key_facts
from tinhso.onestop.catalogue.procedure_page.national_page import (
    NationalPart,
    national_part,
    unknown_limit_words,
)
from tinhso.onestop.catalogue.procedure_page.obstacles import Obstacle, obstacle_of
from tinhso.onestop.catalogue.procedure_page.paper_rows import PaperRow, paper_rows
from tinhso.onestop.models import OnlineService, Procedure, ProcedureCompetence, ProcedureVersion

LEVELS = ProcedureCompetence.Level
ONLINE = ProcedureVersion.Channel.ONLINE.value
NATIONAL_PORTAL = "https://dichvucong.gov.vn/"


@dataclass(frozen=True)
class FormStep:
    """One page of the form and what it asks."""

    title: str
    labels: Sequence[str]


@dataclass(frozen=True)
class ProcedurePage:
    """A procedure as of a day; `version` is None where this province publishes no content of it."""

    procedure: Procedure
    version: ProcedureVersion | None
    level: str
    own_portal: bool
    facts: Sequence[Fact]
    key: Sequence[KeyFact]
    obstacle: Obstacle | None
    papers: Sequence[PaperRow]
    fees: Table | None
    form_steps: Sequence[FormStep]
    services: Sequence[OnlineService]
    online: Table | None
    national: NationalPart | None = None
    where: str = ""
    any_desk: str = ""
    """The law by which any desk of the province receives it; "" while it is received by area."""

    @property
    def has_form(self) -> bool:
        """Whether it is asked by a form of ours."""
        is_ours = self.version is not None and (self.version.own_form or not self.vertical)
        return is_ours and not (self.national and not (self.version and self.version.process))

    @property
    def nothing_to_file(self) -> bool:
        """Whether what it asks for is unknown, so that nobody can file it online here."""
        return self.ours and self.version is not None and self.version.general_only

    @property
    def source(self) -> str:
        return public_source(self.version.source) if self.version else ""

    @property
    def order(self) -> Sequence[tuple[str, str]]:
        """The steps as published, each line cut at its first sentence mark: what is done, and the rest."""
        lines = (self.version.order_text if self.version else "").splitlines()
        return [_step(line) for line in lines if line.strip()]

    @property
    def vertical(self) -> bool:
        return self.level == LEVELS.VERTICAL

    @property
    def central(self) -> bool:
        return self.level == LEVELS.CENTRAL

    @property
    def elsewhere(self) -> bool:
        return self.level == LEVELS.ELSEWHERE

    @property
    def ours(self) -> bool:
        """Whether the province settles or receives it."""
        return not (self.vertical or self.central or self.elsewhere)

    @property
    def is_filed_here(self) -> bool:
        """Whether a dossier may be started on this site on that day."""
        online = self.version is not None and ONLINE in self.version.channels
        return self.ours and self.own_portal and online

    @property
    def written(self) -> bool:
        """Whether somebody has written the content; else the general version of the province stands for it."""
        return self.version is not None and is_written(self.version)

    @property
    def owner(self) -> str:
        """Whose procedure it is, where it is not the province's."""
        told_by_version = self.version.agency_text if self.version else ""
        if self.central:
            named = self.national.promulgated_by if self.national else ""
            return named or self.procedure.field.ministry or told_by_version
        return self.procedure.field.owner or told_by_version or self.procedure.level_words

    @property
    def file_elsewhere(self) -> bool:
        """Whether the button leads to another portal: the owner's own, else the national one."""
        return not self.elsewhere and not self.is_filed_here and (not self.ours or not self.own_portal)

    @property
    def portal_url(self) -> str:
        """The owner's own portal, else the national one; in a demo the form of its sandbox for this procedure."""
        portal = self.procedure.field.portal if self.vertical else ""
        filing = (settings.NATIONAL_PORTAL or {}).get("filing", "")
        at_national = f"{filing}{self.procedure.code}/" if filing and self.version else NATIONAL_PORTAL
        return portal or at_national


def procedure_page(procedure: Procedure, *, on: date, any_desk: str = "") -> ProcedurePage:
    """The page of a procedure read through `Procedure.objects.on(on)`; `any_desk` is the law by which any desk receives it."""
    any_desk = any_desk if procedure.competence in LEVELS_OF_PROVINCE else ""
    version = ProcedureVersion.objects.in_force(on).filter(procedure=procedure).first()
    level = procedure.competence or LEVELS.PROVINCE.value
    services = list(OnlineService.objects.on(on).filter(procedure=procedure).order_by("pk"))
    own_portal = bool(rule_or("own_portal_open", False, on=on))
    where = where_to_go(procedure, level, on)
    return ProcedurePage(
        procedure=procedure,
        version=version,
        level=level,
        own_portal=own_portal,
        facts=_facts(procedure, version, level, where, any_desk),
        key=key_facts(procedure, version, level),
        obstacle=obstacle_of(procedure, version, level, own_portal=own_portal, where=where, on=on),
        papers=paper_rows(version, sources_on(procedure.pk, on) if settings.EXCHANGE_CLIENT else {}),
        fees=_fees(version),
        form_steps=_form_steps(version),
        services=services,
        online=_online(services),
        national=national_part(version),
        where=where,
        any_desk=any_desk,
    )


def _facts(
    procedure: Procedure, version: ProcedureVersion | None, level: str, where: str, any_desk: str
) -> list[Fact]:
    code = procedure.code if procedure.code_known else _("mã chưa xác minh")
    facts = [
        Fact(_("Mã thủ tục"), code),
        Fact(_("Lĩnh vực"), procedure.field.name),
        Fact(_("Cấp giải quyết, tiếp nhận"), procedure.level_words or str(LEVELS(level).label)),
    ]
    if version is None:
        return facts
    subjects = {s.value: str(s.label) for s in ProcedureVersion.Subject}
    facts += [
        Fact(_("Đối tượng thực hiện"), ", ".join(subjects[s] for s in version.subjects)),
        Fact(_("Cơ quan thực hiện"), version.agency_text or agency_words(level)),
        *([Fact(_("Nơi tiếp nhận tại tỉnh"), where)] if where else []),
        *([Fact(_("Nộp ở nơi khác trong tỉnh"), any_desk_words(any_desk))] if any_desk and where else []),
        Fact(_("Thời hạn giải quyết"), limit_words(version, level)),
        Fact(_("Kết quả thực hiện"), version.result_name),
    ]
    if version.settled_in:
        facts.append(Fact(_("Giải quyết trên"), version.settled_in))
    return facts


def any_desk_words(source: str) -> str:
    return _("Bất kỳ nơi tiếp nhận nào trong tỉnh, như nơi gần chỗ làm (%(source)s)") % {"source": source}


def _online(services: Sequence[OnlineService]) -> Table | None:
    """At which levels it is offered online, since when, why only partly, and its state on the national portal."""
    if not services:
        return None
    columns = [Column(_("Cấp")), Column(_("Mức độ")), Column(_("Trực tuyến từ")), Column(_("Cổng quốc gia"))]
    rows: list[list[Cell | str]] = [
        [
            service.level_words,
            Cell(str(service.get_kind_display()), small=_service_words(service)),
            vn_date(service.valid.lower),
            national_words(service),
        ]
        for service in services
    ]
    return Table(_("Dịch vụ công trực tuyến"), columns, rows)


def _service_words(service: OnlineService) -> str:
    """Its published reason, and that it illustrates where no source says that it is online."""
    marks = [_("minh họa: mức độ không lấy từ nguồn")] if service.illustrates else []
    return "; ".join([*([service.reason] if service.reason else []), *marks])


def limit_words(version: ProcedureVersion, level: str) -> str:
    """The time limit at that level in words, with its source; else where it is to be found."""
    limit = version.limit_at(level)
    if limit is None and version.national:
        return unknown_limit_words(version)
    if limit is None:
        return _("Theo văn bản pháp luật chuyên ngành; ngày hẹn ghi trên giấy tiếp nhận")
    if limit.counting is Counting.SAME_DAY:
        return _("Trong ngày làm việc nhận đủ hồ sơ hợp lệ. Căn cứ: %(source)s") % {
            "source": public_source(limit.source)
        }
    return _("%(amount)s %(unit)s kể từ ngày nhận đủ hồ sơ hợp lệ. Căn cứ: %(source)s") % {
        "amount": number(limit.amount),
        "unit": limit.unit.words,
        "source": public_source(limit.source),
    }


def _fees(version: ProcedureVersion | None) -> Table | None:
    if version is None or not version.fees:
        return None
    rows: list[list[Cell | str]] = [
        [
            Cell(fee["name"], small=fee.get("note", "")),
            _amount(fee.get("amount")),
            due_words(fee, version.fee_due),
            public_source(fee["source"]),
        ]
        for fee in version.fees
    ]
    columns = [
        Column(_("Phí, lệ phí")),
        Column(_("Mức thu"), number=True),
        Column(_("Khi nào nộp")),
        Column(_("Căn cứ")),
    ]
    return Table(_("Phí, lệ phí"), columns, rows)


def due_words(fee: Mapping[str, Any], otherwise: str) -> str:
    """When it is asked, and who says whether it is owed; "" where nothing is taken."""
    if not is_owed(fee):
        return ""
    words = [moment_words(fee, otherwise)]
    if fee.get("by_desk") or fee.get("amount") is None:
        words.append(_("mức của từng hồ sơ do nơi tiếp nhận xác định"))
    return "; ".join(word for word in words if word)


def _amount(amount: int | None) -> str:
    if amount is None:
        return _("theo quy định")
    return f"{write_number(amount)} đồng" if amount else _("không thu")


def _form_steps(version: ProcedureVersion | None) -> list[FormStep]:
    if version is None:
        return []
    return [
        FormStep(step.title, [f.label for f in step.fields if f.type != "note"])
        for step in version.definition.steps
    ]


def public_source(source: str) -> str:
    """A source as the public reads it: the mark of a fact that is still to be checked becomes words."""
    return source.replace("[M]", _("(đang đối chiếu văn bản)"))


def _step(line: str) -> tuple[str, str]:
    """ "Bước 1. …" loses its number, which the list gives; a long step leads with its first sentence."""
    text = line.split(". ", 1)[1] if line.startswith("Bước ") and ". " in line else line
    lead, dot, rest = text.partition(". ")
    return (lead + dot.strip(), rest) if rest else (text, "")
