import logging
from datetime import datetime

from tinhso.citizen.alerts.actions.issue_alert import AlertRefused
from tinhso.citizen.alerts.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.alerts.approvers import tell_not_read
from tinhso.citizen.alerts.weather import LOOKS_BACK, NotRelayed, WeatherAway, bulletin_of, fetch

log = logging.getLogger("tinhso.citizen")


def relay_bulletins(*, now: datetime) -> int:
    """What the weather service issued in the last day, each once; how many were new. One that is wrong
    is left out by its number in the log and told to those who may warn, one that is over is left out; a service that is away is asked again by the next run."""
    try:
        rows = fetch(now - LOOKS_BACK)
    except WeatherAway as error:
        log.warning("weather service away: %s", error)
        return 0
    relayed = 0
    for row in rows:
        try:
            found = bulletin_of(row, now=now)
            new = relay_bulletin(content=found.content, replaces_bulletin=found.replaces, now=now)
        except NotRelayed as error:
            log.warning("bulletin not relayed: %s", error.number)
            tell_not_read(error.number, now=now)
        except AlertRefused:
            log.info("bulletin is over: %s", found.content.bulletin_id)
        else:
            relayed += new is not None
    return relayed
