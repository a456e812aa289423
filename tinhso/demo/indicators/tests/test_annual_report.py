"""The account of the demo's last year is issued, so that whoever follows a link to it reads it."""

from datetime import timedelta

from django.urls import reverse

from tinhso.indicators.public import Report
from tinhso.lib.dates import local


def test_everybody_reads_the_account_of_last_year_with_its_number_and_its_files(demo, client):
    report = Report.objects.get()
    year, loaded_at = report.year, local(report.issued_at)  # whatever day it is by now
    assert (report.state, report.issued_on, year) == (
        Report.State.FROZEN,
        loaded_at.date(),
        loaded_at.year - 1,
    )
    assert report.number and report.signed_at > loaded_at - timedelta(days=5)
    page = client.get(reverse("annual_report", args=[year])).content.decode()
    assert "Phó Giám đốc" in page and "Minh họa: đề nghị" not in page
    assert reverse("annual_report", args=[year]) in client.get(reverse("annual_reports")).content.decode()
    assert client.get(reverse("report_file", args=[year, "pdf"])).content[:5] == b"%PDF-"
