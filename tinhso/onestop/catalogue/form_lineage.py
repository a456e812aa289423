"""Whether the form of one version continues that of another, so that its questions can be compared one by one."""

from tinhso.lib.forms import FormDefinition
from tinhso.onestop.models import ProcedureVersion

GENERAL = "don-chung"  # the form of every procedure that has none of its own


def is_general(version: ProcedureVersion) -> bool:
    """Whether it asks with the general form of the province, under whichever list of papers."""
    return not version.own_form or version.form["id"] == GENERAL


def follows(former: ProcedureVersion, version: ProcedureVersion) -> bool:
    """The same form by name; or a copy of the general form that became the procedure's own under another name.

    Such a copy still has every question of the general form or has retired it; a form that was written anew has not.
    """
    was, now = former.definition, version.definition
    if was.id == now.id:
        return True
    return is_general(former) and question_ids(was) <= question_ids(now) | set(now.retired)


def question_ids(form: FormDefinition) -> set[str]:
    """The ids of its questions, without what is only read."""
    return {key for key, f in form.fields.items() if f.type != "note"}
