from tinhso.indicators.models import CriteriaSet
from tinhso.kernel.people.public import Agency

MEASURED = {
    CriteriaSet.Subject.PROVINCE: ((Agency.Level.PROVINCE,), (Agency.Kind.COMMITTEE,)),
    CriteriaSet.Subject.AGENCY: (
        (Agency.Level.PROVINCE, Agency.Level.DISTRICT),
        (Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT),
    ),
    CriteriaSet.Subject.COMMUNE: ((Agency.Level.COMMUNE,), (Agency.Kind.COMMITTEE,)),
}


class NotMeasured(ValueError):
    """This set of criteria is not for agencies of that level and kind."""

    def __init__(self) -> None:
        super().__init__("Bộ tiêu chí này không áp dụng cho cơ quan của ông/bà.")


def is_measured(criteria: CriteriaSet, agency: Agency) -> bool:
    levels, kinds = MEASURED.get(CriteriaSet.Subject(criteria.subject), ((), ()))
    return agency.level in levels and agency.kind in kinds
