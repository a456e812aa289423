"""What happened to agencies, posts, delegations and accounts."""

from tinhso.kernel.people.account_import.events import AccountChanged, AccountsTaken
from tinhso.kernel.people.accounts.events import (
    AccountDisabled,
    AccountEnabled,
    AccountMade,
    ActivationGiven,
    ActivationPrinted,
    ActivationsExported,
    PasswordSet,
    SecondFactorRemoved,
)
from tinhso.kernel.people.agencies.events import PackLoaded
from tinhso.kernel.people.own_account.events import AccountClosed, ContactsChanged
from tinhso.kernel.people.persons.events import PersonErased, PersonIdentified
from tinhso.kernel.people.posts.events import (
    AbsenceEnded,
    AbsenceStated,
    DelegationEnded,
    DelegationGiven,
    PostConfirmationSkipped,
    PostEnded,
    PostGiven,
    PostsAsked,
    PostsConfirmed,
    PostsRefused,
    RightConfirmed,
    RightEndConfirmed,
)
from tinhso.kernel.people.sessions.events import (
    AllSessionsEnded,
    OtherSessionsEnded,
    OwnDeviceKept,
    SessionEnded,
    SessionsEnded,
)
from tinhso.kernel.people.sign_in.events import AccountLocked, CitizenRegistered, SignedIn
from tinhso.kernel.people.succession.events import AgencySucceeded, PostMoved

__all__ = [
    "AbsenceEnded",
    "AbsenceStated",
    "AccountChanged",
    "AccountClosed",
    "AccountDisabled",
    "AccountEnabled",
    "AccountLocked",
    "AccountMade",
    "AccountsTaken",
    "ActivationGiven",
    "ActivationPrinted",
    "ActivationsExported",
    "AgencySucceeded",
    "AllSessionsEnded",
    "CitizenRegistered",
    "ContactsChanged",
    "DelegationEnded",
    "DelegationGiven",
    "OtherSessionsEnded",
    "OwnDeviceKept",
    "PackLoaded",
    "PasswordSet",
    "PersonErased",
    "PersonIdentified",
    "PostConfirmationSkipped",
    "PostEnded",
    "PostGiven",
    "PostMoved",
    "PostsAsked",
    "PostsConfirmed",
    "PostsRefused",
    "RightConfirmed",
    "RightEndConfirmed",
    "SecondFactorRemoved",
    "SessionEnded",
    "SessionsEnded",
    "SignedIn",
]
