"""Recipients that were resolved to a lower agency while another bears their code: the code is what the document was sent to."""

from django.db import migrations

TO_WHO_BEARS_THE_CODE = """
    UPDATE documents_documentrecipient recipient
    SET agency_id = bearer.id, name = bearer.name
    FROM people_agency lower_one, people_agency bearer, documents_outgoingdocument document, casework_case cases
    WHERE lower_one.id = recipient.agency_id AND lower_one.ident_code <> recipient.ident_code
      AND document.case_id = recipient.document_id AND cases.id = document.case_id
      AND bearer.ident_code = recipient.ident_code AND bearer.kind <> 'desk'
      AND bearer.valid @> (coalesce(document.signed_at, cases.opened_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0035_decider"),
        ("people", "0012_one_bearer_a_code"),
    ]

    operations = [migrations.RunSQL(TO_WHO_BEARS_THE_CODE, migrations.RunSQL.noop)]
