"""At which level of the province a row of the national database is settled, today and under the three levels before."""

import re

from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.data.national.edition import Row, field_of, without_repeats

OF_OTHERS = (
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Ngân hàng Nhà nước Việt Nam",
    "Tập đoàn Điện lực Việt Nam",
    "Tòa án nhân dân",
)
VERTICAL_FIELDS = frozenset(
    {"thue", "hai-quan", "thi-hanh-an", "bao-hiem", "ngan-hang", "can-cuoc", "cu-tru", "xuat-nhap-canh"}
    | {"an-ninh-trat-tu", "quoc-phong", "kho-bac"}
)
# What communes settled under three levels too, whatever the name says.
COMMUNE_BEFORE = frozenset(
    {"nuoi-con-nuoi", "bo-tro-tu-phap", "nguoi-co-cong", "tiep-dan", "nong-nghiep", "thuy-loi"}
)
COMMUNE = re.compile(r"\b(cap xa|xa|phuong|thi tran)\b")
# Words of agencies that belong to the province's administration; an agency without any is somebody else's.
ADMINISTRATION = re.compile(
    r"\b(uy ban nhan dan|ubnd|so|chu tich|co quan chuyen mon|co quan chuc nang|co quan quan ly|dang ky dat dai|ban quan ly|ban ql|"
    r"phong|chi cuc|kiem lam|cap tinh|cap xa|cong chuc|hoi dong nhan dan|trung tam hanh chinh cong|"
    r"co quan duoc chu tich|co quan phan cap|co quan co chuc nang)\b"
)
OTHER_PLACES = re.compile(
    r"\b(ha noi|ho chi minh|tp ?hcm|an giang|tay ninh|hai phong|da nang|can tho|hue|bac ninh|dak lak|ca mau|dong nai|"
    r"quang ninh|lam dong|khanh hoa|gia lai|lai chau|nghe an|phu tho|hung yen|thai nguyen|vinh long|dong thap)\b"
)


def agencies_of(row: Row) -> list[str]:
    """The agencies that settle it; the source lists offices of other provinces beside them, which stand for ours.

    An office that only another province has ("Sở An toàn thực phẩm - TP.HCM") is left out where there is another.
    """
    named = without_repeats([*row.get("agency", []), *row.get("authority", [])])
    elsewhere = [bool(OTHER_PLACES.search(fold(name))) for name in named]
    here = [
        _without_place(name) if other else name
        for name, other in zip(named, elsewhere, strict=True)
        if not (other and " - " in name and not all(elsewhere))
    ]
    return list(dict.fromkeys(here))


def _without_place(name: str) -> str:
    """ "Sở Tư pháp Thành phố Hà Nội" -> "Sở Tư pháp"."""
    return re.split(r"\s+(?:-|Thành phố|TP\.?|tỉnh)\s*", name, maxsplit=1)[0]


def is_own(row: Row) -> bool:
    """Whether an agency of the province settles or receives it; police, army, banks and courts never do."""
    if (
        not row.get("in_province_catalogue")
        or row.get("promulgated_by") in OF_OTHERS
        or field_of(row) in VERTICAL_FIELDS
    ):
        return False
    return row.get("kind") == "đặc thù địa phương" or bool({"tỉnh", "xã"} & set(row.get("level", [])))


def filed_elsewhere(row: Row) -> bool:
    """Whether no office of the administration is among its agencies: a school, a fund, a federation receives it itself."""
    named = agencies_of(row)
    return bool(named) and not any(ADMINISTRATION.search(fold(name)) for name in named)


def level_now(row: Row, field: str) -> tuple[str, tuple[str, ...]]:
    """The level that settles since 01/7/2025, and the further one that settles some cases."""
    if not is_own(row):
        named = row.get("level", [])
        vertical = field in VERTICAL_FIELDS or row.get("promulgated_by") in OF_OTHERS[:2] or "bộ" not in named
        return ("vertical" if vertical else "central"), ()
    levels = set(row.get("level", []))
    if "xã" not in levels:
        return "province", ()
    if "tỉnh" not in levels:
        return "commune", ()
    first = next(iter(agencies_of(row)), "")
    settles = "commune" if COMMUNE.search(fold(first)) else "province"
    return settles, ("province",) if settles == "commune" else ("commune",)


def competence_of(row: Row, field: str, guess: str, guessed_by_words: bool) -> str:
    """The level with its dates as the rules of the catalogue write it.

    `guess` is what name and field say of the days of three levels. What the communes settle today was the district's
    where the name does not speak of the commune; what a ministry settled before stays there until 01/7/2025.
    """
    now, _also = level_now(row, field)
    if now in ("vertical", "central"):
        return now
    if now == "commune":
        return "commune" if guess == "commune" or field in COMMUNE_BEFORE else "district"
    if guess in ("central", "vertical") and guessed_by_words:
        return f"{guess}>province@2025-07-01"
    return "province"
