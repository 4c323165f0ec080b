"""The examples of docs/theming.md: they are in order, and the page shows them."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.template import engines
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.builders import complete_offer
from tests.nu import check_html, need_checker, need_package
from tests.support import ROOT, publish
from tests.test_docs import list_code, list_rows
from wagtail_localoffer.checks import check_base_template, check_settings
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

PAGE = ROOT / "docs" / "theming.md"
THEMES = ROOT / "tests" / "school" / "templates" / "school" / "themes"
#: The frame of the example site, which chooses for each of its sites.
CHOICE = ROOT / "example_site" / "home" / "templates" / "home" / "base.html"
STYLE = (
    ROOT / "wagtail_localoffer" / "static" / "wagtail_localoffer" / "css"
) / "local-offer.css"

NAMED_CODE = re.compile(r"^<!-- (\S+) -->\n```[\w+]*\n(.*?)^```$", re.DOTALL | re.M)
PROPERTY = re.compile(r"^\s+(--localoffer-[\w-]+):", re.MULTILINE)

GOVUK = "school/themes/govuk_base.html"
FRAMES = {
    GOVUK: "school/themes/govuk.css",
    "school/themes/nhsuk_base.html": "school/themes/nhsuk.css",
}
FIRM = "local-offer-firm.css"
OWN = ("band", "on-band", "width", "header-height", "reach-height")
#: As ``wagtail start`` sets it for production: each file has its hash in its name.
MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
FACES = ("", "sen-information-report/", "print/", "large-print/", "health/")


def with_folder(name: str) -> Any:
    """Let ``name`` below the themes be the first folder that holds templates."""
    [engine] = settings.TEMPLATES
    return override_settings(TEMPLATES=[{**engine, "DIRS": [THEMES / name]}])


class ExampleTests(SimpleTestCase):
    def test_the_page_links_to_each_file_or_shows_it_as_it_is(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        shown = dict(NAMED_CODE.findall(page))
        linked = set(re.findall(r"\]\(\.\./(\S+)\)", page))
        folders = (THEMES, ROOT / "tests" / "school" / "static" / "school" / "themes")
        there = {
            path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
            for folder in folders
            for path in folder.rglob("*.*")
            if path.is_file()
        } | {CHOICE.relative_to(ROOT).as_posix(): CHOICE.read_text(encoding="utf-8")}
        self.assertEqual(there.keys(), there.keys() & (shown.keys() | linked))
        for name, code in shown.items():
            with self.subTest(name=name):
                self.assertEqual(code, there[name])

    def test_the_page_names_no_property_that_is_not_there(self) -> None:
        there = set(PROPERTY.findall(STYLE.read_text(encoding="utf-8")))
        shown = set(PROPERTY.findall(PAGE.read_text(encoding="utf-8")))
        self.assertLessEqual(shown, there)
        self.assertIn("--localoffer-on-focus", PAGE.read_text(encoding="utf-8"))

    def test_the_stylesheets_hand_on_every_colour(self) -> None:
        there = set(PROPERTY.findall(STYLE.read_text(encoding="utf-8")))
        # The others are of the package's own frame, or sizes.
        there -= {f"--localoffer-{name}" for name in OWN}
        for name in FRAMES.values():
            with self.subTest(name=name):
                text = Path(finders.find(name)).read_text(encoding="utf-8")
                self.assertEqual(set(PROPERTY.findall(text)), there)

    def test_what_is_handed_on_from_the_design_system_is_there(self) -> None:
        for frame, style in FRAMES.items():
            system = Path(style).stem
            package = need_package(f"{system}-frontend")
            theirs = package / "dist" / system / f"{system}-frontend.min.css"
            there = theirs.read_text(encoding="utf-8")
            for file in (THEMES / Path(frame).name, Path(finders.find(style))):
                names = self.list_names(file.read_text(encoding="utf-8"))
                with self.subTest(file=file.name):
                    self.assertEqual(
                        {name for name in names if name not in there}, set()
                    )
                    self.assertTrue(names)

    def list_names(self, text: str) -> set[str]:
        """The properties and the classes of the system that ``text`` uses."""
        classes = {
            f".{name}"
            for value in re.findall(r'class="([^"]+)"', text)
            for name in value.split()
        }
        return classes | {f"{name}:" for name in re.findall(r"var\((--[\w-]+)\)", text)}


class FrameTests(TestCase):
    def read(self, offer: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(offer.url + path)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def list_frames(self) -> Any:
        for name in FRAMES:
            with (
                self.subTest(frame=name),
                override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": name}),
            ):
                yield name

    def list_faces(self) -> Any:
        for name in self.list_frames():
            # A page for each section, so that a section has a page to look at. Each
            # frame has an offer of its own: the parts that are kept are a site's.
            offer = publish(complete_offer(layout="pages"))
            for path in FACES:
                with self.subTest(path=path):
                    yield name, self.read(offer, path)

    def test_the_checks_find_no_block_missing(self) -> None:
        for _name in self.list_frames():
            self.assertEqual([*check_settings(), *check_base_template()], [])

    @pytest.mark.nightly
    def test_every_page_has_one_of_each_landmark_and_one_main_heading(self) -> None:
        for _name, page in self.list_faces():
            for tag in ("main", "h1", "article"):
                self.assertEqual(len(page.find_all(tag)), 1, tag)
            self.assertEqual(len(page.select("body > header")), 1)
            self.assertEqual(len(page.select("body > footer")), 1)

    def test_the_offer_stands_in_the_main_element_of_the_frame(self) -> None:
        for _name, page in self.list_faces():
            self.assertIsNotNone(page.select_one("main article.localoffer h1"))
            skip = page.select_one("body > a")["href"]
            self.assertEqual(page.select_one(skip).name, "main")

    def test_no_level_of_headings_is_skipped(self) -> None:
        for _name, page in self.list_faces():
            levels = [int(tag.name[1]) for tag in page.find_all(re.compile(r"^h\d$"))]
            # Above the heading of a section stand the contents, as in a guide.
            self.assertLessEqual(levels.index(1), 1)
            for above, below in zip(levels, levels[1:], strict=False):
                self.assertLessEqual(below, above + 1)

    @pytest.mark.nightly
    def test_every_block_has_its_place(self) -> None:
        for name, page in self.list_faces():
            head = page.head
            self.assertIn("Hawthorn Bank Primary School", head.title.text)
            self.assertEqual(len(head.select("meta[name=description]")), 1)
            self.assertEqual(len(head.select("link[rel=canonical]")), 1)
            styles = [link["href"] for link in head.select("link[rel=stylesheet]")]
            self.assertEqual(len(styles), 3)
            self.assertIn(f"/static/{FRAMES[name]}", styles)
            self.assertIn("/static/wagtail_localoffer/css/local-offer.css", styles)
            self.assertIsNotNone(page.select_one("article #senco-contact"))
            self.assertIsNotNone(page.select_one("article #council-local-offer"))
            self.assertIsNotNone(page.select_one("article #other-formats"))

    def test_the_stylesheets_of_the_theme_are_there(self) -> None:
        for name in FRAMES.values():
            with self.subTest(name=name):
                self.assertIsNotNone(finders.find(name))

    def test_the_whole_offer_is_in_it(self) -> None:
        for _name in self.list_frames():
            page = self.read(publish(complete_offer()))
            for section in LANCASHIRE.sections:
                if section.required:
                    self.assertIsNotNone(page.select_one(f"main #{section.anchor}"))

    def test_a_language_written_from_the_right_is_marked_so(self) -> None:
        for _name in self.list_frames():
            self.assertIsNone(self.read(publish(complete_offer())).html.get("dir"))
            # A site without locales, whose pages are in its own language.
            with override_settings(LANGUAGE_CODE="ur", WAGTAIL_I18N_ENABLED=False):
                page = self.read(publish(complete_offer()))
            self.assertEqual((page.html["lang"], page.html["dir"]), ("ur", "rtl"))

    def test_the_html_is_valid(self) -> None:
        need_checker()
        documents = {}
        for name in FRAMES:
            with override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": name}):
                offer = publish(complete_offer(layout="pages"))
                for path in FACES:
                    text = self.client.get(offer.url + path).content.decode()
                    documents[f"{name} {path}"] = text
        self.assertEqual(check_html(documents), [])


class RecipeTests(TestCase):
    """What the table of recipes says is done in a project that names files by hash."""

    HEADING = "Everything, as on GOV.UK or NHS.UK"
    LINK = re.compile(r"\]\(\.\./(\S+)\)")
    CODE = re.compile(r"`([^`]+)`")

    def setUp(self) -> None:
        super().setUp()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        [engine] = settings.TEMPLATES
        self.enterContext(
            override_settings(
                TEMPLATES=[{**engine, "DIRS": [self.folder / "templates"]}],
                STATICFILES_DIRS=[self.folder / "static"],
                STATIC_ROOT=self.folder / "collected",
                STORAGES={
                    **settings.STORAGES,
                    "staticfiles": {"BACKEND": MANIFEST},
                },
            )
        )

    def copy(self, file: Path, folder: str) -> None:
        target = self.folder / folder
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)

    def follow(self) -> list[str]:
        """Do what each row says. Answers the base templates to be set."""
        _install, (_copy, *packages), *files, (_set, *names) = (
            row[0:3] for row in list_rows(PAGE, self.HEADING)
        )
        for cell in packages:
            for path in self.CODE.findall(cell):
                _modules, package, pattern = path.split("/", 2)
                for file in need_package(package).glob(pattern):
                    self.copy(file, "static")
        for what, *cells in files:
            [folder] = self.CODE.findall(what)
            for cell in cells:
                [path] = self.LINK.findall(cell)
                self.copy(ROOT / path, folder)
        return [name.strip('`"') for name in names]

    def add_the_other_examples(self) -> None:
        """The stylesheets that the page shows, and what makes ours firm."""
        for number, code in enumerate(list_code(PAGE, "css")):
            (self.folder / "static" / f"shown-{number}.css").write_text(code)
        (self.folder / "static" / "reset.css").write_text("* { margin: 0 }")
        [firm] = (each for each in list_code(PAGE, "html+django") if FIRM in each)
        target = self.folder / "templates" / "wagtail_localoffer" / "offer_base.html"
        target.parent.mkdir()
        target.write_text(firm)

    def test_its_pages_name_only_files_that_were_collected(self) -> None:
        names = self.follow()
        self.add_the_other_examples()
        self.assertEqual(len(names), len(FRAMES))
        call_command("collectstatic", interactive=False, verbosity=0)
        for name in names:
            with (
                self.subTest(name),
                override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": name}),
            ):
                self.assertEqual(check_base_template(), [])
                answer = self.client.get(publish(complete_offer()).url)
                page = BeautifulSoup(answer.content, "html.parser")
                links = page.select("link[rel=stylesheet]")
                self.assertEqual(len(links), 4)
                for link in links:
                    path = link["href"].removeprefix(settings.STATIC_URL)
                    self.assertRegex(path, r"\.[0-9a-f]{12}\.css$")
                    self.assertTrue((self.folder / "collected" / path).is_file())


@pytest.mark.nightly
@override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": "home/base.html"})
class SeveralSitesTests(TestCase):
    STYLE = "/static/home/trust.css"

    def read(self, path: str) -> tuple[BeautifulSoup, int]:
        """The page below the school's site, and the number of queries that it took."""
        offer = publish(complete_offer(layout="pages"))
        url = offer.url + path
        self.client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(url)
        return BeautifulSoup(response.content, "html.parser"), len(queries)

    def become_the_trust(self) -> None:
        """Without the page's own ``save``, which would change addresses as well."""
        Page.objects.filter(sites_rooted_here__is_default_site=True).update(
            slug="alder-vale"
        )

    def list_styles(self, page: BeautifulSoup) -> list[str]:
        return [link["href"] for link in page.select("link[rel=stylesheet]")]

    def test_the_checks_find_no_block_missing(self) -> None:
        self.assertEqual([*check_settings(), *check_base_template()], [])

    def test_the_school_has_a_look_of_its_own(self) -> None:
        for path in FACES:
            with self.subTest(path=path):
                page, _queries = self.read(path)
                self.assertNotIn(self.STYLE, self.list_styles(page))
                self.assertIn("/static/home/school.css", self.list_styles(page))

    def test_the_trust_has_its_own_stylesheet_and_footer(self) -> None:
        self.assertIsNotNone(finders.find("home/trust.css"))
        self.become_the_trust()
        for path in FACES:
            with self.subTest(path=path):
                page, _queries = self.read(path)
                self.assertIn(self.STYLE, self.list_styles(page))
                self.assertEqual(len(page.select("body > footer")), 1)

    def test_the_choice_costs_no_query(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={}):
            _page, without = self.read("")
        self.assertEqual(self.read("")[1], without)
        self.become_the_trust()
        self.assertEqual(self.read("")[1], without)

    def test_the_html_is_valid(self) -> None:
        need_checker()
        self.become_the_trust()
        pages = {path: str(self.read(path)[0]) for path in FACES}
        self.assertEqual(check_html(pages), [])


@pytest.mark.nightly
class OnePartTests(TestCase):
    def test_the_part_is_replaced_and_all_else_stays(self) -> None:
        for layout in ("one_page", "pages"):
            offer = publish(complete_offer(layout=layout))
            with with_folder("one_part"):
                self.assertIn(
                    str(THEMES / "one_part"), map(str, engines["django"].dirs)
                )
                response = self.client.get(offer.url)
            page = BeautifulSoup(response.content, "html.parser")
            with self.subTest(layout=layout):
                part = page.select_one("#other-formats")
                self.assertIn("braille", part.text)
                self.assertEqual(
                    [link["href"] for link in part.find_all("a")],
                    [
                        f"{offer.url}print/",
                        f"{offer.url}large-print/",
                        "#senco-contact",
                    ],
                )
                self.assertEqual(len(page.find_all("h1")), 1)
                self.assertIsNotNone(page.select_one("nav a[href='#other-formats']"))
                self.assertIsNotNone(page.select_one("#about-the-setting"))

    def test_its_links_lead_somewhere(self) -> None:
        offer = publish(complete_offer())
        with with_folder("one_part"):
            page = BeautifulSoup(self.client.get(offer.url).content, "html.parser")
            for link in page.select("#other-formats a"):
                address = link["href"]
                with self.subTest(address=address):
                    if address.startswith("#"):
                        self.assertIsNotNone(page.select_one(address))
                    else:
                        self.assertEqual(self.client.get(address).status_code, 200)
