"""Rows behind the other measures of the index QĐ 766, with what each is counted by."""

from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models import Case as Choice
from django.db.models.functions import (
    Cast,
    ExtractMonth,
    ExtractQuarter,
    ExtractYear,
    Floor,
    Greatest,
    Least,
    RowNumber,
    TruncDate,
)

from tinhso.casework.public import Case
from tinhso.kernel.people.public import User
from tinhso.lib.dates import HANOI
from tinhso.onestop.models import (
    Attachment,
    Decision,
    Erasure,
    FeeCharge,
    OnlineService,
    Payment,
    PortalMessage,
    ProcedureCompetence,
    ProcedureVersion,
    StoreEntry,
)

ONLINE = (Case.Source.OWN_PORTAL, Case.Source.NATIONAL_PORTAL)
POST = (Case.Source.POST,)
FEES = (FeeCharge.Due.ACCEPT, FeeCharge.Due.HAND_OVER)  # not the financial duties
DISLIKED = 2  # of five stars: so many or fewer
VERIFIED = 2  # the level of an identity that was proved
LEVELS = ProcedureCompetence.Level
OWN_LEVELS = (LEVELS.COMMUNE, LEVELS.DISTRICT, LEVELS.PROVINCE)


class JSONPath(TextField):
    """The database's own type for a path into JSON; only for a cast."""

    def db_type(self, connection: Any) -> str:
        return "jsonpath"


def _word(*choices: tuple[Any, str], default: str) -> Choice:
    whens = [When(condition, then=Value(word)) for condition, word in choices]
    return Choice(*whens, default=Value(default), output_field=CharField())


def with_opinion(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """`opinion`: disliked (one or two stars of five), liked, none."""
    none, low = Q(rating__isnull=True), Q(rating__lte=DISLIKED)
    return cases.annotate(opinion=_word((none, "none"), (low, "disliked"), default="liked"))


def with_channel(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """`channel`: online_result where an electronic result is there or none is due, online, post or counter.

    `identity`: verified where the account of whoever applied has a proved identity.
    """
    signed = Exists(Decision.objects.filter(dossier=OuterRef("pk"), paper_id__isnull=False))
    given = signed | Q(dossier__version__result_name="")
    people = User.objects.filter(person__isnull=False, identity_level__gte=VERIFIED)
    account = Exists(people.filter(person=OuterRef("person")))
    return cases.annotate(
        channel=_word(
            (Q(source__in=ONLINE) & given, "online_result"),
            (Q(source__in=ONLINE), "online"),
            (Q(source__in=POST), "post"),
            default="counter",
        ),
        identity=_word((account, "verified"), default="other"),
    )


def with_files(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """Granted dossiers whose procedure gives a paper; `result` and `papers`: file where there is one, else none."""
    signed = Exists(Decision.objects.filter(dossier=OuterRef("pk"), paper_id__isnull=False))
    handed_in = Exists(Attachment.objects.filter(dossier=OuterRef("pk"))) | Exists(
        Erasure.objects.filter(dossier=OuterRef("pk"), papers__gt=0)
    )
    granted = cases.exclude(outcome="refused").exclude(dossier__version__result_name="")
    return granted.annotate(
        result=_word((signed, "file"), default="none"), papers=_word((handed_in, "file"), default="none")
    )


def with_payment(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """Dossiers that owe more than nothing; `paid`: online by a transfer or the national portal, otherwise, or not yet."""
    payments = Payment.objects.filter(
        charge__dossier=OuterRef("pk"), charge__due__in=FEES, state=Payment.State.COUNTED
    )
    online = payments.filter(channel__in=[Payment.Channel.VIETQR, Payment.Channel.NATIONAL_PORTAL])
    fees = FeeCharge.objects.filter(dossier=OuterRef("pk"), total__gt=0, due__in=FEES)
    charged = cases.filter(Exists(fees.exclude(state=FeeCharge.State.EXEMPT)))
    return charged.annotate(
        paid=_word((Exists(online), "online"), (Exists(payments), "otherwise"), default="none")
    )


def procedures() -> "QuerySet[ProcedureCompetence]":
    """The procedures that the province settles, from and until when; `parts`: whole where all seven are there."""
    complete = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), published_at__isnull=False, valid__overlap=OuterRef("valid")
    ).exclude(
        Q(order_text="")
        | Q(manner_text="", channels=[])
        | Q(papers=[])
        | Q(time_limits={})
        | Q(subjects=[])
        | Q(agency_text="")
    )
    return ProcedureCompetence.objects.filter(competence__in=OWN_LEVELS).annotate(
        begins=Greatest(F("valid__startswith"), F("procedure__valid__startswith")),
        ends=Least(F("valid__endswith"), F("procedure__valid__endswith")),
        parts=_word((Exists(complete), "whole"), default="lacking"),
    )


def procedures_online() -> "QuerySet[OnlineService]":
    """One service for each procedure: of several at the same time the higher kind, then the first."""
    others = OnlineService.objects.filter(procedure=OuterRef("procedure"), valid__overlap=OuterRef("valid"))
    wholly = OnlineService.Kind.WHOLLY
    higher = others.filter(kind=wholly).exclude(kind=OuterRef("kind"))
    earlier = others.filter(kind=OuterRef("kind"), pk__lt=OuterRef("pk"))
    return OnlineService.objects.exclude(Exists(higher)).exclude(Exists(earlier))


def services_national() -> "QuerySet[OnlineService]":
    """Services that the national portal offers too, from the later of the two days on."""
    integrated = OnlineService.objects.filter(national_since__isnull=False)
    return integrated.annotate(integrated_on=Greatest(F("valid__startswith"), F("national_since")))


def synchronised() -> "QuerySet[Case]":
    """Accepted dossiers that the national portal confirmed whole, or sent us itself."""
    sent = PortalMessage.objects.filter(
        dossier=OuterRef("pk"), service=PortalMessage.Service.SYNC, state=PortalMessage.State.CONFIRMED
    )
    accepted = Case.objects.filter(dossier__isnull=False, accepted_at__isnull=False)
    return accepted.filter(Exists(sent) | Q(dossier__portal_dossier__isnull=False))


def with_components(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """Accepted dossiers; `reuse`: reused where a paper came from the applicant's store instead of an upload.

    `shared`: shared where one came from that store, or where the result went into it. A dossier whose papers were
    erased keeps what `Erasure` says of them: nothing about reuse, so it counts as none.
    """
    used = Exists(Attachment.objects.filter(dossier=OuterRef("pk"), entry__isnull=False))
    store_entries = StoreEntry.objects.filter(dossier=OuterRef("pk"), origin=StoreEntry.Origin.RESULT)
    return cases.annotate(
        reuse=_word((used, "reused"), default="none"),
        shared=_word((used | Exists(store_entries), "shared"), default="none"),
    )


def first_online() -> "QuerySet[Case]":
    """Of each service (procedure, level) the first dossier that came online in a month.

    `first` is the longest span in which it is the first: year, half, quarter or month; so a service counts once in
    each of them: `[first=year|half|quarter]` in a quarter.
    """
    online = Case.objects.filter(dossier__isnull=False, accepted_at__isnull=False, source__in=ONLINE)
    chosen = [When(pk__in=_first_in(online, span), then=Value(span)) for span in SPANS]
    return online.filter(pk__in=_first_in(online, SPANS[-1])).annotate(
        first=Choice(*chosen, output_field=CharField())
    )


SPANS = ("year", "half", "quarter", "month")


def _first_in(online: "QuerySet[Case]", span: str) -> Any:
    """A window, so that the first is found before anything narrows the rows."""
    day = TruncDate("accepted_at", tzinfo=HANOI)
    parts: list[Any] = [ExtractYear(day)]
    if span == "half":
        parts.append(Floor((ExtractQuarter(day) - 1) / Value(2.0)))
    if span == "quarter":
        parts.append(ExtractQuarter(day))
    if span == "month":
        parts.append(ExtractMonth(day))
    service = [F("dossier__version__procedure"), F("dossier__level")]
    order = Window(RowNumber(), partition_by=[*service, *parts], order_by=[F("accepted_at"), F("pk")])
    return online.annotate(place_in_span=order).filter(place_in_span=1).values("pk")


def fees() -> "QuerySet[ProcedureCompetence]":
    """Procedures that the province settles for a fee; `paid`: online where the fee is asked and paid in this program."""
    versions = ProcedureVersion.objects.filter(
        procedure=OuterRef("procedure"), published_at__isnull=False, valid__overlap=OuterRef("valid")
    ).filter(_has_fee())
    online = Exists(
        versions.filter(Q(_has('$[*] ? (@.due == "accept" || @.due == "hand_over")')) | ~Q(fee_due=""))
    )
    return procedures().filter(Exists(versions)).annotate(paid=_word((online, "online"), default="desk"))


def _has_fee() -> Any:
    """A rule with an amount above nothing, or with none entered because the law leaves it open."""
    return _has("$[*] ? (@.amount > 0 || @.amount == null)")


def _has(path: str) -> Any:
    """A fee of such a rule."""
    asked = Cast(Value(path), JSONPath())
    return Func(F("fees"), asked, function="jsonb_path_exists", output_field=BooleanField())
