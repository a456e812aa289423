"""The door of people: accounts, agencies, posts, delegations, the actor of a request, and who may open a page."""

from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.people.account_proof import ComparedAccounts, compare_accounts, identified
from tinhso.kernel.people.accounts.activation import activation_days, activation_link
from tinhso.kernel.people.accounts.activation_carriers import ActivationCarrier
from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.agencies.administered_agencies import (
    DateInPast,
    NotAnAdministrator,
    NotYourAgency,
    administered_agencies,
    check_keeps,
    check_not_past,
)
from tinhso.kernel.people.agencies.queries import (
    AgencyNode,
    Branches,
    NoCompetence,
    agencies_below,
    agency_tree,
    competent_agency,
    desk_of,
    successor,
)
from tinhso.kernel.people.guards.actors import Signed, actor_for, actor_of, posts_of, signed_in
from tinhso.kernel.people.guards.expired_session import FILES_LOST
from tinhso.kernel.people.guards.guards import (
    citizen_required,
    officer_required,
    party_required,
    public_page,
    role_required,
    signed_in_required,
)
from tinhso.kernel.people.models import (
    Absence,
    Agency,
    AgencySuccession,
    Authorisation,
    Competence,
    ContactChange,
    Decider,
    Delegation,
    Person,
    Post,
    User,
)
from tinhso.kernel.people.own_account.account_end import AccountEnd, WayOut
from tinhso.kernel.people.own_account.contact_codes import MINUTES as CODE_MINUTES
from tinhso.kernel.people.own_account.contact_codes import ContactCarrier, code_of
from tinhso.kernel.people.own_account.my_data import MOST_ROWS, MyData, MyFile, MyTable
from tinhso.kernel.people.persons.actions.forget_person import HasAccount, forget_person
from tinhso.kernel.people.persons.pseudonyms import (
    drop_pseudonyms,
    has_account,
    left_pseudonyms,
    own_persons,
    owner_of,
    pseudonym_of,
    stands_for,
)
from tinhso.kernel.people.posts.actions.appoint import appoint, relieve
from tinhso.kernel.people.posts.actions.delegate import delegate, end_delegation
from tinhso.kernel.people.posts.actions.state_absence import AbsenceRefused, end_absence, state_absence
from tinhso.kernel.people.posts.confirmers import heads_awaited
from tinhso.kernel.people.posts.deciders import (
    ITS_HEAD,
    Deciders,
    LawfulDecider,
    PaperOfDecision,
    deciders,
    lawful_decider,
)
from tinhso.kernel.people.posts.lists import (
    FEWEST,
    administrators,
    count_waiting_lists,
    given_alone,
    given_without_head,
)
from tinhso.kernel.people.posts.permissions import can_state
from tinhso.kernel.people.posts.rights import first_accounts, heads_over_post, unconfirmed_by_head
from tinhso.kernel.people.posts.signing_fields import SigningFields
from tinhso.kernel.people.posts.signing_forms import (
    UNKNOWN_SIGNER,
    Block,
    SigningForm,
    block_of_title,
    body_or_head,
    of_agency,
    plain_block,
)
from tinhso.kernel.people.posts.signing_rights import (
    NoRight,
    SigningRight,
    SigningRights,
    signing_rights,
    signs_from_elsewhere,
    who_may_sign,
)
from tinhso.kernel.people.sessions.devices import device_label
from tinhso.kernel.people.sessions.step_up import light_deed
from tinhso.kernel.people.sign_in.cast import CastMember

__all__ = [
    "light_deed",
    "SigningFields",
    "ComparedAccounts",
    "compare_accounts",
    "heads_awaited",
    "heads_over_post",
    "identified",
    "FEWEST",
    "FILES_LOST",
    "ITS_HEAD",
    "MOST_ROWS",
    "SYSTEM",
    "Absence",
    "AbsenceRefused",
    "AccountEnd",
    "WayOut",
    "ActivationCarrier",
    "Actor",
    "Agency",
    "AgencyNode",
    "AgencySuccession",
    "Authorisation",
    "Block",
    "Branches",
    "CastMember",
    "CODE_MINUTES",
    "Competence",
    "ContactCarrier",
    "ContactChange",
    "code_of",
    "DateInPast",
    "Decider",
    "Deciders",
    "Delegation",
    "HasAccount",
    "MyData",
    "MyFile",
    "MyTable",
    "NoCompetence",
    "NoRight",
    "NotAnAdministrator",
    "NotYourAgency",
    "PaperOfDecision",
    "Person",
    "Post",
    "Signed",
    "SigningForm",
    "SigningRight",
    "SigningRights",
    "UNKNOWN_SIGNER",
    "User",
    "LawfulDecider",
    "activation_days",
    "activation_link",
    "actor_for",
    "actor_of",
    "administrators",
    "agencies_below",
    "agency_tree",
    "appoint",
    "can_state",
    "check_keeps",
    "block_of_title",
    "body_or_head",
    "check_not_past",
    "citizen_required",
    "competent_agency",
    "count_waiting_lists",
    "deciders",
    "delegate",
    "desk_of",
    "device_label",
    "end_absence",
    "end_delegation",
    "first_accounts",
    "forget_person",
    "given_alone",
    "given_without_head",
    "administered_agencies",
    "left_pseudonyms",
    "load_pack",
    "drop_pseudonyms",
    "has_account",
    "of_agency",
    "officer_required",
    "own_persons",
    "owner_of",
    "party_required",
    "plain_block",
    "posts_of",
    "pseudonym_of",
    "public_page",
    "relieve",
    "role_required",
    "signed_in",
    "signed_in_required",
    "stands_for",
    "signing_rights",
    "signs_from_elsewhere",
    "state_absence",
    "successor",
    "lawful_decider",
    "unconfirmed_by_head",
    "who_may_sign",
]
