"""What of the rows of incidents, of shared software and of the law, follows from their events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, always, from_event

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

CYBER_INCIDENTS = Derived(
    model="security.CyberIncident",
    label=_("sự cố an toàn thông tin mạng"),
    case="case_id",
    columns={"agency_id": "agency_id", "exercise": "exercise", "merged_into": "merged_into_id"},
    begins={"security.CyberIncidentReported": ""},
    sets={
        "security.CyberIncidentReported": {
            "agency_id": from_event("agency_id"),
            "exercise": from_event("exercise"),
        },
        "security.CyberIncidentMerged": {"merged_into": from_event("into_id")},
        "security.CyberIncidentParted": {"merged_into": always(None)},
    },
    new={"merged_into": None},
    may_lack=lambda held: False,
)

INCIDENT_REPORTS = Derived(
    model="security.IncidentReport",
    label=_("báo cáo sự cố theo quy định"),
    case="incident_id",
    key=("report_id", "pk"),
    columns={"due_at": "due_at", "sent_at": "sent_at"},
    begins={"security.IncidentReportRequired": ""},
    sets={
        "security.IncidentReportRequired": {"due_at": from_event("due_at")},
        "security.IncidentReportSent": {"sent_at": from_event("sent_at")},
    },
    new={"sent_at": None},
    may_lack=lambda held: False,
)
