"""What Wagtail's API says of an offer, for a front end of somebody's own."""

from __future__ import annotations

import json
import re
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.public.test_languages import GARDEN, LanguagesTestCase
from tests.test_docs import DOCS, list_code, read
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.models import LocalOfferPage

WITHOUT_LOCALE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


class ApiTestCase(LanguagesTestCase):
    def fetch(self, page: Any, **browser: Any) -> dict[str, Any]:
        response = self.client.get(f"/api/v2/pages/{page.pk}/", **browser)
        self.assertEqual(response.status_code, 200)
        data: dict[str, Any] = response.json()
        return data

    def fetch_sections(self, page: Any, **browser: Any) -> dict[str, Any]:
        return {each["key"]: each for each in self.fetch(page, **browser)["sections"]}

    def fetch_rows(self, page: Any, **browser: Any) -> dict[str, tuple[str, str]]:
        return {
            row["key"]: (row["label"], row["value"])
            for row in self.fetch(page, **browser)["front_sheet"]
        }

    def make_with(self, **value: Any) -> Any:
        value = {"text": "<p>You can reach every room.</p>", "more": [], **value}
        return self.make(body=[*complete_body(accessibility=value), GARDEN])


class SectionTests(ApiTestCase):
    def test_they_stand_as_on_the_page(self) -> None:
        offer = self.make()
        page = self.read(offer)
        self.assertEqual(
            [
                (each["anchor"], each["heading"])
                for each in self.fetch(offer)["sections"]
            ],
            [
                (section["id"], section.h2.text)
                for section in page.select(".localoffer-section")
            ],
        )

    def test_facts_have_their_labels_and_answers(self) -> None:
        offer = self.make_with(
            facts={
                "hoist": {"answer": "partly", "note": "Ask <us>"},
                "lift": {"answer": "", "note": ""},
            }
        )
        self.assertEqual(
            self.fetch_sections(offer)["accessibility"]["facts"],
            [
                {
                    "key": "hoist",
                    "label": "Hoist",
                    "answer": "partly",
                    "answer_label": "Partly",
                    "note": "Ask <us>",
                }
            ],
        )

    def test_the_html_has_all_that_families_read(self) -> None:
        document = get_document_model().objects.create(
            title="Policy", file=ContentFile(b"x", "policy.pdf")
        )
        linked = self.make()
        offer = self.make_with(
            text=f'<p>See <a linktype="page" id="{linked.pk}">ours</a>.</p>',
            more=[
                {"type": "document", "value": document.pk},
                {"type": "quote", "value": {"quote": "Good", "attribution": ""}},
                {
                    "type": "table",
                    "value": {
                        "caption": "Who",
                        "columns": [{"type": "text", "heading": "Name"}],
                        "rows": [{"values": ["Nurse"]}],
                    },
                },
            ],
        )
        html = BeautifulSoup(
            self.fetch_sections(offer)["accessibility"]["html"], "html.parser"
        )
        self.assertEqual(
            [link["href"] for link in html.select("a")], [linked.url, document.url]
        )
        self.assertIn("Good", html.blockquote.text)
        self.assertEqual(html.table.caption.text, "Who")
        section = self.read(offer).find(id="accessibility-and-inclusion")
        for each in html.find_all(True, recursive=False):
            self.assertIn(str(each), str(section))

    def test_one_of_its_own_has_the_heading_that_it_was_given(self) -> None:
        section = self.fetch_sections(self.make())["own_section"]
        self.assertEqual(section["heading"], "Our garden")
        self.assertEqual(section["facts"], [])

    def test_code_in_a_text_is_left_out_of_the_html(self) -> None:
        offer = self.make()
        body = complete_body(
            accessibility={"text": "<p>Steps</p><script>alert(1)</script>", "more": []}
        )
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=json.dumps(body))
        section = self.fetch_sections(offer)["accessibility"]
        self.assertIn("Steps", section["html"])
        self.assertNotIn("<script", section["html"])

    def test_what_is_stored_is_there_beside_it(self) -> None:
        data = self.fetch(self.make())
        stored = {each["type"]: each["value"] for each in data["body"]}
        self.assertIn("text", stored["health"])

    def test_a_body_that_cannot_be_read_is_no_error(self) -> None:
        for body in (None, [], [5], {"a": 1}, [{"type": "health", "value": 5}]):
            offer = self.make()
            table = LocalOfferPage._meta.db_table
            with connection.cursor() as cursor:
                # The name is the model's own.
                cursor.execute(
                    f"UPDATE {table} SET body = %s WHERE page_ptr_id = %s",  # noqa: S608
                    [json.dumps(body), offer.pk],
                )
            with self.subTest(body=body):
                self.assertEqual(self.fetch(offer)["sections"], [])


class FrontSheetTests(ApiTestCase):
    def test_its_lines_are_those_of_the_page(self) -> None:
        pages = self.make(), self.publish(complete_health_service(also_called="SALT"))
        for offer in pages:
            anchor = offer.framework.front_sheet.anchor
            # What only officers ask is in the report, if there is one.
            path = "sen-information-report/" if offer.has_report else ""
            rows = self.read(offer, path).find(id=anchor).dl.find_all("div")
            with self.subTest(anchor):
                found = self.fetch(offer)["front_sheet"]
                self.assertEqual(
                    [(row["label"], row["value"].split()) for row in found],
                    [(row.dt.text, row.dd.get_text(" ").split()) for row in rows],
                )
                self.assertEqual(
                    [row["key"] for row in found],
                    [key for key in offer.row_order if key in self.fetch_rows(offer)],
                )

    def test_nothing_of_a_home_is_given(self) -> None:
        offer = self.make(
            setting_type=SettingType.CHILDMINDER,
            address="4 Mill Lane\nAlderbeck\nZZ1 1ZZ",
            area="Alderbeck, ZZ1",
        )
        # From before it was kept out, or by a program.
        LocalOfferPage.objects.update(address="4 Mill Lane\nAlderbeck\nZZ1 1ZZ")
        self.assertEqual(self.fetch_rows(offer)["address"], ("Area", "Alderbeck, ZZ1"))
        answer = self.client.get(
            "/api/v2/pages/?type=wagtail_localoffer.LocalOfferPage&fields=*"
        )
        for text in (json.dumps(self.fetch(offer)), answer.content.decode()):
            self.assertIn("Alderbeck, ZZ1", text)
            self.assertNotIn("Mill Lane", text)
            self.assertNotIn("1ZZ", text)


class LanguageTests(ApiTestCase):
    def find_label(self, page: Any, **browser: Any) -> str:
        return self.fetch_rows(page, **browser)["telephone"][0]

    def test_the_words_are_in_the_language_of_the_page(self) -> None:
        offer = self.make()
        translated = self.translate(offer, "ur")
        # Programs that don't care ask for anything, or for what the site hasn't got.
        for asked in (None, "*", "fr", "xx-nonsense;;"):
            headers = {"accept-language": asked} if asked else {}
            with self.subTest(asked):
                self.assertEqual(self.find_label(offer, headers=headers), "Telephone")
                label = self.find_label(translated, headers=headers)
                self.assertEqual(label, "ٹیلی فون")

    def test_a_reader_may_ask_for_another(self) -> None:
        offer = self.make()
        translated = self.translate(offer, "ur")
        for asked, expected in (("ur-PK,ur;q=0.9", "ٹیلی فون"), ("en-GB", "Telephone")):
            for page in (offer, translated):
                with self.subTest(asked, page=page.url):
                    headers = {"accept-language": asked}
                    self.assertEqual(self.find_label(page, headers=headers), expected)

    def test_keys_answers_and_anchors_are_the_same_in_all(self) -> None:
        offer = self.make_with(facts={"hoist": {"answer": "yes", "note": ""}})
        english, urdu = (
            self.fetch_sections(offer, headers={"accept-language": code})[
                "accessibility"
            ]
            for code in ("en-gb", "ur")
        )
        self.assertNotEqual(english["heading"], urdu["heading"])
        self.assertNotEqual(english["facts"][0]["label"], urdu["facts"][0]["label"])
        for name in ("key", "anchor"):
            self.assertEqual(english[name], urdu[name])
        self.assertEqual(urdu["facts"][0]["answer"], "yes")

    def test_caches_are_told_that_it_depends_on_the_reader(self) -> None:
        response = self.client.get(f"/api/v2/pages/{self.make().pk}/")
        self.assertIn("Accept-Language", response.headers["Vary"])

    @override_settings(MIDDLEWARE=WITHOUT_LOCALE)
    def test_where_they_are_not_told_it_does_not(self) -> None:
        offer = self.make()
        label = self.find_label(offer, headers={"accept-language": "ur"})
        self.assertEqual(label, "Telephone")


class QueryTests(ApiTestCase):
    FIELDS = "sections,front_sheet"

    def count(self, url: str) -> int:
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.client.get(url).status_code, 200)
        return len(captured)

    def test_a_list_takes_no_query_for_each_offer(self) -> None:
        url = "/api/v2/pages/?type={}&fields={}"
        for model, make in (
            ("wagtail_localoffer.LocalOfferPage", complete_offer),
            ("wagtail_localoffer.HealthServicePage", complete_health_service),
        ):
            counts = []
            for _time in range(2):
                for _each in range(3):
                    self.publish(make())
                counts.append(
                    self.count(url.format(model, self.FIELDS))
                    - self.count(url.format(model, "title"))
                )
            with self.subTest(model):
                self.assertEqual(counts, [0, 0])

    def test_an_offer_takes_none_either(self) -> None:
        offer = self.make()
        url = f"/api/v2/pages/{offer.pk}/?fields=_,title"
        self.assertEqual(self.count(f"{url},{self.FIELDS}"), self.count(url))


class DocumentationTests(ApiTestCase):
    def test_the_sample_is_what_the_api_says(self) -> None:
        offer = self.make_with(
            text="<p>You can reach every room without steps.</p>",
            facts={"hoist": {"answer": "partly", "note": "Ask the office"}},
        )
        data = self.fetch(offer)
        (sample,) = map(json.loads, list_code(DOCS / "headless.md", "json"))
        for name, items in sample.items():
            for item in items:
                with self.subTest(name):
                    self.assertIn(item, data[name])

    def test_each_name_is_in_the_answer(self) -> None:
        names = re.findall(r"`(\w+)`", read(DOCS / "headless.md"))
        pages = self.make(), self.publish(complete_health_service())
        for name in ("sections", "front_sheet", "layout", "body", "address"):
            self.assertIn(name, names)
            for page in pages:
                self.assertIn(name, self.fetch(page))
