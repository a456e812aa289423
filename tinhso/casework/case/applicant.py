from tinhso.casework.models import Case, Participant
from tinhso.kernel.people.public import Person


def set_applicant(case: Case, *, person: Person) -> None:
    """The case is this person's, who was known by words alone before: also what they see and wait for. Part of the owning system's
    deed, which has proved who they are and records the event."""
    Participant.objects.filter(case=case.pk, person=case.person_id).update(person=person)
    Case.objects.filter(pk=case.pk).update(person=person)
    case.person = person
