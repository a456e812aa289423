"""In which form a result is signed (TM., KT., TL., TUQ.): what the page shows is what the paper prints."""

from dataclasses import dataclass
from datetime import date, timedelta

from tinhso.kernel.people.public import (
    Actor,
    Agency,
    NoRight,
    Post,
    SigningRight,
    SigningRights,
    signing_rights,
)
from tinhso.lib.dates import vn_date
from tinhso.onestop.models import Dossier

BODY = "Ủy ban nhân dân"
CANNOT = {
    "none": "Vị trí này hôm nay không có quyền ký cho cơ quan và lĩnh vực này.",
    "expired": "Giấy giao quyền ký %(paper)s đã hết hiệu lực từ ngày %(ends)s.",
    "early": "Giấy giao quyền ký %(paper)s đến ngày %(starts)s mới có hiệu lực.",
    "field": "Vị trí này không được giao ký lĩnh vực %(area)s; giấy giao quyền %(paper)s chỉ cho lĩnh vực khác.",
    "giver": "Người giao quyền ký theo %(paper)s không còn giữ vị trí đứng đầu cơ quan.",
}


@dataclass(frozen=True)
class Authority:
    """How this post would sign one dossier, or in words why it may not (`refusal`)."""

    right: SigningRight | None
    agency: Agency
    refusal: str = ""

    @property
    def block(self) -> dict[str, str]:
        """The signer of the paper, as `papers.contents.SignerBlock`."""
        return block_of(self.right, self.agency) if self.right else {}

    @property
    def lines(self) -> list[str]:
        """The lines above the name as they are printed: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
        block = self.block
        above = f"{block['capacity']} {block['head']}".strip() if block else ""
        return [line.upper() for line in (above, block.get("title", "")) if line]

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
        """What tells one form of signing from another: capacity, post, giver."""
        giver = self.right.giver.pk if self.right and self.right.giver else ""
        return f"{self.right.capacity}{self.right.post.pk}/{giver}" if self.right else ""


def block_of(right: SigningRight, agency: Agency) -> dict[str, str]:
    """Capacity, for whom, own title, name: a committee is signed for as a body, a head by the title."""
    head = right.giver.title if right.giver else BODY if right.capacity == "TM." else ""
    name = right.post.user.full_name
    return {"capacity": right.capacity, "head": head, "title": right.post.title, "name": name}


def last_day(ends: date) -> str:
    return vn_date(ends - timedelta(days=1))


def authority_of(dossier: Dossier, by: Actor, day: date) -> Authority:
    """How this officer would sign the dossier's result. Two queries."""
    return _judge(signing_rights(dossier.case.agency, day), dossier, by)


def expected_authority(dossier: Dossier, day: date) -> Authority:
    """How whoever signs first for the agency would sign it that day; nobody's where nobody may. Two queries."""
    rights = signing_rights(dossier.case.agency, day).in_field(dossier.version.procedure.field.code)
    return Authority(rights[0] if rights else None, dossier.case.agency)


def authorities(dossiers: list[Dossier], by: Actor, day: date) -> list[Authority]:
    """The same for many, in their order. Two queries an agency; one agency for what waits for one head."""
    rights = {d.case.agency_id: signing_rights(d.case.agency, day) for d in _one_an_agency(dossiers)}
    return [_judge(rights[d.case.agency_id], d, by) for d in dossiers]


def _one_an_agency(dossiers: list[Dossier]) -> list[Dossier]:
    return list({d.case.agency_id: d for d in dossiers}.values())


def _judge(rights: SigningRights, dossier: Dossier, by: Actor) -> Authority:
    area = dossier.version.procedure.field
    found = rights.of_post(by.post_id, area.code)
    if isinstance(found, SigningRight):
        return Authority(found, dossier.case.agency)
    return Authority(None, dossier.case.agency, refusal_of(found, area.name))


def refusal_of(found: NoRight, area: str) -> str:
    given = found.delegation
    if given is None:
        return CANNOT["none"]
    words = {"paper": f"{given.capacity} ({given.source})", "area": area}
    words |= {"starts": vn_date(given.valid.lower), "ends": vn_date(given.valid.upper)}
    return CANNOT[found.why] % words


def signer_block(agency: Agency, field: str, day: date, *, post: Post | None = None) -> dict[str, str] | None:
    """The block of whoever signs first for the agency that day, or of that post; None where nobody may. Two queries."""
    rights = signing_rights(agency, day).in_field(field)
    right = next((r for r in rights if post is None or r.post.pk == post.pk), None)
    return block_of(right, agency) if right else None
