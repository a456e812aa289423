"""What the lines of a former system are compared with: agencies, procedures, officers, persons and dossiers, read once."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tinhso.casework.public import Case
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency, Person, Post, desk_of
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.models import CutoverDossier, ProcedureVersion
from tinhso.onestop.takeover.mapping import Codes

FORMER_LIMIT = TimeLimit(Decimal(15), Unit.WORKING_DAY, "theo hệ thống cũ")
PIECE = 5000


class ExistingRecords:
    """Every look-up of a dry run. `unknown` counts the codes of theirs that nothing of ours is called."""

    def __init__(self, mapping: Codes, on: date, codes: Iterable[str], ids: Iterable[str]) -> None:
        self.mapping, self.on = mapping, on
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.agencies = agencies_of(on)
        self.desks: dict[int, Agency | None] = {}
        self.versions = versions_of(on)
        self.effects: dict[date, Effect] = {}
        posts = Post.objects.on(on).select_related("user").filter(user__is_active=True)
        self.posts = list(posts)
        self.users = {fold(p.user.username): p.user_id for p in self.posts}
        self.examiners = {(p.user_id, p.agency_id) for p in self.posts if Examiner.code in p.roles}
        self.taken_over = dict(CutoverDossier.objects.values_list("code", "digest"))
        self.cases = cases_of(codes)
        self.persons = persons_of(ids)

    def mapped(self, kind: str, old: str) -> str:
        return self.mapping.get((kind, fold(old)), old)

    def agency(self, old: str) -> Agency | None:
        """By its code, identity code, former identity code or name; None (and counted) where none or several are so called."""
        found = self.agencies.get(fold(self.mapped("agency", old)), [])
        if len(found) != 1:
            self.unknown["agency", old] += 1
            return None
        return found[0]

    def desk(self, agency: Agency) -> Agency | None:
        if agency.pk not in self.desks:
            self.desks[agency.pk] = desk_of(agency, self.on)
        return self.desks[agency.pk]

    def version(self, old: str, received: date) -> ProcedureVersion | None:
        """The published version of the day it was received, else the one in force now."""
        version = self.versions.get(self.mapped("procedure", old))
        if version is None:
            self.unknown["procedure", old] += 1
            return None
        return next(
            (v for v in version if holds(v, received)), next((v for v in version if holds(v, self.on)), None)
        )

    def officer(self, old: str) -> int | None:
        found = self.users.get(fold(self.mapped("officer", old)))
        if found is None:
            self.unknown["officer", old] += 1
        return found

    def effect(self, received: date) -> Effect:
        if received not in self.effects:
            self.effects[received] = Effect(
                rule_or("supplement.effect", Effect.RESTART.value, on=max(received, date(2023, 1, 1)))
            )
        return self.effects[received]


def agencies_of(on: date) -> dict[str, list[Agency]]:
    """Each agency of the day under every word by which it may be called. A name that two share calls neither."""
    found: dict[str, dict[int, Agency]] = defaultdict(dict)
    for agency in Agency.objects.on(on).select_related("unit", "parent"):
        words = [agency.code, agency.name]
        if agency.kind != Agency.Kind.DESK:  # a desk has the identity code of its agency
            words += [agency.ident_code, agency.old_ident_code]
        for word in filter(None, words):
            found[fold(word)][agency.pk] = agency
    return {word: list(ones.values()) for word, ones in found.items()}


def versions_of(on: date) -> dict[str, list[ProcedureVersion]]:
    found: dict[str, list[ProcedureVersion]] = defaultdict(list)
    published = ProcedureVersion.objects.filter(published_at__isnull=False).defer("form")
    for version in published.select_related("procedure"):
        found[version.procedure.code].append(version)
    return found


def holds(version: ProcedureVersion, day: date) -> bool:
    return bool(version.valid.lower <= day and (version.valid.upper is None or day < version.valid.upper))


def cases_of(codes: Iterable[str]) -> set[str]:
    """Of these codes, those that a case has already, as its own or as a former one."""
    wanted, found = list(codes), set[str]()
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        found.update(Case.objects.filter(code__in=piece).values_list("code", flat=True))
        former = Case.objects.filter(former_codes__code__in=piece).values_list(
            "former_codes__code", flat=True
        )
        found.update(code for code in former if code in piece)
    return found


def persons_of(ids: Iterable[str]) -> dict[tuple[str, str], Person]:
    """(kind, identity number) → who has it."""
    wanted = sorted({one for one in ids if one})
    found: dict[tuple[str, str], Person] = {}
    for start in range(0, len(wanted), PIECE):
        for person in Person.objects.filter(id_number__in=wanted[start : start + PIECE]):
            found[person.kind, person.id_number] = person
    return found
