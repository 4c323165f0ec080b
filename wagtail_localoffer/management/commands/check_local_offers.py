"""Checks of all offers, for people and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from wagtail.models import Site

from wagtail_localoffer.compliance import Finding, check_offer
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.offers.check_context import look_around
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.reporting.models import OfferSummary
from wagtail_localoffer.reporting.summaries import Surveyed, read_newest, survey_all

#: The exit status if something was found, and if the command was called wrongly.
FOUND, MISUSED = 1, 2


@dataclass(frozen=True)
class Checked:
    """An offer with what was found in it, or why it could not be checked."""

    offer: OfferMixin
    summary: OfferSummary | None
    findings: list[Finding]
    error: str = ""


class Command(BaseCommand):
    help = (
        "Check every local offer, and refresh what the report of local offers says of "
        "it. Exits with 1 if something of the given --level was found, by default what "
        "keeps an offer from being published, or if an offer could not be checked; "
        "with 2 if it was called wrongly; otherwise with 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="Check the newest draft of every offer, instead of what is live.",
        )
        parser.add_argument(
            "--format",
            choices=["text", "json"],
            default="text",
            help="How to print what was found. JSON is for programs.",
        )
        parser.add_argument(
            "--level",
            choices=[MUST, SHOULD],
            default=MUST,
            help=(
                "The least severity that makes the command exit with 1: what keeps an "
                "offer from being published (must), or advice as well (should)."
            ),
        )
        parser.add_argument(
            "--site",
            metavar="HOSTNAME",
            help="Only the offers of the site with this hostname.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sites = get_sites(options["site"]) if options["site"] else None
        tally = {"offers": 0, MUST: 0, SHOULD: 0, "broken": 0}
        as_json = options["format"] == "json"
        if as_json:
            # Written piece by piece, so that thousands of offers take no more memory.
            version = json.dumps("drafts" if options["drafts"] else "live")
            self.stdout.write(f'{{"version": {version}, "offers": [')
        for checked in check_all(sites, options["drafts"]):
            if as_json:
                comma = "," if tally["offers"] else ""
                self.stdout.write(f"{comma}{json.dumps(describe(checked))}")
            else:
                self.write_text(checked)
            tally["offers"] += 1
            tally["broken"] += bool(checked.error)
            for finding in checked.findings:
                tally[finding.severity] += 1
        if as_json:
            self.stdout.write(f'], "totals": {json.dumps(tally)}}}')
        else:
            self.stdout.write(
                f"Offers: {tally['offers']}. Must be put right: {tally[MUST]}. "
                f"Advice: {tally[SHOULD]}. Could not be checked: {tally['broken']}."
            )
        failing = tally[MUST] + (tally[SHOULD] if options["level"] == SHOULD else 0)
        if failing or tally["broken"]:
            sys.exit(FOUND)

    def write_text(self, checked: Checked) -> None:
        offer = checked.offer
        address = get_url(offer) or get_admin_path(offer)
        self.stdout.write(f"{offer.get_admin_display_title()} ({address})")
        if checked.error:
            self.stdout.write(f"  could not be checked: {checked.error}")
        elif not checked.findings:
            self.stdout.write("  nothing found")
        for finding in checked.findings:
            self.stdout.write(f"  {finding.severity} {finding.code}: {finding.message}")
            if finding.passage:
                self.stdout.write(f"    “{finding.passage}”")


def get_sites(hostname: str) -> list[Site]:
    """
    The sites with a hostname, whatever their ports.

    :raises CommandError: there is no such site.
    """
    sites = list(Site.objects.filter(hostname=hostname).select_related("root_page"))
    if not sites:
        known = ", ".join(sorted(set(Site.objects.values_list("hostname", flat=True))))
        raise CommandError(
            f"There is no site with the hostname {hostname!r}. Known: {known}.",
            returncode=MISUSED,
        )
    return sites


def check_all(sites: list[Site] | None, drafts: bool) -> Iterator[Checked]:
    for surveyed in survey_all(sites):
        if drafts or surveyed.offer.live:
            yield check_one(surveyed, drafts)


def check_one(surveyed: Surveyed, drafts: bool) -> Checked:
    offer, survey, error = surveyed.offer, surveyed.survey, surveyed.error
    summary = survey.summary if survey else None
    if survey and (drafts or not offer.has_unpublished_changes):
        # Its newest version was what is to be checked.
        return Checked(offer, summary, survey.findings)
    findings: list[Finding] = []
    try:
        version = read_newest(offer) if drafts else offer
        findings = check_offer(version, look_around(version))
    except Exception as found:  # noqa: BLE001 - one offer must not hide the others
        error = found
    reason = f"{type(error).__name__}: {error}" if error else ""
    return Checked(offer, summary, findings, reason)


def describe(checked: Checked) -> dict[str, Any]:
    """The shape of one offer in JSON. It is documented in docs/report.md."""
    offer, summary = checked.offer, checked.summary
    return {
        "id": offer.pk,
        "title": offer.get_admin_display_title(),
        "setting_name": offer.setting_name,
        "kind": type(offer)._meta.label,
        # Only settings have one.
        "setting_type": getattr(offer, "setting_type", ""),
        "live": offer.live,
        "url": get_url(offer),
        "edit_path": get_admin_path(offer),
        "completeness": summary.completeness if summary else None,
        "error": checked.error,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "block": finding.block,
                "field": finding.field,
                "requirement": finding.requirement,
                "message": str(finding.message),
                "passage": finding.passage,
                "source": str(finding.source),
            }
            for finding in checked.findings
        ],
    }


def get_url(offer: OfferMixin) -> str:
    """The public address of an offer, or an empty string if it has none."""
    return (offer.full_url or "") if offer.live else ""


def get_admin_path(offer: OfferMixin) -> str:
    return reverse("wagtailadmin_pages:edit", args=[offer.pk])
