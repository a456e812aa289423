from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.casework.answer_templates.events import AnswerTemplateRetired, AnswerTemplateWritten
from tinhso.casework.answer_templates.permissions import check_can_keep_templates
from tinhso.casework.answer_templates.words import unknown_places
from tinhso.casework.models import AnswerTemplate
from tinhso.kernel.events.public import Actor, Code, record

MOST = 50  # templates of one kind at one agency: more is no list to choose from


class TooManyTemplates(Exception):
    """The agency has as many of this kind as a list may hold."""


class TitleTaken(Exception):
    """The agency has another template of this kind with that title."""


class UnknownPlace(ValueError):
    """The text leaves a place open that nothing fills; the message names it."""


@transaction.atomic
def write_template(
    *, agency_id: int, kind: str, title: str, text: str, by: Actor, now: datetime
) -> AnswerTemplate:
    """A new template of the agency. Raises: NotTemplateKeeper, TooManyTemplates, TitleTaken, UnknownPlace."""
    check_can_keep_templates(by, agency_id)
    _check_places(text)
    used = AnswerTemplate.objects.filter(agency=agency_id, kind=kind, retired_at__isnull=True)
    if used.count() >= MOST:
        raise TooManyTemplates
    values = {"agency_id": agency_id, "kind": AnswerTemplate.Kind(kind), "title": title.strip(), "text": text}
    try:
        with transaction.atomic():
            made = AnswerTemplate.objects.create(**values, written_at=now)
    except IntegrityError as error:
        raise TitleTaken from error
    _record(made, by=by, now=now)
    return made


@transaction.atomic
def change_template(
    *, template: AnswerTemplate, ver: int, title: str, text: str, by: Actor, now: datetime
) -> None:
    """Other words from now on; what was sent stays as it was.

    Raises: NotTemplateKeeper, TemplateChanged, TitleTaken, UnknownPlace.
    """
    check_can_keep_templates(by, template.agency_id)
    _check_places(text)
    try:
        with transaction.atomic():
            template.change(ver=ver, title=title.strip(), text=text, written_at=now)
    except IntegrityError as error:
        raise TitleTaken from error
    _record(template, by=by, now=now)


@transaction.atomic
def retire_template(*, template: AnswerTemplate, ver: int, by: Actor, now: datetime) -> None:
    """It is offered no more. Raises: NotTemplateKeeper, TemplateChanged."""
    check_can_keep_templates(by, template.agency_id)
    template.change(ver=ver, retired_at=now)
    event = AnswerTemplateRetired(template_id=template.pk, agency_id=template.agency_id)
    record(event, by=by, at=now)


def _check_places(text: str) -> None:
    if unknown := unknown_places(text):
        raise UnknownPlace(", ".join("{" + place + "}" for place in unknown[:5]))


def _record(template: AnswerTemplate, *, by: Actor, now: datetime) -> None:
    event = AnswerTemplateWritten(
        template_id=template.pk,
        agency_id=template.agency_id,
        kind=Code(AnswerTemplate.Kind(template.kind).value),
        ver=template.ver,
    )
    record(event, by=by, at=now)
