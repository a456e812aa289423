"""Every form of signing with who decides, the capacity, the issuer and the lines: NĐ 30/2020/NĐ-CP Điều 13, phụ lục I mục II.7 and the
notes to the samples of phụ lục III (read from a copy)."""

from tests.town import FOREVER
from tinhso.kernel.people.models import Agency, Post, User
from tinhso.kernel.people.models.decider import Decider
from tinhso.kernel.people.posts.signing_forms import SigningForm
from tinhso.kernel.people.posts.signing_rights import SigningRight

BODY, HEAD = Decider.Who.BODY, Decider.Who.HEAD
PROVINCE = Agency(pk=1, kind=Agency.Kind.COMMITTEE, name="Ủy ban nhân dân tỉnh Thanh Hóa")
OFFICE = Agency(pk=2, kind=Agency.Kind.DEPARTMENT, name="Văn phòng Ủy ban nhân dân tỉnh Thanh Hóa")
HEALTH = Agency(pk=3, kind=Agency.Kind.DEPARTMENT, name="Sở Y tế")
DIVISION = Agency(pk=4, kind=Agency.Kind.DIVISION, name="Phòng Nghiệp vụ y")


def post(title, agency=PROVINCE, pk=1):
    user = User(pk=pk, username=title, full_name=f"Người {pk}")
    return Post(pk=pk, user=user, title=title, agency=agency, roles=["head"], valid=FOREVER)


CHAIRMAN, DIRECTOR = post("Chủ tịch"), post("Giám đốc", HEALTH)
KT, TL, TUQ, TM = "KT.", "TL.", "TUQ.", "TM."


def form(agency, who, signer, capacity="", giver=None):
    return SigningForm(SigningRight(signer, capacity, giver), agency, who)


COMBINATIONS = [
    (form(PROVINCE, BODY, CHAIRMAN), "TM.", PROVINCE.name, ["TM. Ủy ban nhân dân", "Chủ tịch"]),
    (
        form(PROVINCE, BODY, post("Phó Chủ tịch"), KT, CHAIRMAN),
        "KT.",
        PROVINCE.name,
        ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"],
    ),
    (
        form(PROVINCE, BODY, post("Phó Chủ tịch"), TM, CHAIRMAN),
        "KT.",
        PROVINCE.name,
        ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"],
    ),
    (
        form(PROVINCE, BODY, post("Quyền Chủ tịch")),
        "Q.",
        PROVINCE.name,
        ["TM. Ủy ban nhân dân", "Q. Chủ tịch"],
    ),
    (form(PROVINCE, HEAD, CHAIRMAN), "", f"Chủ tịch {PROVINCE.name}", ["Chủ tịch"]),
    (
        form(PROVINCE, HEAD, post("Phó Chủ tịch"), KT, CHAIRMAN),
        "KT.",
        f"Chủ tịch {PROVINCE.name}",
        ["KT. Chủ tịch", "Phó Chủ tịch"],
    ),
    (
        form(PROVINCE, HEAD, post("Chánh Văn phòng", OFFICE), TL, CHAIRMAN),
        "TL.",
        f"Chủ tịch {PROVINCE.name}",
        ["TL. Chủ tịch", "Chánh Văn phòng"],
    ),
    (
        form(PROVINCE, HEAD, DIRECTOR, TUQ, CHAIRMAN),
        "TUQ.",
        f"Chủ tịch {PROVINCE.name}",
        ["TUQ. Chủ tịch", "Giám đốc Sở Y tế"],
    ),
    (form(HEALTH, HEAD, DIRECTOR), "", "Giám đốc Sở Y tế", ["Giám đốc"]),
    (form(HEALTH, HEAD, post("Quyền Giám đốc", HEALTH)), "Q.", "Giám đốc Sở Y tế", ["Q. Giám đốc"]),
    (
        form(HEALTH, HEAD, post("Phó Giám đốc", HEALTH), KT, DIRECTOR),
        "KT.",
        "Giám đốc Sở Y tế",
        ["KT. Giám đốc", "Phó Giám đốc"],
    ),
    (
        form(HEALTH, HEAD, post("Phó Giám đốc phụ trách", HEALTH)),
        "KT.",
        "Giám đốc Sở Y tế",
        ["KT. Giám đốc", "Phó Giám đốc"],
    ),
    (
        form(HEALTH, HEAD, post("Trưởng phòng", DIVISION), TL, DIRECTOR),
        "TL.",
        "Giám đốc Sở Y tế",
        ["TL. Giám đốc", "Trưởng phòng Nghiệp vụ y"],
    ),
]
