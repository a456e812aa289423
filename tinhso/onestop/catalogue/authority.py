"""In whose name a result is decided and in which form it is signed: what the page shows is what the paper prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.kernel.people.public import (
    ITS_HEAD,
    Actor,
    Agency,
    Authorisation,
    Block,
    Decider,
    Deciders,
    Delegation,
    LawfulDecider,
    NoRight,
    PaperOfDecision,
    Post,
    SigningForm,
    SigningRight,
    SigningRights,
    deciders,
    lawful_decider,
    signing_rights,
)
from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.result_forms.layouts import paper_kind
from tinhso.onestop.models import Dossier

TUQ = Delegation.Capacity.TUQ
SLIP: PaperOfDecision = (Decider.What.DOCUMENT, "slip")
"""Forms 03 and 04 and the notice that a dossier stops."""
CANNOT = {
    "none": "Vị trí này hôm nay không có quyền ký cho cơ quan và lĩnh vực này.",
    "expired": "Giấy giao quyền ký %(paper)s đã hết hiệu lực từ ngày %(ends)s.",
    "early": "Giấy giao quyền ký %(paper)s đến ngày %(starts)s mới có hiệu lực.",
    "field": "Vị trí này không được giao ký lĩnh vực %(area)s; giấy giao quyền %(paper)s chỉ cho lĩnh vực khác.",
    "giver": "Người giao quyền ký theo %(paper)s không còn giữ vị trí đứng đầu cơ quan.",
}
BODY_DECIDES = (
    "Việc này do tập thể Ủy ban nhân dân quyết định (%s): Chủ tịch thay mặt ký hoặc Phó Chủ tịch ký thay, "
    "không ký thừa lệnh, thừa ủy quyền."
)
GIVERS_FORM = "Kết quả này theo thể thức và con dấu của %(giver)s (%(act)s): soạn, ký và vào số tại văn bản đi của cơ quan đó."


@dataclass(frozen=True)
class Authority:
    """How this post would sign one dossier, or in words why it may not (`refusal`)."""

    right: SigningRight | None
    agency: Agency
    refusal: str = ""
    law: LawfulDecider = ITS_HEAD

    @property
    def form(self) -> SigningForm | None:
        return SigningForm(self.right, self.agency, self.law.decides()) if self.right else None

    @property
    def lines(self) -> list[str]:
        """The lines above the name as they are printed: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
        return [line.upper() for line in self.form.lines] if self.form else []

    @property
    def decides(self) -> str:
        """Who decides and by which law, for the page of who signs."""
        law = f" ({self.law.words})" if self.law.words else ""
        return f"{self.form.issuer}{law}" if self.form else ""

    @property
    def paper(self) -> str:
        """Whose delegation and from when to when; "" for who signs in the own right."""
        if self.right is None or self.right.giver is None:
            return ""
        giver = self.right.giver
        until = f" đến hết {last_day(self.right.ends)}" if self.right.ends else ""
        since = vn_date(self.right.starts)
        return f"{giver.user.full_name} ({giver.title}) giao, {self.right.source}, từ {since}{until}"

    @property
    def mark(self) -> str:
        """What tells one form of signing from another: who decides, capacity, post, giver."""
        return self.form.mark if self.form else ""


def papers_of(dossier: Dossier) -> list[PaperOfDecision]:
    """What the rows of who decides may call the result: its procedure, else the kind of paper."""
    version = dossier.version
    return [
        (Decider.What.PROCEDURE, version.procedure.code),
        (Decider.What.RESULT, paper_kind(version).kind),
    ]


def last_day(ends: date) -> str:
    return vn_date(ends - timedelta(days=1))


def authority_of(dossier: Dossier, by: Actor, day: date) -> Authority:
    """How this officer would sign the dossier's result. Four queries at most."""
    return authorities([dossier], by, day)[0]


def expected_authority(dossier: Dossier, day: date) -> Authority:
    """How whoever signs first for the agency would sign it that day; nobody's where nobody may. Four queries at most."""
    agency = dossier.case.agency
    law = lawful_decider(agency, day, *papers_of(dossier))
    rights = signing_rights(agency, day).in_field(dossier.version.procedure.field.code)
    return Authority(next((one for one in rights if not _fault(law, one)), None), agency, law=law)


def authorised_elsewhere(dossier: Dossier, day: date) -> Post | None:
    """The post of another agency that signs this result by authorisation (TUQ.) of the head here that day. Four queries at most."""
    agency = dossier.case.agency
    rights = signing_rights(agency, day).in_field(dossier.version.procedure.field.code)
    mine = [one for one in rights if one.capacity == TUQ and one.post.agency_id != agency.pk]
    if not mine:
        return None
    law = lawful_decider(agency, day, *papers_of(dossier))
    return next((one.post for one in mine if not _fault(law, one)), None)


def authorities(dossiers: list[Dossier], by: Actor, day: date) -> list[Authority]:
    """The same for many, in their order. Two queries an agency, and two for all; one agency for what waits for one head."""
    first = _one_an_agency(dossiers)
    rights = {d.case.agency_id: signing_rights(d.case.agency, day) for d in first}
    papers = [paper for dossier in dossiers for paper in papers_of(dossier)]
    law = deciders([d.case.agency for d in first], papers, day)
    return [_judge(rights[d.case.agency_id], d, by, law) for d in dossiers]


def _one_an_agency(dossiers: list[Dossier]) -> list[Dossier]:
    return list({d.case.agency_id: d for d in dossiers}.values())


def _judge(rights: SigningRights, dossier: Dossier, by: Actor, rows: Deciders) -> Authority:
    area, agency = dossier.version.procedure.field, dossier.case.agency
    law = rows.of(agency, papers_of(dossier))
    found = rights.of_post(by.post_id, area.code)
    if not isinstance(found, SigningRight):
        return Authority(None, agency, refusal_of(found, area.name), law)
    fault = _fault(law, found)
    return Authority(None if fault else found, agency, fault, law)


def _fault(law: LawfulDecider, right: SigningRight) -> str:
    """Why this right does not reach this result; "" where it does."""
    if law.act and law.act.form_of == Authorisation.FormOf.GIVER:
        return GIVERS_FORM % {"giver": law.act.giver.name, "act": law.words}
    return "" if law.lets(right.capacity) else BODY_DECIDES % law.words


def refusal_of(found: NoRight, area: str) -> str:
    given = found.delegation
    if given is None:
        return CANNOT["none"]
    words = {"paper": f"{given.capacity} ({given.source})", "area": area}
    words |= {"starts": vn_date(given.valid.lower), "ends": vn_date(given.valid.upper)}
    return CANNOT[found.why] % words


def signer_block(
    agency: Agency, field: str, day: date, *, post: Post | None = None, paper: PaperOfDecision = SLIP
) -> Block | None:
    """The block of whoever signs first for the agency that day, or of that post; None where nobody may. Three queries at most."""
    rights: Sequence[SigningRight] = signing_rights(agency, day).in_field(field)
    right = next((r for r in rights if post is None or r.post.pk == post.pk), None)
    return SigningForm(right, agency, lawful_decider(agency, day, paper).decides()).block if right else None
