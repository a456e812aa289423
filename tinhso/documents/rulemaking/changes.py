"""What the next version of a draft says otherwise than the one that was commented on, and which answered comments led there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tinhso.documents.models import CommentAnswer, Consultation, PublicComment
from tinhso.documents.rulemaking.paragraphs import Paragraph, paragraphs_of
from tinhso.lib.language.word_changes import Piece, pieces

LED = (CommentAnswer.Decision.ADOPTED, CommentAnswer.Decision.PARTLY)


@dataclass(frozen=True)
class AnswerShare:
    """An answer that adopts comments on one paragraph, whole or in part, and how many comments these are."""

    answer: CommentAnswer
    count: int


@dataclass(frozen=True)
class Change:
    """A paragraph that is new, left out or worded otherwise; `answers` are of comments on the paragraph as it was."""

    label: str
    pieces: Sequence[Piece]
    answers: Sequence[AnswerShare] = field(default=())


def changes_of(consultation: Consultation) -> list[Change]:
    """In the order of the draft; none where no version came after. One query."""
    if consultation.result_version is None:
        return []
    before = paragraphs_of(consultation.version)
    after = paragraphs_of(consultation.result_version)
    answers = _answers_by_paragraph(consultation)
    return [
        Change((old or new).label, words, answers.get(old.number, []) if old else [])  # type: ignore[union-attr]
        for old, new, words in _changed(before, after)
    ]


def _changed(
    before: Sequence[Paragraph], after: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph | None, Paragraph | None, list[Piece]]]:
    texts = [one.text for one in before], [one.text for one in after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for old, new in zip(before[i1 : i1 + both], after[j1 : j1 + both], strict=True):
            yield old, new, pieces(old.text, new.text)
        yield from ((old, None, [Piece("removed", old.text)]) for old in before[i1 + both : i2])
        yield from ((None, new, [Piece("added", new.text)]) for new in after[j1 + both : j2])


def _answers_by_paragraph(consultation: Consultation) -> dict[int, list[AnswerShare]]:
    rows = PublicComment.objects.filter(consultation=consultation, answer__decision__in=LED)
    counts: dict[tuple[int, int], int] = {}
    found: dict[int, CommentAnswer] = {}
    for one in rows.select_related("answer").only("paragraph", "answer"):
        assert one.answer is not None
        found[one.answer.pk] = one.answer
        counts[one.paragraph, one.answer.pk] = counts.get((one.paragraph, one.answer.pk), 0) + 1
    shares: dict[int, list[AnswerShare]] = {}
    for (paragraph, key), n in sorted(counts.items()):
        shares.setdefault(paragraph, []).append(AnswerShare(found[key], n))
    return shares
