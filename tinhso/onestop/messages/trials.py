"""The national portal is asked for a session; no message is sent."""

from collections.abc import Mapping

from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed, not_reached
from tinhso.onestop.messages.client import OK, PortalAway, PortalClient, Settings, portal_settings

VARIABLE = "TINHSO_NATIONAL_PORTAL"


def ask_portal(_recipient: Recipient) -> Mapping[str, Deed]:
    given = portal_settings()
    if given is None:
        raise NotSetUp("chưa đặt TINHSO_NATIONAL_PORTAL: không hồ sơ nào đồng bộ với Cổng quốc gia")
    return {"": lambda: _sign_in(given)}


def _sign_in(given: Settings) -> str:
    try:
        answer = PortalClient(given).sign_in()
    except PortalAway as error:
        raise not_reached(error, VARIABLE) from error
    if answer.code != OK or not answer.data.get("session"):
        raise TrialFailed(
            f"Cổng không nhận đơn vị này ({answer.code} {answer.text}): xem unit, secret trong {VARIABLE}"
        )
    return "nhận đơn vị này, cấp phiên"
