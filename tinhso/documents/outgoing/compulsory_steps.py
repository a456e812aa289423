"""Which steps a normative document needs before it may be signed, as dated rules say for level and type, and which are missing."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.documents.models import Consultation, OutgoingDocument, RuleStep, ShortenedProcedure
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.site.public import EntryRefused

RULE, SHORTENED_RULE = "documents.rule_steps", "documents.rule_steps_shortened"
CONSULTATION = "consultation"


class StepsMissing(EntryRefused):
    """A step that the law asks for before the signature of a normative document has not been done; the words name each."""

    def __init__(self, missing: list[str], source: str) -> None:
        super().__init__(
            "", f"Chưa ký được văn bản quy phạm pháp luật, còn thiếu: {'; '.join(missing)}. ({source})"
        )
        self.missing = missing


def check_steps_done(document: OutgoingDocument, on: date) -> None:
    """StepsMissing."""
    if missing := missing_steps(document, on):
        raise StepsMissing(missing, rule_source(_rule_of(document), on=on))


def missing_steps(document: OutgoingDocument, on: date) -> list[str]:
    """What is still to be done before the signature, in words; nothing for what is not normative. Four queries at most."""
    if not document.normative:
        return []
    needed = rule(_rule_of(document), on=on).get(document.case.agency.level, {}).get(document.type_code, [])
    return [words for step in needed if (words := _what_is_missing(document, step))]


def is_shortened(document: OutgoingDocument) -> bool:
    return ShortenedProcedure.objects.filter(document=document).exists()


def _rule_of(document: OutgoingDocument) -> str:
    return SHORTENED_RULE if is_shortened(document) else RULE


def _what_is_missing(document: OutgoingDocument, step: str) -> str:
    """ "" where the step is done: the answers to the comments are published; whoever appraises agreed the last time."""
    if step == CONSULTATION:
        rows = Consultation.objects.published().filter(document=document)
        if rows.filter(case__settled_at__isnull=False).exists():
            return ""
        opened = _("lấy ý kiến rộng rãi (chưa công bố tiếp thu, giải trình)")
        return opened if rows.exists() else _("lấy ý kiến rộng rãi")
    kind = RuleStep.Kind(step)
    last = document.rule_steps.filter(kind=kind, dated__isnull=False).order_by("-dated", "-pk").first()
    label = f"{kind.label[0].lower()}{kind.label[1:]}"
    if last is None:
        return label
    if last.verdict == RuleStep.Verdict.DISAGREED:
        return _("%(step)s (kết luận gần nhất: không đồng ý)") % {"step": label}
    return ""
