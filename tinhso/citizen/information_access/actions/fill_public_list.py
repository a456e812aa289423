"""The yearly list of what must be public: an agency says where an item stands, or takes such an entry off again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import transaction

from tinhso.citizen.information_access.events import PublicInformationEntered, PublicInformationRemoved
from tinhso.citizen.information_access.permissions import NotOfTheAgency, check_can_fill_list
from tinhso.citizen.information_access.public_items import items_of
from tinhso.citizen.models import PublicInformation
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.moderation.public import personal_words
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local

FIRST_YEAR = 2018  # the law is in force from the first of July of that year
OWN_PATH = RegexValidator(r"^/([^/\\][^\\\s]*)?\Z")


class EntryWrong(ValueError):
    """What was entered cannot stand on the list; the message is for the screen, `field` names the box."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def enter_public_information(
    *,
    year: int,
    item: str,
    kind: PublicInformation.Kind,
    title: str,
    link: str,
    published_on: date,
    by: Actor,
    now: datetime,
) -> PublicInformation:
    """Say where the own agency has published an item of its list of that year; the same link twice is one entry.

    Raises: NotOfTheAgency, EntryWrong.
    """
    user_id, agency_id = check_can_fill_list(by)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency_id)
    _check(agency, year, item, title, link, published_on, now)
    there = PublicInformation.objects.in_force().filter(agency=agency, year=year, item=item)
    if same := there.filter(link=link).first():
        return same
    if there.count() >= PublicInformation.MOST:
        raise EntryWrong("link", f"Mỗi mục có nhiều nhất {PublicInformation.MOST} đường dẫn.")
    entry = PublicInformation.objects.create(
        agency=agency,
        year=year,
        item=item,
        kind=kind,
        title=title.strip(),
        link=link,
        published_on=published_on,
        entered_by_id=user_id,
        entered_at=now,
    )
    event = PublicInformationEntered(entry_id=entry.pk, agency_id=agency.pk, year=year, item=Code(item))
    record(event, by=by, at=now)
    return entry


def _check(
    agency: Agency, year: int, item: str, title: str, link: str, published_on: date, now: datetime
) -> None:
    today = local(now).date()
    if not FIRST_YEAR <= year <= today.year:
        raise EntryWrong("year", f"Năm phải từ {FIRST_YEAR} đến {today.year}.")
    if item not in {one.code for one in items_of(agency, year)}:
        raise EntryWrong("item", "Mục này không có trong danh mục của cơ quan năm đó.")
    if not title.strip() or personal_words(title):
        raise EntryWrong(
            "title", "Nhập tên nơi công khai, không có số điện thoại, số định danh, thư điện tử."
        )
    if published_on > today or published_on.year < 2000:
        raise EntryWrong("published_on", "Ngày công khai không được sau hôm nay.")
    if not is_link(link):
        raise EntryWrong("link", "Nhập địa chỉ http, https hoặc đường dẫn của trang này bắt đầu bằng /.")


def is_link(link: str) -> bool:
    """An address of the web, or a path of this site; nothing that a browser would run."""
    try:
        if link.startswith("/"):
            OWN_PATH(link)
        else:
            URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return False
    return len(link) <= 500


@transaction.atomic
def remove_public_information(*, entry: PublicInformation, by: Actor, now: datetime) -> None:
    """Take an entry of the own agency off the list; taken off twice, nothing happens.

    Raises: NotOfTheAgency.
    """
    _user_id, agency_id = check_can_fill_list(by)
    if entry.agency_id != agency_id:
        raise NotOfTheAgency("Chỉ cơ quan đã nhập được bỏ mục này.")
    if not PublicInformation.objects.in_force().filter(pk=entry.pk).update(removed_at=now):
        return
    event = PublicInformationRemoved(
        entry_id=entry.pk, agency_id=agency_id, year=entry.year, item=Code(entry.item)
    )
    record(event, by=by, at=now)
