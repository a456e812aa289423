"""What keeps a score from being written."""


class RoundClosed(ValueError):
    """The round has closed, or the assessment was handed in: nothing can be scored any more."""

    def __init__(self) -> None:
        super().__init__("Kỳ đánh giá đã khóa hoặc bài đã gửi; điểm không sửa được nữa.")


class ScoreRefused(ValueError):
    """A score that cannot stand; the words are for the screen, `field` names what they are about."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
