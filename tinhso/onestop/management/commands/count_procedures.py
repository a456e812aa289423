from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand

from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.summary import as_rows, summaries
from tinhso.onestop.models import ProcedureCompetence


class Command(BaseCommand):
    help = "Prints what is offered on a day at each level, and of how much of it papers, limit, fee, law and form are known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day; today where it is not said")
        parser.add_argument("--level", choices=["commune", "district", "province"])

    def handle(self, *args: object, **options: object) -> None:
        on = options["on"] if isinstance(options["on"], date) else clock.today()
        found = summaries(on=on)
        wanted = str(options["level"] or "")
        found = {level: one for level, one in found.items() if wanted in ("", level)}
        heads = [str(ProcedureCompetence.Level(level).label) for level in found]
        self.stdout.write(f"Ngày {on:%d/%m/%Y}")
        for row in [["", *heads], *as_rows(found)]:
            self.stdout.write(f"{row[0]:<24}" + "".join(f"{cell:>12}" for cell in row[1:]))
