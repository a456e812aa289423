"""The legal forms in which an agency speaks to the press, by the rule of the day."""

from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused

FORMS = "press.statement_forms"


def forms_on(day: date) -> dict[str, str]:
    """Code and words of each form of that day."""
    return dict(rule_or(FORMS, {}, on=day))


def checked_form(code: str, day: date) -> str:
    """The code, where it is a form of that day. Raises: EntryRefused."""
    known = forms_on(day)
    if code not in known:
        names = ", ".join(known.values())
        raise EntryRefused(
            "form", f"Hình thức này không có trong quy định ngày {day:%d/%m/%Y}. Chọn: {names}."
        )
    return code
