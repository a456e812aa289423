"""The parts of a document as the styles of its DOCX name them: by these a file from a word processor is read back."""

from typing import Literal

Part = Literal["VB Khung", "VB Trích yếu", "VB Căn cứ", "VB Kính gửi", "VB Nội dung", "VB Nơi nhận"]
FRAME: Part = "VB Khung"
SUBJECT: Part = "VB Trích yếu"
BASIS: Part = "VB Căn cứ"
TO: Part = "VB Kính gửi"
BODY: Part = "VB Nội dung"
RECIPIENT: Part = "VB Nơi nhận"
PARTS: tuple[Part, ...] = (FRAME, SUBJECT, BASIS, TO, BODY, RECIPIENT)


class LetterUnreadable(ValueError):
    """Something of the file would be lost; `problems` are sentences for the screen."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems
