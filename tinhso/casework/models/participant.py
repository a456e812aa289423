from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person, User, own_persons


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def of(self, actor: Actor) -> Self:
        """The rows through which this actor sees cases: as a person, or by the role of the chosen post at its agency.

        A row that names an officer shows nothing to the name alone: who lost the post, or sits elsewhere, sees no more.
        """
        mine = Q(pk__isnull=True)
        if actor.person_id:
            mine |= Q(own_persons("person_id", actor.person_id))
        if actor.agency_id:
            mine |= Q(agency_id=actor.agency_id, role__in=actor.roles)
        return self.filter(mine)

    def turns_of(self, actor: Actor) -> Self:
        """The rows that wait for this officer now: by role at the agency, unless named for somebody else.

        On the days on which they stand in for an absent colleague, the colleague's too.
        """
        return self.filter(
            Q(officer_id__in=[actor.user_id, *actor.covers]) | Q(officer__isnull=True),
            open=True,
            agency_id=actor.agency_id,
            role__in=actor.roles,
        )

    def lapses_of(self, actor: Actor) -> Self:
        """The rows of this officer's seat that wait for a supplement, and may end the case after `due_at`."""
        return self.filter(
            act="lapse",
            open=False,
            agency_id=actor.agency_id,
            role__in=actor.roles,
            case__state="waiting_citizen",
        )


class Participant(models.Model):
    """Who takes part in a case, and whether it is their turn: the one source of visibility.

    A row names a person, or a role at an agency, or a role at an agency with the officer it was given to.
    `open` means that the case waits for this participant; `due_at` until when.
    """

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="participants")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=30)
    act = models.CharField(max_length=20, blank=True)  # what the turn is for: receive, examine, sign, issue …
    open = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        db_table = "casework_participant"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency", "role"],
                condition=Q(agency__isnull=False),
                name="casework_role_once",
            ),
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                condition=Q(person__isnull=False),
                name="casework_person_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, agency__isnull=True, officer__isnull=True)
                | Q(person__isnull=True, agency__isnull=False),
                name="casework_person_or_agency",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "due_at"], condition=Q(open=True), name="casework_turns"),
            models.Index(
                fields=["officer", "due_at"], condition=Q(officer__isnull=False), name="casework_named"
            ),
            models.Index(
                fields=["person", "case"], condition=Q(person__isnull=False), name="casework_persons"
            ),
            models.Index(fields=["agency", "role", "case"], name="casework_seen"),
            models.Index(
                fields=["agency", "role", "due_at"], condition=Q(act="lapse"), name="casework_lapses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"
