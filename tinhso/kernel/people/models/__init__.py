from tinhso.kernel.people.models.absence import Absence
from tinhso.kernel.people.models.account_session import AccountSession
from tinhso.kernel.people.models.agency import Agency
from tinhso.kernel.people.models.agency_succession import AgencySuccession
from tinhso.kernel.people.models.authorisation import Authorisation
from tinhso.kernel.people.models.competence import Competence
from tinhso.kernel.people.models.contact_change import ContactChange
from tinhso.kernel.people.models.decider import Decider
from tinhso.kernel.people.models.delegation import Delegation
from tinhso.kernel.people.models.person import Person
from tinhso.kernel.people.models.post import Post
from tinhso.kernel.people.models.post_list import PostList, ProposedPost
from tinhso.kernel.people.models.pseudonym import Pseudonym
from tinhso.kernel.people.models.user import User

__all__ = [
    "Absence",
    "AccountSession",
    "Agency",
    "AgencySuccession",
    "Authorisation",
    "Competence",
    "ContactChange",
    "Decider",
    "Delegation",
    "Person",
    "Post",
    "PostList",
    "ProposedPost",
    "Pseudonym",
    "User",
]
