"""What of the rows of incidents of shared software follows from their events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, from_event

SUPPORT_INCIDENTS = Derived(
    model="security.SupportIncident",
    label=_("sự cố phần mềm dùng chung"),
    case="case_id",
    columns={"agency_id": "agency_id", "system": "system", "cyber": "cyber"},
    begins={"security.SupportIncidentReported": ""},
    sets={
        "security.SupportIncidentReported": {
            "agency_id": from_event("agency_id"),
            "system": from_event("system"),
        },
        "security.SupportIncidentResolved": {"cyber": from_event("cyber")},
    },
    new={"cyber": None},
    may_lack=lambda held: False,
)
