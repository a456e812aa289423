"""The door of people: accounts, agencies, posts, delegations, the actor of a request, and who may open a page."""

from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.people.account_end import AccountEnd
from tinhso.kernel.people.account_proof import ComparedAccounts, compare_accounts, identified
from tinhso.kernel.people.actions.appoint import appoint, relieve
from tinhso.kernel.people.actions.delegate import delegate, end_delegation
from tinhso.kernel.people.actions.forget_person import HasAccount, forget_person
from tinhso.kernel.people.actions.load_pack import load_pack
from tinhso.kernel.people.actions.state_absence import AbsenceRefused, can_state, end_absence, state_absence
from tinhso.kernel.people.cast import CastMember
from tinhso.kernel.people.devices import device_label
from tinhso.kernel.people.expired import FILES_LOST
from tinhso.kernel.people.guards import (
    citizen_required,
    officer_required,
    party_required,
    public_page,
    role_required,
    signed_in_required,
)
from tinhso.kernel.people.keeping import (
    DateInPast,
    NotAnAdministrator,
    NotYourAgency,
    check_keeps,
    check_not_past,
    kept_agencies,
)
from tinhso.kernel.people.models import (
    Absence,
    Agency,
    AgencySuccession,
    Competence,
    Delegation,
    Person,
    Post,
    User,
)
from tinhso.kernel.people.my_data import MOST_ROWS, MyData, MyFile, MyTable
from tinhso.kernel.people.post_lists import FEWEST, administrators, count_waiting_lists, given_alone
from tinhso.kernel.people.pseudonyms import (
    drop_pseudonyms,
    has_account,
    left_pseudonyms,
    own_persons,
    owner_of,
    pseudonym_of,
    stands_for,
)
from tinhso.kernel.people.queries import (
    AgencyNode,
    Branches,
    NoCompetence,
    NoRight,
    Signed,
    SigningRight,
    SigningRights,
    actor_for,
    actor_of,
    agencies_below,
    agency_tree,
    competent_agency,
    desk_of,
    posts_of,
    signed_in,
    signing_rights,
    successor,
    who_may_sign,
)
from tinhso.kernel.people.signing_fields import SigningFields

__all__ = [
    "SigningFields",
    "ComparedAccounts",
    "compare_accounts",
    "identified",
    "FEWEST",
    "FILES_LOST",
    "MOST_ROWS",
    "SYSTEM",
    "Absence",
    "AbsenceRefused",
    "AccountEnd",
    "Actor",
    "Agency",
    "AgencyNode",
    "AgencySuccession",
    "Branches",
    "CastMember",
    "Competence",
    "DateInPast",
    "Delegation",
    "HasAccount",
    "MyData",
    "MyFile",
    "MyTable",
    "NoCompetence",
    "NoRight",
    "NotAnAdministrator",
    "NotYourAgency",
    "Person",
    "Post",
    "Signed",
    "SigningRight",
    "SigningRights",
    "User",
    "actor_for",
    "actor_of",
    "administrators",
    "agencies_below",
    "agency_tree",
    "appoint",
    "can_state",
    "check_keeps",
    "check_not_past",
    "citizen_required",
    "competent_agency",
    "count_waiting_lists",
    "delegate",
    "desk_of",
    "device_label",
    "end_absence",
    "end_delegation",
    "forget_person",
    "given_alone",
    "kept_agencies",
    "left_pseudonyms",
    "load_pack",
    "drop_pseudonyms",
    "has_account",
    "officer_required",
    "own_persons",
    "owner_of",
    "party_required",
    "posts_of",
    "pseudonym_of",
    "public_page",
    "relieve",
    "role_required",
    "signed_in",
    "signed_in_required",
    "stands_for",
    "signing_rights",
    "state_absence",
    "successor",
    "who_may_sign",
]
