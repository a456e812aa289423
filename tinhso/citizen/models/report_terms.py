"""By what an officer finds a report: an index over the row itself, of the words that everybody at a desk may read, so that
what is masked is not found and what is erased is gone. The function of the database folds as `fold` does (migration 0013)."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Value

FIELDS = ("shown_text", "shown_address", "category_id", "commune_id")


class ReportTerms(Func):
    """Words of the moderated text and address; `#` and the key of the category, `@` and that of the commune."""

    function = "citizen_report_terms"
    output_field = SearchVectorField()


class HasReportTerms(Func):
    """Whether a report carries all of these terms, in the language of `tsquery`."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(ReportTerms(*FIELDS), Value(query))
