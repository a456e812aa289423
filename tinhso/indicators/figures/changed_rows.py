"""Figures whose rows are not those of the sealed log: somebody changed them by hand, so none of them is told.

The answer is the one that the last comparison noted; it costs one query at most every few seconds.
"""

from django.utils.translation import gettext as _

from tinhso.casework.public import Differing, followed_by, noted
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.lib.numbers import vn_number

MOST_CODES = 50


def differing(definition: Definition) -> Differing:
    """What is behind a figure of that definition and is not what the log says; false where nothing is."""
    return noted().behind(ref.code for ref in definition.refs)


def differing_among(versions: list[IndicatorVersion]) -> Differing:
    """The same of all these together."""
    return noted().behind(ref.code for version in versions for ref in version.definition.refs)


def words(found: Differing) -> str:
    """What stands in the place of the number, on pages and with refused files; "" where nothing differs."""
    parts = [_("%(n)s hồ sơ") % {"n": vn_number(found.cases)}] if found.cases else []
    parts += [_("%(n)s tài khoản, giấy tờ") % {"n": vn_number(found.others)}] if found.others else []
    if not parts:
        return ""
    return _("%(what)s đang sai khác với sổ sự kiện, số này chưa dùng được") % {"what": ", ".join(parts)}


def differences_for(versions: list[IndicatorVersion], by: Actor) -> dict[str, object]:
    """For a page of these figures: words and codes of what differs behind any of them; empty where nothing does."""
    found = differing_among(versions)
    return {"words": words(found), "codes": codes_seen(found, by)} if found else {}


def codes_seen(found: Differing, by: Actor) -> list[str]:
    """The codes of those cases that this officer may follow; nobody else is named any."""
    if not found.ids or not by.is_officer:
        return []
    cases = followed_by(by, clock.today()).filter(pk__in=found.ids)
    return list(cases.order_by("code").values_list("code", flat=True)[:MOST_CODES])
