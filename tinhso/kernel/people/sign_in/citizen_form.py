from django.db import transaction
from django.forms import CharField, Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.sign_in.events import CitizenRegistered
from tinhso.kernel.site import clock


class CitizenFields(Form):
    """What a citizen says at registration. No id number: nobody has checked it, and it would open a person's door."""

    full_name = CharField(label=_("Họ và tên"), max_length=200)
    phone = CharField(label=_("Số điện thoại"), max_length=20)

    @transaction.atomic
    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this once the account is made."""
        name, phone = self.cleaned_data["full_name"], self.cleaned_data["phone"]
        user.person = Person.objects.create(full_name=name, phone=phone)
        user.full_name, user.phone = name, phone
        user.save()
        event = CitizenRegistered(user=user.pk, person=user.person.pk)
        record(event, by=Actor(user_id=user.pk, person_id=user.person.pk), at=clock.now())
