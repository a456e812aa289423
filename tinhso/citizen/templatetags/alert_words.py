"""The words of an alert for its notice, whose parameters are codes only."""

from django import template

from tinhso.citizen.alerts.alert_display import ShownAlert, displayed
from tinhso.citizen.models import Alert

register = template.Library()


@register.simple_tag
def alert_of(code: str) -> ShownAlert | None:
    """The alert of that code with its level and areas; it is public, so its words may be sent. Two queries."""
    found = Alert.objects.prefetch_related("units").filter(code=code).first()
    return displayed(found) if found else None
