"""The secret link of the sender, for the one notice that carries it; it is made when the message leaves and kept nowhere."""

from django import template

from tinhso.citizen.models import Report
from tinhso.citizen.sender.secret_link import link_needed, link_path
from tinhso.kernel.site.public import site_url

register = template.Library()


@register.simple_tag
def own_link_of(code: str) -> str:
    """The link of that report, "" where an account or a code opens the sender's part. NoSiteAddress."""
    report = Report.objects.select_related("case", "reporter").filter(case__code=code).first()
    key = report.case.client_key if report else None
    return site_url(link_path(key)) if report and key and link_needed(report) else ""
