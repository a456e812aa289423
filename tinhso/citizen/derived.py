"""What of the rows of reports, feedback and requests for information follows from their events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, always, from_event, moment

REPORTS = Derived(
    model="citizen.Report",
    label=_("phản ánh hiện trường"),
    case="case_id",
    columns={
        "category": "category__code",
        "channel": "channel",
        "commune": "commune_id",
        "merged_into": "merged_into__case_id",
        "reopens": "reopens__case_id",
        "answered_at": "answered_at",
    },
    begins={"citizen.ReportSent": ""},
    sets={
        "citizen.ReportSent": {
            "category": from_event("category"),
            "channel": from_event("channel"),
            "commune": from_event("commune_id"),
            "reopens": from_event("reopens_id"),
        },
        "citizen.ReportRouted": {"category": from_event("category"), "commune": from_event("commune_id")},
        "citizen.ReportMerged": {"merged_into": from_event("into_id")},
        "citizen.ReportAnswered": {"answered_at": moment},
        "casework.CaseReturned": {
            "answered_at": always(None)
        },  # the desk wants to know more: the answer waits for another
        "casework.CaseMovedAway": {"commune": always(None)},  # nothing of it stays with the reports
    },
    new={"merged_into": None, "answered_at": None},
    may_lack=lambda held: False,
)

FEEDBACK = Derived(
    model="citizen.Feedback",
    label=_("phản ánh, kiến nghị"),
    case="case_id",
    columns={"wished": "wished", "kind": "kind", "repeats": "repeats", "late_for": "late_for"},
    begins={"citizen.FeedbackSent": ""},
    sets={
        "citizen.FeedbackSent": {"wished": from_event("wished")},
        "citizen.FeedbackClassified": {
            "kind": from_event("kind"),
            "repeats": from_event("repeats", empty=""),
        },
        "citizen.FeedbackDelayed": {"late_for": from_event("late_for")},
    },
    new={"kind": "", "repeats": "", "late_for": ""},
)

INFORMATION = Derived(
    model="citizen.InformationRequest",
    label=_("yêu cầu cung cấp thông tin"),
    case="case_id",
    columns={"channel": "channel", "ground": "ground", "published_at": "published_at"},
    begins={"citizen.InformationRequested": ""},
    sets={
        "citizen.InformationRequested": {"channel": from_event("channel")},
        "citizen.InformationAnswered": {"ground": from_event("ground", empty="")},
        "citizen.InformationRefused": {"ground": from_event("ground")},
        "citizen.InformationPublished": {"published_at": moment},
    },
    new={"ground": "", "published_at": None},
)
