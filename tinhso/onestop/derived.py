"""What of a dossier's rows, its money, papers, trips and messages follows from its events."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Derived, always, by_field, from_event, since_field, unchanged

STARTED = "onestop.DossierStarted"
SINCE = (STARTED, "person_id")  # the field came with the events of all that is told here beside older ones

DOSSIERS = Derived(
    model="onestop.Dossier",
    label=_("hồ sơ thủ tục hành chính"),
    case="case_id",
    columns={"version": "version_id", "level": "level", "person": "case__person_id"},
    begins={STARTED: ""},
    sets={
        STARTED: {
            "version": from_event("version_id"),
            "level": from_event("level"),
            "person": from_event("person_id"),
        },
        "onestop.ApplicantBound": {"person": from_event("person_id")},
        "onestop.DossierMigrated": {"version": from_event("version_id")},
    },
    since=SINCE,
)

CHARGES = Derived(
    model="onestop.FeeCharge",
    label=_("khoản phí, lệ phí"),
    case="dossier_id",
    key=("charge_id", "pk"),
    columns={"due": "due", "state": "state", "total": "total"},
    begins={"onestop.FeeAsked": ""},
    sets={
        "onestop.FeeAsked": {
            "due": from_event("due"),
            "total": from_event("owed"),
            "state": from_event("state"),
        },
        "onestop.FeeAmountSet": {"total": from_event("total"), "state": from_event("state")},
        "onestop.FeeRecounted": {"total": from_event("new_total")},
        "onestop.FeeWaived": {"state": always("exempt")},
        "onestop.PaymentReceived": {"state": by_field("charge_state", from_event("charge_state"), unchanged)},
        "onestop.PaymentMatched": {"state": by_field("charge_state", from_event("charge_state"), unchanged)},
    },
    may_lack=lambda held: False,
)

PAYMENTS = Derived(
    model="onestop.Payment",
    label=_("khoản tiền đã nộp"),
    case="charge__dossier_id",
    key=("payment_id", "pk"),
    columns={"channel": "channel", "state": "state"},
    begins={"onestop.PaymentReceived": "", "onestop.PaymentMatched": ""},
    sets={
        # what once waited may have gone to another dossier, or back to the payer, in an event that did not name it
        "onestop.PaymentReceived": {
            "channel": by_field(
                "counted", from_event("channel"), since_field("charge_id", from_event("channel"))
            ),
            "state": by_field("counted", always("counted"), since_field("charge_id", always("waiting"))),
        },
        "onestop.PaymentMatched": {"channel": from_event("channel"), "state": always("counted")},
        "onestop.RefundPaid": {"state": by_field("payment_state", from_event("payment_state"), unchanged)},
    },
    ends=("onestop.PaymentMovedAway",),
    may_lack=lambda held: False,
)

TRIPS = Derived(
    model="onestop.Trip",
    label=_("lần đi lại"),
    case="dossier_id",
    key=("trip_id", "pk"),
    columns={"why": "why"},
    begins={"onestop.TripMade": ""},
    sets={"onestop.TripMade": {"why": from_event("why")}},
    since=SINCE,
)

REUSED = Derived(
    model="onestop.Attachment",
    label=_("giấy tờ dùng lại từ kho"),
    case="dossier_id",
    only={"entry__isnull": False},
    key=("attachment_id", "pk"),
    columns={"entry": "entry_id"},
    begins={"onestop.PaperReused": ""},
    sets={"onestop.PaperReused": {"entry": from_event("entry_id")}},
    ends=("onestop.PaperReuseUndone",),
    may_lack=lambda held: False,
)

STORED = Derived(
    model="onestop.StoreEntry",
    label=_("giấy tờ trong kho"),
    case="dossier_id",
    key=("entry_id", "pk"),
    columns={"origin": "origin"},
    begins={"onestop.PaperKept": ""},
    sets={"onestop.PaperKept": {"origin": from_event("origin")}},
    ends=("onestop.StoredPaperErased",),
    may_lack=lambda held: held["origin"] == "result",
    since=SINCE,
)

DECISIONS = Derived(
    model="onestop.Decision",
    label=_("kết quả giải quyết"),
    case="dossier_id",
    columns={"paper": "paper_id"},
    begins={"onestop.ResultDrafted": ""},
    sets={
        "onestop.ResultDrafted": {"paper": always(None)},
        "onestop.ResultDrawn": {"paper": from_event("paper_id")},
        "onestop.DossierErased": {"paper": by_field("result_dropped", always(None), unchanged)},
    },
    since=SINCE,
)

ERASURES = Derived(
    model="onestop.Erasure",
    label=_("hồ sơ đã huỷ"),
    case="dossier_id",
    columns={"papers": "papers"},
    begins={"onestop.DossierErased": ""},
    sets={"onestop.DossierErased": {"papers": from_event("papers")}},
    may_lack=lambda held: False,
)

SYNCHRONISED = Derived(
    model="onestop.PortalMessage",
    label=_("hồ sơ đã đồng bộ lên Cổng Dịch vụ công quốc gia"),
    case="dossier_id",
    only={"service": "DongBoHoSoMC", "state": "confirmed"},
    key=("message_id", "pk"),
    columns={},
    begins={"onestop.DossierSynchronised": ""},
    sets={"onestop.DossierSynchronised": {}},
    since=SINCE,
)

DERIVED = [
    DOSSIERS,
    CHARGES,
    PAYMENTS,
    TRIPS,
    REUSED,
    STORED,
    DECISIONS,
    ERASURES,
    SYNCHRONISED,
]
