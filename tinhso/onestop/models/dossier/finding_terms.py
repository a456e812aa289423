"""By what an officer finds a dossier: an index over the row itself, so that nothing personal is copied and what is erased
is gone from it too. The function of the database folds as `lib.language.vietnamese.fold` does (migration 0031)."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Value

FIELDS = ("applicant_name", "phone", "applicant_id_number")


class FindingTerms(Func):
    """Words of the name; `p` and a phone, `q` and the phone backwards (for its last digits), `i` and a personal number."""

    function = "onestop_finding_terms"
    output_field = SearchVectorField()


class HasTerms(Func):
    """Whether a dossier carries all of these terms; the last of a name, and a phone, may go on."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(FindingTerms(*FIELDS), Value(query))
