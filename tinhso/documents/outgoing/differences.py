"""What one version of a draft says otherwise than another."""

from tinhso.documents.outgoing.text import Text
from tinhso.lib.language.word_changes import Piece, changed_lines


def differences(old: Text, new: Text) -> list[list[Piece]]:
    """The paragraphs of both, in the order of the newer; those that changed in pieces."""
    return changed_lines(old.every_line, new.every_line)
