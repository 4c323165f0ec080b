"""The documentation says what the code does: names, defaults, words and links."""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from collections import Counter
from dataclasses import asdict, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from tests.builders import SENCO, write
from tests.support import ROOT
from wagtail_localoffer import conf, frameworks
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.rules import check_offer, find_obstacles
from wagtail_localoffer.councils.importer import COLUMNS, COUNCILS, read_councils
from wagtail_localoffer.frameworks import (
    SERVICE,
    SETTING,
    Contact,
    Detail,
    Framework,
    FrontSheet,
    Words,
)
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.health import HEALTH, HEALTH_SERVICE
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.mail.retry import next_attempt
from wagtail_localoffer.mail.routing import LOCAL_DOMAINS
from wagtail_localoffer.models import Council
from wagtail_localoffer.notices.emails import write_words

DOCS = ROOT / "docs"
PACKAGE = ROOT / "wagtail_localoffer"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])

TEAM = {"name": "Bookings team", "telephone": "01632 960160"}

#: Something to read of more than 30 words, with those in it that an answer has.
LONG_TEXT = (
    "<p>Call us if you want to know more. "
    + "We help your child to talk and to listen. " * 5
    + "You can complain to us at any time.</p>"
)

LONG_AGO = date(2015, 1, 31)

CODE_BLOCK = re.compile(r"^( *)```([\w+]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
INDENTED_CODE = re.compile(r"^ {4}.*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


@cache
def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def read_prose(page: Path) -> str:
    """The page without its code, whose links and headings are none."""
    return INDENTED_CODE.sub("", CODE_BLOCK.sub("", read(page)))


def read_words(page: Path) -> str:
    """The page on one line, as its words follow each other."""
    return " ".join(read(page).split())


def list_rows(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table below ``heading``, without its head."""
    section = re.split(rf"^#+ {re.escape(heading)}$", read(page), flags=re.MULTILINE)[1]
    table = re.search(r"(?:^\|.*\|\n)+", section, re.MULTILINE)
    assert table is not None, f"There is no table under {heading} in {page.name}."
    lines = table[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def list_items(text: str, heading: str) -> list[tuple[str, str]]:
    """Each point below ``heading`` that names something and says what it is."""
    section = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^#", section, flags=re.MULTILINE)[0]
    return re.findall(r"^- (.+?): (.+)$", section, re.MULTILINE)


def list_names(text: str, heading: str) -> list[str]:
    return [name.strip("`") for name, _what in list_items(text, heading)]


def list_code(page: Path, language: str) -> list[str]:
    return [
        textwrap.dedent(code)
        for _indent, name, code in CODE_BLOCK.findall(read(page))
        if name == language
    ]


def list_anchors(page: Path) -> set[str]:
    """The anchors that GitHub, and most other renderers, give to headings."""
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in HEADING.findall(read_prose(page)):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        anchors.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return anchors


def list_messages(module: str) -> set[str]:
    """The words of ``module`` that people read, with … for what is put into them."""
    source = read(PACKAGE / f"{module}.py")
    return {
        re.sub(r"%\(\w+\)[sd]|\{\w+\}", "…", node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }


class LinkTests(SimpleTestCase):
    def test_every_relative_link_leads_somewhere(self) -> None:
        for page in PAGES:
            for link in LINK.findall(read_prose(page)):
                if "://" in link or link.startswith("mailto:"):
                    continue
                with self.subTest(page=page.name, link=link):
                    path, _hash, anchor = link.partition("#")
                    target = (page.parent / path).resolve() if path else page
                    self.assertTrue(target.exists(), f"{target} does not exist.")
                    if anchor:
                        self.assertIn(anchor, list_anchors(target))

    def test_the_index_leads_to_every_page(self) -> None:
        index = set(LINK.findall(read(DOCS / "index.md")))
        for page in DOCS.glob("*.md"):
            if page.name != "index.md":
                with self.subTest(page=page.name):
                    self.assertIn(page.name, index)

    def test_the_readme_leads_to_the_index_and_to_each_readers_first_page(self) -> None:
        readme = set(LINK.findall(read(ROOT / "README.md")))
        for name in ("index", "editors", "go-live", "operation", "notices"):
            self.assertIn(f"docs/{name}.md", readme)


class PictureTests(SimpleTestCase):
    def test_each_picture_is_shown_in_words_too_and_none_is_large(self) -> None:
        shown = {
            (page.parent / name).relative_to(ROOT).as_posix(): words
            for page in PAGES
            for name, words in re.findall(r'<img src="(\S+)".* alt="(.+)">', read(page))
        }
        there = [
            path.relative_to(ROOT).as_posix() for path in (DOCS / "images").iterdir()
        ]
        self.assertCountEqual(shown, there)
        for name, words in shown.items():
            with self.subTest(name=name):
                self.assertGreater(len(words.split()), 4)
                self.assertLess((ROOT / name).stat().st_size, 150_000)


class CodeTests(SimpleTestCase):
    def list_trees(self) -> list[tuple[str, ast.Module]]:
        return [
            (page.name, compile(code, page.name, "exec", ast.PyCF_ONLY_AST))
            for page in PAGES
            for code in list_code(page, "python")
        ]

    def test_python_code_compiles(self) -> None:
        self.assertTrue(self.list_trees())

    def test_what_python_code_imports_of_this_package_is_there(self) -> None:
        for page, tree in self.list_trees():
            for node in ast.walk(tree):
                if not isinstance(node, ast.ImportFrom) or node.module is None:
                    continue
                if node.module.partition(".")[0] == "wagtail_localoffer":
                    module = import_module(node.module)
                    for name in node.names:
                        with self.subTest(page=page, name=name.name):
                            self.assertTrue(hasattr(module, name.name))

    def test_settings_in_python_code_are_right(self) -> None:
        for page, tree in self.list_trees():
            for node in ast.walk(tree):
                if not isinstance(node, ast.Assign):
                    continue
                if ast.unparse(node.targets[0]) == conf.SETTING:
                    given = ast.literal_eval(node.value)
                    with self.subTest(page=page, settings=given):
                        self.check_settings(given)

    def test_the_examples_of_settings_are_right(self) -> None:
        examples = re.findall(r"^- Example: `(.+)`$", read(DOCS / "settings.md"), re.M)
        self.assertEqual(len(examples), len(asdict(conf.LocalOfferSettings())))
        for example in examples:
            with self.subTest(example=example):
                self.check_settings(ast.literal_eval(f"{{{example}}}"))

    def check_settings(self, given: dict[str, Any]) -> None:
        with override_settings(**{conf.SETTING: given}):
            self.assertEqual(conf.list_problems(), [])


class SettingsPageTests(SimpleTestCase):
    def test_it_lists_the_settings_with_their_defaults(self) -> None:
        entries = re.findall(
            r"^## (\w+)$.*?^- Default: `(.+?)`$",
            read(DOCS / "settings.md"),
            re.DOTALL | re.MULTILINE,
        )
        self.assertEqual(
            [(name, ast.literal_eval(default)) for name, default in entries],
            list(asdict(conf.LocalOfferSettings()).items()),
        )


#: What somebody types who has two numbers, and one field.
#: Who follows too early, and leaves before that.
EARLY = {"name": "Jan Fielding", "start": "2120-07-18", "until": "2120-07-17"}
TWO_NUMBERS = "01632 960014 / 01632 960015"


class PublishRulePageTests(SimpleTestCase):
    MODULES = ("rules.py", "contact_rules.py", "formats.py", "gaps.py")

    #: What can be done to a complete offer, so that every code is found at least once.
    BREAKS: tuple[dict[str, Any], ...] = (
        {"setting_name": "", "setting_type": "", "address": ""},
        {"senco_contact": [], "council_link": [], "health": []},
        {
            "senco_contact": [SENCO, SENCO],
            "council_link": [1, 2],
            "health": [{"text": "<p>Yes</p>"}, {"text": "<p>Yes</p>"}],
        },
        {
            "senco_contact": [{}],
            "council_link": [None],
            "health": [{"text": "<p> </p>"}],
        },
        {
            "senco_contact": [{"name": "Priya", "email": "@", "telephone": "ask"}],
            "health": [{"text": "<script>1</script>"}],
        },
        {"setting_type": "early_years", "the_setting": []},
        {"run_by": ""},
        {"minimum_age": 11, "maximum_age": 3},
        {"council_url": ""},
        {"has_council_without_url": True},
        {"identifier": "not a number", "identifier_scheme": "urn"},
        {"identifier": "123456"},
        {"telephone": "Ask at the office"},
        {"telephone": TWO_NUMBERS},
        {"senco_contact": [{**SENCO, "telephone": TWO_NUMBERS}]},
        {"senco_contact": [{**SENCO, "next": {"email": SENCO["email"]}}]},
        {"senco_contact": [{**SENCO, "next": {**SENCO, "name": "Jan Fielding"}}]},
        {"senco_contact": [{**SENCO, "until": "2120-07-18", "next": EARLY}]},
        {"senco_contact": [{**SENCO, "until": "2020-07-18"}]},
        {"address_is_private": True},
        {"address_is_private": True, "area": "1 Mill Lane, ZZ1 1AA"},
        {"unread": [("health", "5")]},
    )
    #: The same of a complete health service.
    HEALTH_BREAKS: tuple[dict[str, Any], ...] = (
        {"setting_name": "", "provider_name": "", "contacts": []},
        *(
            {detail.key: ""}
            for detail in HEALTH_SERVICE.details
            if detail.missing and not detail.required
        ),
        {"commissioner_date": None, "waiting_time_date": None},
        {"commissioner_date": LONG_AGO, "waiting_time_date": LONG_AGO},
        {"commissioner_date": date.max, "waiting_time_date": date.max},
        {"ods_code": "A 1"},
        {"contacts": [[TEAM], [TEAM]], "needs": [{"text": ""}]},
        {"contacts": [[TEAM, {}]]},
        {"contacts": [[{"name": "Bookings team", "email": "@", "telephone": "ask"}]]},
        {"contacts": [[{**TEAM, "telephone": TWO_NUMBERS}]]},
    )

    def check(self, **changes: Any) -> dict[str, str]:
        """The codes that ``compliance.py`` itself finds in an offer, with severity."""
        around = CheckContext(
            today=timezone.localdate(),
            council_url=changes.pop("council_url", "https://council.example/send"),
            has_council_without_url=changes.pop("has_council_without_url", False),
        )
        facts = {
            name: changes.pop(name, value)
            for name, value in (
                ("setting_name", "Hawthorn Bank Primary School"),
                ("setting_type", "primary"),
                ("address", "Mill Lane"),
                ("run_by", "council"),
                ("minimum_age", None),
                ("maximum_age", None),
                ("identifier", ""),
                ("identifier_scheme", ""),
                ("telephone", ""),
                ("address_is_private", None),
                ("area", ""),
                ("unread", ()),
            )
        }
        values: dict[str, list[Any]] = {
            "senco_contact": [SENCO],
            "council_link": [1],
            **{
                section.key: [{"text": write(section.key)}]
                for section in LANCASHIRE.sections
                if section.required
            },
            **changes,
        }
        return self.list_codes(LANCASHIRE, around, facts, values)

    def check_service(self, **changes: Any) -> dict[str, str]:
        """The same of a health service."""
        around = CheckContext(
            today=timezone.localdate(), council_url="https://council.example/send"
        )
        facts = {
            # Three letters may be a code.
            detail.key: changes.pop(
                detail.key, "" if detail.key == "telephone" else "xyz"
            )
            for detail in HEALTH_SERVICE.details
        }
        values: dict[str, list[Any]] = {
            "contacts": [[TEAM]],
            "council_link": [1],
            **{section.key: [{"text": LONG_TEXT}] for section in HEALTH.sections},
            **changes,
        }
        return self.list_codes(HEALTH, around, facts, values)

    def list_codes(
        self,
        framework: Framework,
        around: CheckContext,
        facts: dict[str, Any],
        values: dict[str, list[Any]],
    ) -> dict[str, str]:
        body = [
            {"type": name, "value": value}
            for name, blocks in values.items()
            for value in blocks
        ]
        unread = facts.pop("unread", ())
        offer = SimpleNamespace(
            **facts,
            framework=framework,
            body=SimpleNamespace(get_prep_value=lambda: body, unread=unread),
        )
        findings = check_offer(offer, around)
        found = {finding.code: finding.severity for finding in findings}
        obstacles = {
            finding.code for finding in find_obstacles(offer, around.council_url)
        }
        self.assertEqual({code for code in found if found[code] == MUST}, obstacles)
        # The advice on words is found elsewhere and has a page of its own.
        advice = {row[0].strip("`") for row in list_rows(DOCS / "advice.md", "Codes")}
        return {code: found[code] for code in found if code not in advice}

    def find_all(self) -> dict[str, str]:
        self.assertEqual(self.check(), {})
        found: dict[str, str] = {}
        for changes in self.BREAKS:
            found |= self.check(**changes)
        self.assertEqual(self.check_service(), {})
        for changes in self.HEALTH_BREAKS:
            found |= self.check_service(**changes)
        return found

    def test_it_lists_the_codes_with_their_severity(self) -> None:
        text = read(DOCS / "publish-rule.md")
        listed = [
            (code, severity)
            for severity, heading in (
                (MUST, "What stops an offer"),
                (SHOULD, "What is advice"),
            )
            for code in list_names(text, heading)
        ]
        self.assertEqual(dict(listed), self.find_all())
        self.assertEqual(len(listed), len(dict(listed)))

    def test_what_is_advice_is_known_by_name(self) -> None:
        advice = {code for code, level in self.find_all().items() if level == SHOULD}
        self.assertEqual(
            advice,
            {
                "run_by_missing",
                "commissioner_date_old",
                "waiting_time_date_old",
                "ods_code_missing",
                "commissioner_missing",
                "maximum_age_missing",
                "areas_missing",
                "waiting_time_missing",
                "reviewed_by_role_missing",
                "other_councils_address_missing",
                "senco_contact_vacant",
                "section_thin",
                "section_unanswered",
                "requirement_unanswered",
            },
        )

    def test_no_code_is_left_out_of_this_test(self) -> None:
        found = self.find_all()
        ends, codes = self.list_named()
        self.assertTrue(ends, "compliance.py names its codes in another way now.")
        self.assertTrue(codes, "compliance.py names its codes in another way now.")
        for end in ends:
            with self.subTest(end=end):
                self.assertTrue(any(code.endswith(f"_{end}") for code in found))
        for code in codes:
            with self.subTest(code=code):
                self.assertIn(code, found)

    def list_named(self) -> tuple[set[str], set[str]]:
        """The ends of codes, and the whole codes, that ``compliance`` names."""
        ends, codes = set(), set()
        source = "".join(read(PACKAGE / "compliance" / name) for name in self.MODULES)
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            if name == "finding" and isinstance(node.args[0], ast.Constant):
                ends.add(node.args[0].value)
            if name == "Finding":
                values = {each.arg: each.value for each in node.keywords}
                if isinstance(code := values["code"], ast.Constant):
                    codes.add(code.value)
        return ends, codes


class MessageTests(SimpleTestCase):
    #: Wagtail's own words, which it says of offers too.
    WAGTAILS = ("Sorry, you do not have permission to access this area.",)
    MODULES = (
        "compliance/rules",
        "compliance/gaps",
        "offers/forms",
        "admin/offers",
        "admin/publishing",
        "admin/log_actions",
    )

    def test_every_message_says_what_to_do_in_whole_sentences(self) -> None:
        """So that none has to be looked up."""
        said = set().union(*map(list_messages, self.MODULES[:2]))
        for front_sheet in (SETTING, SERVICE, HEALTH_SERVICE):
            for detail in front_sheet.details:
                said |= {str(detail.missing), str(detail.stale), str(detail.invalid)}
        # They head a section, and are no messages.
        headings = {"A section of your own", "Council’s local offer"}
        for message in filter(None, said - headings):
            with self.subTest(message=message):
                self.assertRegex(message, r"^[A-Z“…].*([.:…]|\.example|\d)$")


class FrameworksPageTests(SimpleTestCase):
    PAGE = DOCS / "frameworks.md"

    def test_it_names_every_part_of_a_framework(self) -> None:
        there = {
            name
            for name, each in vars(frameworks).items()
            if is_dataclass(each) and isinstance(each, type) and each is not Framework
        }
        rows = list_rows(self.PAGE, "The parts")
        self.assertEqual({row[0].strip("`") for row in rows}, there)

    def test_it_names_the_front_sheets_and_contacts_that_there_are(self) -> None:
        there = {
            name
            for name, each in vars(frameworks).items()
            if isinstance(each, FrontSheet | Contact)
        }
        rows = list_rows(self.PAGE, "The front sheet and the contact")
        self.assertEqual({row[0].strip("`") for row in rows}, there)

    def test_it_explains_every_field_of_a_detail(self) -> None:
        text = read(self.PAGE)
        for each in fields(Detail):
            with self.subTest(field=each.name):
                self.assertIn(f"\n| `{each.name}` |", text)

    def test_it_names_the_sections_of_the_fourteen_questions(self) -> None:
        text = read_words(self.PAGE)
        keys = [f"`{each.key}`" for each in FOURTEEN_QUESTIONS.sections]
        self.assertIn(f"{', '.join(keys[:-1])} and {keys[-1]}.", text)

    def test_it_names_every_word_that_a_text_may_have(self) -> None:
        text = read(self.PAGE)
        for each in fields(Words):
            with self.subTest(each.name):
                self.assertIn(f"`{{{each.name}}}`", text)

    def test_it_lists_the_sections_of_a_health_service(self) -> None:
        self.assertEqual(
            list_rows(self.PAGE, "Health services"),
            [
                [f"`{each.key}`{' *' if each.required else ''}", str(each.heading)]
                for each in HEALTH.sections
            ],
        )

    def test_it_lists_what_is_asked_of_a_health_service(self) -> None:
        rows = [f"- `{each.key}` {each.text}" for each in HEALTH.requirements]
        found = re.findall(r"^- `schedule-2\..*$", read(self.PAGE), re.MULTILINE)
        self.assertEqual(found, rows)
        for each in HEALTH.requirements:
            self.assertIn(str(each.source), read_words(self.PAGE))


class CouncilsPageTests(SimpleTestCase):
    PAGE = DOCS / "councils.md"

    def test_it_says_how_many_councils_come_with_an_address(self) -> None:
        told = [
            line
            for line in read_councils(COUNCILS)
            if {"local_offer_url", "update_email"} & set(line.values)
        ]
        self.assertIn(f"Those of {len(told)} councils are in", read_words(self.PAGE))

    def test_it_lists_every_column_of_a_file(self) -> None:
        self.assertEqual(
            set(list_names(read(self.PAGE), "A file of your own")), set(COLUMNS)
        )

    def test_it_names_every_field_of_a_record(self) -> None:
        words = read(self.PAGE).lower()
        for field in Council._meta.fields:
            if field.editable and field.name != "id":
                with self.subTest(field=field.name):
                    self.assertIn(str(field.verbose_name).lower(), words)


class NoticesPageTests(SimpleTestCase):
    PAGE = DOCS / "notices.md"

    def test_it_explains_every_state(self) -> None:
        rows = [(row[0], row[1].strip("`")) for row in list_rows(self.PAGE, "States")]
        self.assertEqual(
            rows, [(status.label, status.value) for status in NoticeStatus]
        )

    def test_the_reasons_that_it_explains_are_given(self) -> None:
        said = set().union(
            *(
                list_messages(path.relative_to(PACKAGE).with_suffix("").as_posix())
                for room in ("mail", "notices")
                for path in (PACKAGE / room).rglob("*.py")
            )
        )
        listed = re.findall(r"^- \*([A-Z].+?)\* [A-Z]", read(self.PAGE), re.MULTILINE)
        self.assertTrue(listed)
        for reason in listed:
            with self.subTest(reason=reason):
                self.assertIn(reason, said)

    def test_it_says_how_long_each_wait_is(self) -> None:
        now = timezone.now()
        most = conf.LocalOfferSettings().MAX_ATTEMPTS
        waits = [
            [str(attempt), describe(next_attempt(attempt, now) - now)]
            for attempt in range(1, most)
        ]
        self.assertEqual(list_rows(self.PAGE, "Tries"), waits)

    def test_it_shows_an_email_as_it_is_sent(self) -> None:
        url = "https://www.hawthornbank.example/local-offer/"
        words = write_words(
            "updated",
            {
                "setting_name": "Hawthorn Bank Primary School",
                "url": url,
                "changes": [
                    {"heading": "SENCO contact", "url": f"{url}#senco-contact"},
                    {
                        "heading": "Keeping children safe",
                        "url": f"{url}#keeping-children-safe",
                    },
                ],
                "reply_to": SENCO["email"],
            },
            Council(name="Lancashire County Council"),
        )
        self.assertEqual(squeeze(list_code(self.PAGE, "text")[0]), squeeze(words.text))

    def test_the_names_of_local_sites_are_listed(self) -> None:
        text = read(DOCS / "installation.md")
        for domain in LOCAL_DOMAINS:
            with self.subTest(domain=domain):
                self.assertIn(f"`.{domain}`", text)


def squeeze(text: str) -> list[str]:
    """The lines that have words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def describe(wait: timedelta) -> str:
    hours, minutes = divmod(int(wait.total_seconds()) // 60, 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(
        f"{number} {unit}{'s' if number > 1 else ''}"
        for number, unit in parts
        if number
    )


class CustomisingPageTests(SimpleTestCase):
    PAGE = DOCS / "customising.md"

    def test_it_lists_every_template_that_may_be_overridden(self) -> None:
        folder = PACKAGE / "templates"
        there = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*.*")
            if "admin" not in path.relative_to(folder).parts
        }
        section = read(self.PAGE).split("\n## Templates\n")[1].split("\n### ")[0]
        listed = re.findall(r"`([\w/]+\.(?:html|txt|xml))`", section)
        first = [name for name in listed if name.startswith("email/published")]
        listed += [
            name.replace("published", kind)
            for name in first
            for kind in ("updated", "moved", "withdrawn", "daily")
        ]
        self.assertEqual({f"wagtail_localoffer/{name}" for name in listed}, there)

    def test_it_names_every_block_of_the_pages_and_the_frame(self) -> None:
        folder = PACKAGE / "templates" / "wagtail_localoffer"
        for name in (
            "base.html",
            "offer_base.html",
            "local_offer_page.html",
            "section_page.html",
            "sen_information_report.html",
            "health_service_index_page.html",
        ):
            for block in re.findall(r"{% block (\w+) %}", read(folder / name)):
                with self.subTest(template=name, block=block):
                    self.assertIn(f"`{block}`", read(self.PAGE))

    def test_it_lists_the_css_properties_with_their_defaults(self) -> None:
        css = PACKAGE / "static" / "wagtail_localoffer" / "css" / "local-offer.css"
        # What is set again further down is for the dark and for paper.
        defaults = re.search(r":root {(.+?)}", read(css), re.DOTALL)
        there = re.findall(r"^\s+(--localoffer-[\w-]+): (.+);$", defaults[1], re.M)
        rows = list_rows(self.PAGE, "Colours and width")
        self.assertEqual(
            [(row[0].strip("`"), row[1].strip("`")) for row in rows], there
        )


class ChecksTests(SimpleTestCase):
    def test_the_installation_page_lists_every_check(self) -> None:
        there = {
            name
            for path in PACKAGE.rglob("*.py")
            for name in re.findall(r'"(wagtail_localoffer\.[EWI]\d{3})"', read(path))
        }
        listed = re.findall(
            r"^\| `(wagtail_localoffer\.[EWI]\d{3})` \|",
            read(DOCS / "installation.md"),
            re.MULTILINE,
        )
        self.assertEqual(sorted(listed), sorted(there))


class VersionTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]

    def list_classifiers(self, start: str) -> list[str]:
        return re.findall(
            rf"^{re.escape(start)} :: (\d[\d.]*)$",
            "\n".join(self.project["classifiers"]),
            re.MULTILINE,
        )

    def test_the_readme_names_the_supported_versions(self) -> None:
        pythons = [
            version
            for version in self.list_classifiers("Programming Language :: Python")
            if "." in version
        ]
        readme = read(ROOT / "README.md")
        self.assertIn(f"| Python | {pythons[0]} to {pythons[-1]} |", readme)
        for name in ("Django", "Wagtail"):
            with self.subTest(name=name):
                floor = next(
                    dependency.partition(">=")[2]
                    for dependency in self.project["dependencies"]
                    if dependency.lower().startswith(f"{name.lower()}>=")
                )
                newest = self.list_classifiers(f"Framework :: {name}")[-1].split(".")[0]
                self.assertRegex(
                    readme, rf"\| {name} \| {re.escape(floor)}\b.* and {newest}\.x \|"
                )

    def test_the_badges_say_the_same(self) -> None:
        badge = r"\[!\[(.+?)\]\(https://img\.shields\.io/badge/(\S+)-\w+\)\]"
        readme = read(ROOT / "README.md")
        said = dict(re.findall(badge, readme))
        rows = dict(re.findall(r"^\| (\w+) \| (\d.+) \|$", readme, re.MULTILINE))
        names = [
            f"{name} {versions.replace('.x', '')}" for name, versions in rows.items()
        ]
        self.assertEqual([*said], [f"Licence: {self.project['license']}", *names])
        for name, drawn in said.items():
            with self.subTest(name=name):
                words = unquote(drawn.replace("--", "\0").replace("-", " "))
                self.assertEqual(
                    words.replace("\0", "-").lower(), name.replace(":", "").lower()
                )

    def test_the_changelog_has_this_version(self) -> None:
        changelog = read(ROOT / "CHANGELOG.md")
        version = re.escape(self.project["version"])
        self.assertRegex(changelog, rf"(?m)^## \[{version}\] - \d{{4}}-\d\d-\d\d$")
        self.assertIn("\n### Upgrade considerations\n", changelog)
