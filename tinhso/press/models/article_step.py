from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.press.models.article import Article
from tinhso.press.models.article_revision import ArticleRevision


class ArticleStep(models.Model):
    """Who did what with an article on its way, with a note: the history that its desk reads."""

    class Deed(models.TextChoices):
        STARTED = "started", "Bắt đầu bài"
        SENT = "sent", "Chuyển bước tiếp"
        RETURNED = "returned", "Trả lại"
        APPROVED = "approved", "Duyệt"
        TIMED = "timed", "Hẹn giờ"
        TAKEN_OVER = "taken_over", "Nhận sửa thay"
        CHANGE = "change", "Bắt đầu sửa bài đã đăng"
        STOPPED = "stopped", "Chưa đăng được"
        MOVED = "moved", "Đổi địa chỉ"
        PUBLISHED = "published", "Đăng"
        WITHDRAWN = "withdrawn", "Gỡ bài"
        OUTSIDE = "outside", "Gửi duyệt ngoài"
        OUTSIDE_YES = "outside_yes", "Người ngoài đồng ý"
        OUTSIDE_NO = "outside_no", "Người ngoài trả lại"
        OUTSIDE_END = "outside_end", "Thu hồi đường dẫn"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="steps")
    revision = models.ForeignKey(ArticleRevision, null=True, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=12, choices=Deed)
    note = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.deed}"


class ArticleFile(models.Model):
    """A picture or a file that blocks of the article may show."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    picture = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="press_file_has_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def sound(self) -> bool:
        """As its content says, not its name."""
        return str(self.file.content_type).startswith("audio/")
