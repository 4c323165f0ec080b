"""The page for health services says what the code does, and its examples work."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from unittest import mock

from django.conf import settings
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import isolate_apps
from django.utils.text import capfirst
from wagtail.models import Page

from tests.builders import TEAM, complete_body, complete_health_service, without
from tests.support import PublicSiteTestCase, publish
from tests.test_docs import (
    DOCS,
    PACKAGE,
    list_code,
    list_names,
    list_rows,
    read,
    read_words,
)
from tests.test_third_kind import forget_page_types
from wagtail_localoffer import conf
from wagtail_localoffer.admin.report import LocalOfferFilterSet, LocalOfferReportView
from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.blocks.contacts import TeamContactBlock
from wagtail_localoffer.compliance.rules import check_offer, find_obstacles
from wagtail_localoffer.frameworks import validation
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.health import HEALTH, HEALTH_SERVICE, NEEDS_SECTION
from wagtail_localoffer.models import (
    HealthServiceIndexMixin,
    HealthServiceIndexPage,
    HealthServiceMixin,
    HealthServicePage,
)
from wagtail_localoffer.offers import service_filter
from wagtail_localoffer.public.schema_org import describe_page

PAGE = DOCS / "health-services.md"
LONG_AGO = date(2015, 1, 31)
TEMPLATE = "wagtail_localoffer/health_service_index_page.html"


def list_labels(cell: str) -> list[str]:
    return re.findall(r"\*\*(.+?)\*\*", cell)


def list_types(data: Any) -> set[str]:
    """The types of schema.org that are in structured data, at any depth."""
    return set(re.findall(r'"@type": "(\w+)"', json.dumps(data)))


class FieldTests(SimpleTestCase):
    def list_needed(self) -> dict[str, str]:
        """What the table says of each field, by its label."""
        return {
            label: needed
            for row in list_rows(PAGE, "3. About the service")
            for label in list_labels(row[0])
            for needed in [row[2]]
        }

    def label(self, name: str) -> str:
        field = HealthServiceMixin._meta.get_field(name)
        return str(capfirst(field.verbose_name))

    def test_it_names_every_field(self) -> None:
        for field in HealthServiceMixin._meta.local_fields:
            # A service has no report, for which one chooses answers.
            if field.editable and field.name not in ("body", "answers"):
                with self.subTest(field=field.name):
                    label = re.escape(self.label(field.name))
                    self.assertRegex(read_words(PAGE), rf"\*\*\[?{label}\b.*?\*\*")

    def test_it_says_of_each_detail_whether_it_is_needed(self) -> None:
        expected = {}
        for detail in HEALTH_SERVICE.details:
            needed = "yes" if detail.required else "asked for"
            if detail.needed_with:
                needed = {
                    "commissioner": "with a commissioner",
                    "waiting_time": "with a waiting time",
                }[detail.needed_with]
            expected[self.label(detail.key)] = needed if detail.missing else "no"
        self.assertEqual(self.list_needed(), expected)

    def test_it_names_what_a_contact_has(self) -> None:
        rows = list_rows(PAGE, "4. Contacts")
        labels = [label for row in rows for label in list_labels(row[0])]
        blocks = TeamContactBlock().child_blocks.values()
        self.assertEqual(set(labels), {str(block.label) for block in blocks})

    def test_it_counts_the_sections_that_are_needed_and_that_the_law_asks_for(
        self,
    ) -> None:
        needed = [each for each in HEALTH.sections if each.required]
        asked = {requirement.answered_in[0] for requirement in HEALTH.requirements}
        self.assertEqual((len(needed), len(asked)), (7, 5))
        self.assertIn("Seven are needed to publish", read_words(PAGE))
        self.assertIn("Five answer what the law asks", read_words(PAGE))

    def test_it_lists_the_needs(self) -> None:
        [needs] = (each for each in HEALTH.sections if each.key == NEEDS_SECTION)
        listed = "\n".join(f"- {fact.label}" for fact in needs.facts)
        self.assertIn(f"\n{listed}\n", read(PAGE))

    def test_the_facts_and_page_types_that_it_names_are_there(self) -> None:
        words = read_words(PAGE)
        labels = {str(fact.label) for each in HEALTH.sections for fact in each.facts}
        for label in (
            "You can ask us for help yourself (self-referral)",
            "Free of charge",
            "When we are open",
        ):
            with self.subTest(label=label):
                self.assertIn(label, labels)
                self.assertIn(f"*{label}*", words)
        rows = [row[:2] for row in list_rows(PAGE, "For the web team")]
        self.assertEqual(
            rows,
            [
                [str(capfirst(model._meta.verbose_name)), f"`{model._meta.label}`"]
                for model in (HealthServiceIndexPage, HealthServicePage)
            ],
        )


class MessageTests(TestCase):
    #: What can be done to a complete service, so that everything is found once.
    BREAKS: tuple[dict[str, Any], ...] = (
        *({detail.key: ""} for detail in HEALTH_SERVICE.details if detail.missing),
        {"commissioner_date": None, "waiting_time_date": None},
        {"commissioner_date": LONG_AGO, "waiting_time_date": LONG_AGO},
        {"commissioner_date": date.max, "waiting_time_date": date.max},
        {"maximum_age": None},
        {"minimum_age": 19, "maximum_age": 2},
        {"ods_code": "A 1"},
    )
    BODIES: tuple[dict[str, Any], ...] = (
        # Bare values are read as well as items.
        {"contacts": [{"telephone": TEAM["telephone"]}, {"name": "Nurses"}]},
        {"contacts": [{**TEAM, "email": "@", "telephone": "ask"}]},
        {"contacts": [{**TEAM, "telephone": "01632 960014 / 01632 960015"}]},
        {NEEDS_SECTION: {"text": "", "more": [], "facts": {}}},
    )

    def find_all(self) -> set[tuple[str, str, str]]:
        """The code, severity and message of all that is this kind's alone."""
        today = date.today()
        complete: Any = {"commissioner_date": today, "waiting_time_date": today}
        services = [complete_health_service(**complete) for _each in range(2)]
        services[1] = without(services[1], "contacts")
        self.assertEqual(find_obstacles(services[0]), [])
        findings = [found for each in services for found in check_offer(each)]
        for changes in self.BREAKS:
            service = HealthServicePage(body=services[0].body)
            for name, value in {**self.read(services[0]), **changes}.items():
                setattr(service, name, value)
            findings += check_offer(service)
        for parts in (*self.BODIES, {}):
            body = complete_body(HEALTH, **parts)
            # Without a change of its own, it has its contacts twice.
            body += [] if parts else body[:1]
            findings += check_offer(HealthServicePage(body=body))
        return {
            (found.code, found.severity, str(found.message))
            for found in findings
            if found.block in ("", "contacts", NEEDS_SECTION)
            and (found.block != NEEDS_SECTION or found.severity == MUST)
        }

    def read(self, service: Any) -> dict[str, Any]:
        return {
            detail.key: getattr(service, detail.key)
            for detail in HEALTH_SERVICE.details
        }

    def list_codes(self) -> dict[str, set[str]]:
        """The codes that the page on the publish rule lists, by their severity."""
        rule = read(DOCS / "publish-rule.md")
        return {
            MUST: set(list_names(rule, "What stops an offer")),
            SHOULD: set(list_names(rule, "What is advice")),
        }

    def test_the_publish_rule_lists_every_code(self) -> None:
        listed = self.list_codes()
        for code, severity, _message in self.find_all():
            with self.subTest(code=code):
                self.assertIn(code, listed[severity])

    def test_everything_that_is_said_of_the_front_sheet_is_found(self) -> None:
        messages = {message for _code, _severity, message in self.find_all()}
        for detail in HEALTH_SERVICE.details:
            for message in filter(None, (detail.missing, detail.stale, detail.invalid)):
                with self.subTest(detail=detail.key):
                    self.assertIn(str(message), messages)

    def test_no_code_of_the_contacts_is_left_out(self) -> None:
        there = {code for code in self.list_codes()[MUST] if "contacts_" in code}
        found = {code for code, _severity, _message in self.find_all()}
        self.assertEqual(
            {code for code in found if code.startswith("contacts_")},
            {code for code in there if code.startswith("contacts_")},
        )


class ShownTests(PublicSiteTestCase):
    def test_it_names_every_line_of_the_front_sheet(self) -> None:
        service = complete_health_service(address="Quay Road", telephone="01632 960100")
        words = read_words(PAGE)
        for row in service.front_sheet_rows:
            with self.subTest(row=row.label):
                self.assertIn(f"*{row.label}*", words)

    def test_a_waiting_time_is_shown_as_it_says(self) -> None:
        service = complete_health_service(
            waiting_time="about 12 weeks", waiting_time_date=date(2026, 10, 31)
        )
        shown = {row.label: row.value for row in service.front_sheet_rows}
        self.assertIn(f"*{shown['Waiting time']}*", read_words(PAGE))

    def test_it_lists_the_types_of_schema_org(self) -> None:
        service = complete_health_service(address="Quay Road")
        section = read(PAGE).split("\n### For search engines\n")[1]
        listed = set(re.findall(r"`(\w+)`", section))
        self.assertEqual(listed, list_types(describe_page(service)))

    def test_the_fields_of_the_list_are_as_it_says(self) -> None:
        form: Any = service_filter.ServiceFilterForm(needs={}, areas=[])
        rows = list_rows(PAGE, "How families search")
        self.assertEqual(
            [row[0] for row in rows],
            [str(field.label) for field in form.fields.values()],
        )
        for name, row in (("need", rows[0]), ("area", rows[2])):
            [(_empty, label)] = form.fields[name].choices
            self.assertIn(f"*{label}*", row[1])
        age = form.fields["age"]
        self.assertEqual(rows[1][1], f"{age.min_value} to {age.max_value}")

    def test_it_names_every_block_of_the_list(self) -> None:
        source = read(PACKAGE / "templates" / TEMPLATE)
        own = re.findall(r"{% block (index_\w+) %}", source)
        self.assertTrue(own)
        for block in own:
            self.assertIn(f"`{block}`", read(PAGE))

    def test_the_report_has_the_kinds_that_it_names(self) -> None:
        words = read_words(PAGE)
        kind = LocalOfferFilterSet.base_filters["kind"]
        self.assertIn(f"filter **{kind.label}**", words)
        self.assertIn(kind.label, LocalOfferReportView.export_headings.values())
        self.assertIn(f"*{capfirst(HealthServicePage._meta.verbose_name)}*", words)

    def test_the_example_of_a_template_changes_the_list(self) -> None:
        root = complete_health_service().get_parent()
        index = root.add_child(instance=HealthServiceIndexPage(title="Services"))
        publish(complete_health_service(parent=index))
        [code] = list_code(PAGE, "html+django")
        [engine] = settings.TEMPLATES
        with TemporaryDirectory() as folder:
            path = Path(folder) / TEMPLATE
            path.parent.mkdir()
            path.write_text(code, encoding="utf-8")
            with override_settings(TEMPLATES=[{**engine, "DIRS": [folder]}]):
                response = self.client.get(index.get_url())
        self.assertContains(response, "Not sure which one?")
        self.assertContains(response, "Find a service")
        self.assertContains(response, "Speech and language therapy")


class ExampleTests(SimpleTestCase):
    def setUp(self) -> None:
        self.extension, self.setting, self.types = list_code(PAGE, "python")

    def run_code(self, code: str, name: str) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": name}
        exec(code, names)  # noqa: S102 - our own documentation
        return names

    def test_the_extended_framework_is_without_faults(self) -> None:
        framework = self.run_code(self.extension, "trust.services")["FRAMEWORK"]
        self.assertEqual(validation.list_faults(framework), [])
        self.assertEqual(framework.sections[:-1], HEALTH.sections)

    def test_the_setting_names_it(self) -> None:
        module = ModuleType("trust.services")
        vars(module).update(self.run_code(self.extension, module.__name__))
        parent = ModuleType("trust")
        given = self.run_code(self.setting, "settings")[conf.SETTING]
        modules = {"trust": parent, module.__name__: module}
        with (
            mock.patch.dict(sys.modules, modules),
            override_settings(**{conf.SETTING: given}),
        ):
            self.assertEqual(conf.list_problems(), [])
            block = OfferBodyBlock(framework="HEALTH_FRAMEWORK")
            self.assertIs(block.framework, module.FRAMEWORK)
        self.assertIn("siblings", block.child_blocks)

    def test_the_page_types_have_all_that_the_packages_own_have(self) -> None:
        forget_page_types(self)
        with isolate_apps("tests.school"):
            names = self.run_code(self.types, "tests.school.models")
            service, listing = names["ServicePage"], names["ServiceListPage"]
            self.assertIs(service.get_framework(), HEALTH)
            for own, packages, mixin in (
                (service, HealthServicePage, HealthServiceMixin),
                (listing, HealthServiceIndexPage, HealthServiceIndexMixin),
            ):
                self.assertTrue(issubclass(own, mixin))
                self.assertEqual(own.search_fields, packages.search_fields)
                self.assertEqual(own.content_panels, packages.content_panels)
        self.assertEqual(listing.template, "school/service_list_page.html")

    def test_a_page_type_can_have_a_framework_of_its_own(self) -> None:
        framework = replace(HEALTH, source="Another trust")
        forget_page_types(self)
        with isolate_apps("tests.school"):

            class OtherPage(HealthServiceMixin, Page):
                body = OfferBodyField(OfferBodyBlock(framework=framework))

                class Meta:
                    app_label = "school"

            self.assertIs(OtherPage.get_framework(), framework)
        self.assertIn("`OfferBodyField(OfferBodyBlock(framework=…))`", read(PAGE))
