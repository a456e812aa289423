"""What data exchange hears of: whatever changes a right makes a new policy."""

from contextlib import suppress

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.exchange.agreements.events import (
    AgreementApproved,
    AgreementEnded,
    AgreementQuotaChanged,
    AgreementResumed,
    AgreementReviewed,
    AgreementSuspended,
    DisputeDecided,
)
from tinhso.exchange.registry.events import (
    GroupChanged,
    MemberEntered,
    MemberResumed,
    MemberSuspended,
    ServiceEntered,
    ServiceMaintenanceAnnounced,
    ServiceMaintenanceEnded,
    ServiceMoved,
    ServiceSubjectNamed,
    ServiceVersionImported,
    ServiceWithdrawalAnnounced,
    SystemEntered,
    SystemKeyEntered,
    SystemKeyRevoked,
)
from tinhso.kernel.events.public import EventRow, job, listen


@listen(AgreementApproved)
@listen(AgreementEnded)
@listen(AgreementQuotaChanged)
@listen(AgreementResumed)
@listen(AgreementReviewed)
@listen(AgreementSuspended)
@listen(DisputeDecided)
@listen(GroupChanged)
@listen(MemberEntered)
@listen(MemberResumed)
@listen(MemberSuspended)
@listen(ServiceEntered)
@listen(ServiceMaintenanceAnnounced)
@listen(ServiceMaintenanceEnded)
@listen(ServiceMoved)
@listen(ServiceSubjectNamed)
@listen(ServiceVersionImported)
@listen(ServiceWithdrawalAnnounced)
@listen(SystemEntered)
@listen(SystemKeyEntered)
@listen(SystemKeyRevoked)
def issue_anew(row: EventRow) -> None:
    """The policies of this moment, by one job for all that happened before it begins; one that says what the last did is not
    issued."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        job("exchange.issue_policies").defer()
