"""What happened to agencies, posts, delegations and accounts."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.kernel.events.public import Code, Event

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
    "AgencySucceeded",
    "AllSessionsEnded",
    "ContactsChanged",
    "DelegationEnded",
    "DelegationGiven",
    "OtherSessionsEnded",
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
    "SecondFactorRemoved",
    "SessionEnded",
    "SessionsEnded",
    "SignedIn",
]


@dataclass(frozen=True, kw_only=True)
class PackLoaded(Event):
    """A province pack was loaded: how many rows it created and changed."""

    province_code: Code
    created: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class PostGiven(Event):
    """An officer was appointed to a post from that day."""

    post: int
    user: int
    agency: int
    starts: date


@dataclass(frozen=True, kw_only=True)
class PostsAsked(Event):
    """Posts that decide were asked for (an appointment, an import, a succession): they wait for a second person."""

    post_list: int
    kind: Code
    posts: int


@dataclass(frozen=True, kw_only=True)
class PostsConfirmed(Event):
    """A second person confirmed a list of posts that another had asked for."""

    post_list: int
    kind: Code
    asked_by: int | None


@dataclass(frozen=True, kw_only=True)
class PostsRefused(Event):
    """A list of posts was refused, or taken back by who had asked for it."""

    post_list: int
    kind: Code
    asked_by: int | None


@dataclass(frozen=True, kw_only=True)
class PostConfirmationSkipped(Event):
    """One person alone gave a post on the machine itself; the reason stands in the list."""

    post_list: int
    post: int
    user: int
    agency: int


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    """An officer's post ends; `ends` is the first day without it."""

    post: int
    user: int
    agency: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class DelegationGiven(Event):
    """The holder of a post let another sign in a capacity (TM, KT, TL, TUQ) from that day."""

    delegation: int
    giver: int
    receiver: int
    capacity: Code
    starts: date


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    """A delegation ends; `ends` is the first day without it."""

    delegation: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class AgencySucceeded(Event):
    """The duties, posts and open work of an agency that ended went to its successor on that day."""

    old: int
    new: int
    on: date


@dataclass(frozen=True, kw_only=True)
class PostMoved(Event):
    """An officer's post went over to the successor agency: the old post ended, the new one starts that day."""

    old_post: int
    new_post: int
    user: int
    old: int
    new: int
    on: date


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """An account signed in; `way` is password, eid or demo.

    By eid also the level, and how (`amr`) and when the provider says that it saw the person.
    """

    user: int
    way: Code
    level: int = 0
    methods: tuple[Code, ...] = ()
    seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AccountLocked(Event):
    """Too many wrong passwords: the account cannot sign in until `until`."""

    user: int
    failures: int
    until: datetime


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Event):
    """An account that was idle for too long, or by an administrator's decision, can no longer sign in."""

    user: int
    idle_days: int


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Event):
    """An administrator let a disabled or locked account sign in again."""

    user: int


@dataclass(frozen=True, kw_only=True)
class PersonIdentified(Event):
    """The electronic identity provider vouched for a person at a level (NĐ 69/2024: 1 or 2), whose that account is."""

    person: int
    level: int
    user: int | None = None


@dataclass(frozen=True, kw_only=True)
class CitizenRegistered(Event):
    """A citizen made an account of their own, for that person; nobody has proved the identity."""

    user: int
    person: int


@dataclass(frozen=True, kw_only=True)
class OtherSessionsEnded(Event):
    """An account ended its sessions on all other machines."""

    user: int


@dataclass(frozen=True, kw_only=True)
class ContactsChanged(Event):
    """The owner of an account said where its notices go: another e-mail address, another telephone."""

    user: int
    mail_changed: bool
    phone_changed: bool


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """An account ended one of its own sessions."""

    user: int


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """An administrator ended all sessions of an account, which may sign in again; how many there were."""

    user: int
    sessions: int


@dataclass(frozen=True, kw_only=True)
class AllSessionsEnded(Event):
    """An administrator ended every session of everybody; how many there were."""

    sessions: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person without an account, of whom no dossier is kept any more, was made nameless."""

    person: int


@dataclass(frozen=True, kw_only=True)
class AbsenceStated(Event):
    """An officer is away from an agency in `[starts, ends)`, and a colleague stands in."""

    absence: int
    user: int
    stand_in: int
    agency: int
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """An absence ends earlier than stated, or never began; `ends` is the first day without it."""

    absence: int
    user: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class AccountMade(Event):
    """An account was made from a list; its owner sets the first password by an activation link."""

    user: int


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Event):
    """Name, e-mail or telephone of an account was changed from a list."""

    user: int


@dataclass(frozen=True, kw_only=True)
class AccountsTaken(Event):
    """A list of accounts was taken: so many made and changed, posts and delegations given, lines refused."""

    made: int
    changed: int
    posts: int
    delegations: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ActivationGiven(Event):
    """An administrator handed out a link by which the password of an account can be set."""

    user: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """An administrator removed every second factor of an account whose owner lost them and showed an identity paper."""

    user: int
    factors: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """Somebody set the password of their account by an activation link."""

    user: int


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """The owner closed the account; the person became nameless too where nothing about them is kept by law."""

    user_id: int
    person_forgotten: bool
