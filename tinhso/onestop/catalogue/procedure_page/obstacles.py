"""Why a procedure cannot be filed on this site, and whom to ask: said before anybody travels for it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.people.public import Agency, NoCompetence, competent_agency
from tinhso.kernel.site.context import desk_name
from tinhso.onestop.catalogue.procedure_page.key_facts import ONLINE, agency_words
from tinhso.onestop.models import Procedure, ProcedureCompetence, ProcedureVersion

LEVELS = ProcedureCompetence.Level


@dataclass(frozen=True)
class Obstacle:
    """A heading and a sentence for the amber box; `ask` is the agency that knows, with its telephone where it has one."""

    title: str
    text: str
    ask: str = ""
    phone: str = ""


def obstacle_of(
    procedure: Procedure,
    version: ProcedureVersion | None,
    level: str,
    *,
    own_portal: bool,
    where: str,
    on: date,
) -> Obstacle | None:
    """None where it can be filed here; what belongs to others has a notice of its own. `where` is the desk to go to."""
    if level in (LEVELS.VERTICAL, LEVELS.CENTRAL, LEVELS.ELSEWHERE):
        return None
    agency = asked_agency(procedure, level, on)
    ask = agency.name if agency else where or agency_words(level)
    phone = agency.phone if agency else ""
    if version is None or version.general_only:
        words = _(
            "Chưa có nội dung để nộp trực tuyến: giấy tờ riêng, thời hạn, phí chưa được nhập vào hệ thống. Ông/bà đến: %(where)s."
        )
        place = where or _("%(desk)s của cơ quan giải quyết") % {"desk": desk_name(on)}
        return Obstacle(_("Chưa đủ nội dung để nộp trực tuyến"), words % {"where": place}, ask, phone)
    if ONLINE not in version.channels:
        words = _("Ông/bà nộp trực tiếp hoặc qua bưu chính công ích. Nơi đến: %(where)s.")
        return Obstacle(_("Thủ tục này không nộp trực tuyến"), words % {"where": where or ask}, ask, phone)
    if not own_portal:
        words = _("Ông/bà nộp hồ sơ trực tuyến tại Cổng Dịch vụ công quốc gia; hồ sơ được chuyển về tỉnh.")
        return Obstacle(_("Nộp tại Cổng Dịch vụ công quốc gia"), words)
    return None


def asked_agency(procedure: Procedure, level: str, on: date) -> Agency | None:
    """The agency of the province that answers; none for a level whose agency depends on the place."""
    if level != LEVELS.PROVINCE:
        return None
    try:
        return competent_agency(procedure.field.code, level, None, on)
    except NoCompetence:
        return None
