from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tinhso.casework.public import Case
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.builder.actions.migrate_dossiers import WrongMigration, carry_out, order_migration
from tinhso.onestop.builder.migration_plan import OUTCOMES, REASONS, dry_run, plan_for
from tinhso.onestop.models import DossierMigration, ProcedureVersion


class Command(BaseCommand):
    help = "Bring open dossiers of a procedure onto another version; without --apply it only tells what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedure", help="code of the procedure")
        parser.add_argument("--to", type=int, required=True, metavar="N", help="number of the version")
        parser.add_argument(
            "--step", action="append", default=[], metavar="OLD=NEW", help="where a step goes"
        )
        parser.add_argument("--submitted", action="store_true", help="also dossiers that were handed in")
        parser.add_argument("--codes", action="store_true", help="list the codes of those that cannot go")
        parser.add_argument(
            "--apply", action="store_true", help="do it; an unfinished order is taken up again"
        )
        parser.add_argument("--reason", default="", help="why, kept with the order")

    def handle(self, *args: str, **options: object) -> None:
        target = self.target(str(options["procedure"]), int(str(options["to"])))
        steps = dict(self.pair(text) for text in options["step"])  # type: ignore[attr-defined]
        submitted = bool(options["submitted"])
        preview = dry_run(plan_for(target, steps, submitted=submitted), on=clock.today())
        for (state, step, outcome, reason), n in sorted(preview.counts.items()):
            self.stdout.write(
                f"{n:7} {state:16} {step or '-':12} {OUTCOMES[outcome]} {REASONS[reason]}".rstrip()
            )
        if options["codes"]:
            refused = [pk for pk, (outcome, _reason) in preview.by_case.items() if outcome == "refused"]
            for code in Case.objects.filter(pk__in=refused).order_by("code").values_list("code", flat=True):
                self.stdout.write(f"  {code}")
        if options["apply"]:
            self.apply(target, steps, submitted, str(options["reason"]))

    def apply(self, target: ProcedureVersion, steps: dict[str, str], submitted: bool, reason: str) -> None:
        words = {"target": target, "steps": steps, "submitted": submitted}
        migration = DossierMigration.objects.filter(finished_at=None, **words).first()
        try:
            migration = migration or order_migration(
                target=target, steps=steps, submitted=submitted, reason=reason, by=SYSTEM, now=clock.now()
            )
        except WrongMigration as error:
            raise CommandError(str(error)) from error
        done = carry_out(migration=migration, by=SYSTEM, now=clock.now())
        self.stdout.write(
            f"moved {done.moved} (of these {done.with_questions} ask the citizen), kept {done.unchanged}, refused {done.refused}"
        )

    def target(self, code: str, number: int) -> ProcedureVersion:
        found = ProcedureVersion.objects.select_related("procedure").filter(
            procedure__code=code, number=number, published_at__isnull=False
        )
        version = found.first()
        if version is None:
            raise CommandError(f"no published version {number} of {code}")
        return version

    @staticmethod
    def pair(text: str) -> tuple[str, str]:
        old, equals, new = text.partition("=")
        if not equals:
            raise CommandError(f"--step wants OLD=NEW, not {text}")
        return old, new
