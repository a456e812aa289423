"""The account of the demo's last year is issued, so that whoever follows a link to it reads it."""

from datetime import timedelta

from django.urls import reverse

from tinhso.indicators.public import Report
from tinhso.kernel.site import clock


def test_everybody_reads_the_account_of_last_year_with_its_number_and_its_files(demo, client):
    year = clock.now().year - 1
    report = Report.objects.get()
    assert (report.year, report.state) == (year, Report.State.FROZEN)
    assert report.number and report.issued_on == clock.today()
    assert report.signed_at > clock.now() - timedelta(days=5)
    page = client.get(reverse("annual_report", args=[year])).content.decode()
    assert "Phó Giám đốc" in page and "Minh họa: đề nghị" not in page
    assert reverse("annual_report", args=[year]) in client.get(reverse("annual_reports")).content.decode()
    assert client.get(reverse("report_file", args=[year, "pdf"])).content[:5] == b"%PDF-"
