"""One offer in several languages, and what of its pages is kept in the cache."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import SimpleTestCase, override_settings
from wagtail.models import Locale, PageViewRestriction, Site

from tests.builders import SENCO, complete_body, complete_offer
from tests.compliance.advice.cases import AROUND, FRAMEWORK
from tests.support import HOSTNAME, PublicSiteTestCase, set_hostname
from wagtail_localoffer.blocks.evidence import LANGUAGES, OtherLanguageBlock
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce_all

REPORT = "sen-information-report/"
PATHS = ("", REPORT, "print/", "large-print/", "health/")

GARDEN = {
    "type": "own_section",
    "value": {"heading": "Our garden", "text": "<p>Come and dig.</p>", "more": []},
}
IN_URDU = "<p>اگر آپ کو مدد چاہیے تو ہم سے پوچھیں۔ SENCO آپ کی مدد کرے گی۔</p>"


def in_another_language(language: str, text: str = IN_URDU) -> dict[str, Any]:
    return {"type": "other_language", "value": {"language": language, "text": text}}


class LanguagesTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        home = Site.objects.get(is_default_site=True).root_page.specific
        for code in ("cy", "ur"):
            locale = Locale.objects.create(language_code=code)
            translated = home.copy_for_translation(locale)
            translated.save_revision().publish()

    def setUp(self) -> None:
        super().setUp()
        # What other tests kept must not be found under the same keys.
        cache.clear()

    def make(self, layout: str = Layout.ONE_PAGE, **changes: Any) -> Any:
        changes.setdefault("body", [*complete_body(), GARDEN])
        return self.publish(complete_offer(layout=layout, **changes))

    def translate(self, offer: Any, code: str = "cy", **changes: Any) -> Any:
        """A live translation of ``offer``."""
        translated = self.draft(offer, code)
        for name, value in changes.items():
            setattr(translated, name, value)
        return self.publish(translated)

    def draft(self, offer: Any, code: str = "cy") -> Any:
        locale = Locale.objects.get(language_code=code)
        return offer.copy_for_translation(locale)

    def read(self, page: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(page.url + path)
        self.assertEqual(response.status_code, 200, page.url + path)
        return BeautifulSoup(response.content, "html.parser")

    def list_languages(self, page: Any, path: str = "") -> dict[str, str]:
        links = self.read(page, path).select("#languages a")
        return {link["hreflang"]: link["href"] for link in links}


class TranslationTests(LanguagesTestCase):
    def test_it_keeps_every_anchor(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.assertEqual(
            [section.anchor for section in translated.sections],
            [section.anchor for section in offer.sections],
        )
        self.assertTrue(offer.sections[-1].anchor.startswith("own-"))

    def test_it_has_every_address_below_its_own(self) -> None:
        translated = self.translate(self.make(Layout.PAGES))
        self.assertTrue(translated.url.startswith("/cy/"))
        for path in (*PATHS, f"{translated.sections[-1].anchor}/"):
            with self.subTest(path=path):
                page = self.read(translated, path)
                self.assertEqual(page.html["lang"], "cy")

    def test_all_versions_link_to_all_others(self) -> None:
        offer = self.make()
        versions = {
            "en-gb": offer,
            "cy": self.translate(offer),
            "ur": self.translate(offer, "ur"),
        }
        for code, page in versions.items():
            with self.subTest(code=code):
                others = {
                    other: there.url
                    for other, there in versions.items()
                    if other != code
                }
                self.assertEqual(self.list_languages(page), others)

    def test_a_link_names_the_language_in_that_language(self) -> None:
        offer = self.make()
        self.translate(offer, "cy")
        self.translate(offer, "ur")
        found = {
            (link.text, link["lang"], link["dir"])
            for link in self.read(offer).select("#languages a")
        }
        self.assertEqual(found, {("Cymraeg", "cy", "ltr"), ("اردو", "ur", "rtl")})

    def test_english_is_not_called_by_its_variant(self) -> None:
        offer = self.make()
        (link,) = self.read(self.translate(offer)).select("#languages a")
        self.assertEqual((link.text, link["lang"]), ("English", "en-gb"))

    def test_a_link_leads_to_the_same_address_in_the_other_language(self) -> None:
        offer = self.make(Layout.PAGES)
        translated = self.translate(offer)
        for path in (*PATHS, f"{offer.sections[-1].anchor}/"):
            with self.subTest(path=path):
                address = self.list_languages(offer, path)["cy"]
                self.assertEqual(address, translated.url + path)
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_a_section_that_is_not_translated_leads_to_the_main_page(self) -> None:
        setting = {"text": "<p>We have two rooms.</p>", "more": []}
        offer = self.make(Layout.PAGES, body=complete_body(the_setting=setting))
        translated = self.translate(offer, body=complete_body())
        self.assertEqual(
            self.list_languages(offer, "the-setting/"), {"cy": translated.url}
        )

    def test_a_section_with_a_page_leads_to_its_place_on_one_page(self) -> None:
        offer = self.make(Layout.PAGES)
        translated = self.translate(offer, layout=Layout.ONE_PAGE)
        address = self.list_languages(offer, "health/")["cy"]
        self.assertRedirects(
            self.client.get(address),
            f"{translated.url}#health",
            fetch_redirect_response=False,
        )

    def test_search_engines_are_told_of_all_versions_on_the_main_page(self) -> None:
        offer = self.make(Layout.PAGES)
        translated = self.translate(offer)
        for page in (offer, translated):
            links = self.read(page).select("link[hreflang]")
            with self.subTest(page=page.url):
                self.assertEqual(
                    {link["hreflang"]: link["href"] for link in links},
                    {"en-gb": offer.full_url, "cy": translated.full_url},
                )

    def test_an_offer_in_one_language_says_nothing_of_others(self) -> None:
        page = self.read(self.make())
        self.assertIsNone(page.find(id="languages"))
        self.assertEqual(page.select("link[hreflang]"), [])

    def test_urdu_is_read_from_right_to_left(self) -> None:
        page = self.read(self.translate(self.make(), "ur"))
        self.assertEqual((page.html["lang"], page.html["dir"]), ("ur", "rtl"))

    def test_welsh_is_read_from_left_to_right(self) -> None:
        page = self.read(self.translate(self.make(), "cy"))
        self.assertEqual(page.html["lang"], "cy")
        self.assertNotIn("dir", page.html.attrs)

    def test_a_draft_of_a_translation_is_not_linked_to(self) -> None:
        offer = self.make()
        self.draft(offer)
        self.assertEqual(self.list_languages(offer), {})

    def test_a_private_translation_is_not_linked_to(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        PageViewRestriction.objects.create(
            page=translated, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertEqual(self.list_languages(offer), {})

    def test_an_alias_in_another_language_is_no_translation(self) -> None:
        # Wagtail makes one of each new page where the trees are kept in step: it says
        # in English what the link would promise in Welsh.
        offer = self.make()
        welsh = Locale.objects.get(language_code="cy")
        alias = offer.copy_for_translation(welsh, alias=True)
        self.assertTrue(alias.live)
        self.assertEqual(self.list_languages(offer), {})

    def test_where_the_site_has_one_language_nothing_is_asked(self) -> None:
        offer = self.make()
        self.translate(offer)
        with override_settings(WAGTAIL_I18N_ENABLED=False):
            self.assertEqual(offer.other_languages, [])

    def test_the_structured_data_name_the_language(self) -> None:
        page = self.read(self.translate(self.make(), "ur"))
        script = page.find("script", type="application/ld+json")
        self.assertIn('"inLanguage": "ur"', script.string)

    def test_its_preview_links_to_the_original(self) -> None:
        offer = self.make()
        response = self.draft(offer).make_preview_request()
        self.assertContains(response, f'href="{offer.url}"')


class AnnouncingTests(LanguagesTestCase):
    def list_told(self) -> list[int]:
        return list(CouncilNotice.objects.values_list("offer_id", flat=True))

    def test_a_translation_is_not_announced_while_the_original_is_live(self) -> None:
        offer = self.make()
        self.translate(offer)
        list(announce_all())
        self.assertEqual(self.list_told(), [offer.pk])

    def test_a_change_of_a_translation_is_not_announced_either(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        translated.setting_name = "Ysgol Gynradd"
        self.publish(translated)
        self.assertEqual(self.list_told(), [offer.pk])

    def test_a_translation_of_a_translation_is_not_announced(self) -> None:
        offer = self.make()
        self.translate(self.translate(offer), "ur")
        self.assertEqual(self.list_told(), [offer.pk])

    def test_after_the_original_is_unpublished_its_translation_is_announced(
        self,
    ) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.unpublish(offer)
        list(announce_all())
        self.assertEqual(self.list_told()[0], translated.pk)

    def test_it_is_not_withdrawn_when_the_original_is_back(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.unpublish(offer)
        deliver_due()
        self.publish(offer)
        list(announce_all())
        kinds = CouncilNotice.objects.filter(offer_id=translated.pk)
        self.assertEqual(list(kinds.values_list("kind", flat=True)), ["published"])

    def test_it_is_withdrawn_when_it_is_gone_too(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.unpublish(offer)
        deliver_due()
        self.publish(offer)
        deliver_due()
        self.unpublish(translated)
        newest = CouncilNotice.objects.latest("pk")
        self.assertEqual((newest.offer_id, newest.kind), (translated.pk, "withdrawn"))

    def test_of_two_translations_one_is_announced_after_that(self) -> None:
        offer = self.make()
        first, _second = self.translate(offer), self.translate(offer, "ur")
        self.unpublish(offer)
        list(announce_all())
        self.assertEqual(set(self.list_told()), {offer.pk, first.pk})

    def test_a_translation_of_a_draft_is_announced(self) -> None:
        offer = complete_offer()
        translated = self.translate(offer)
        self.assertEqual(self.list_told(), [translated.pk])

    def test_a_translation_of_a_private_offer_is_announced(self) -> None:
        offer = complete_offer()
        # A copy takes the restrictions along, so it is made before there is one.
        translated = self.draft(offer)
        PageViewRestriction.objects.create(
            page=offer, restriction_type=PageViewRestriction.LOGIN
        )
        self.publish(offer)
        self.publish(translated)
        self.assertEqual(self.list_told(), [translated.pk])

    def test_where_the_site_has_one_language_each_page_is_an_offer(self) -> None:
        offer = self.make()
        with override_settings(WAGTAIL_I18N_ENABLED=False):
            translated = self.translate(offer)
        self.assertEqual(set(self.list_told()), {offer.pk, translated.pk})


class FragmentTests(LanguagesTestCase):
    def test_a_translation_is_linked_as_soon_as_it_is_published(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in PATHS:
            self.assertEqual(self.list_languages(offer, path), {})
        self.translate(offer)
        for path in PATHS:
            with self.subTest(path=path):
                self.assertEqual(list(self.list_languages(offer, path)), ["cy"])

    @pytest.mark.nightly
    def test_a_translation_is_not_linked_once_it_is_unpublished(self) -> None:
        offer = self.make(Layout.PAGES)
        translated = self.translate(offer)
        for path in PATHS:
            self.assertEqual(list(self.list_languages(offer, path)), ["cy"])
        self.unpublish(translated)
        for path in PATHS:
            with self.subTest(path=path):
                self.assertEqual(self.list_languages(offer, path), {})

    @pytest.mark.nightly
    def test_a_translation_is_not_linked_once_it_is_deleted(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.assertEqual(list(self.list_languages(offer)), ["cy"])
        with self.captureOnCommitCallbacks(execute=True):
            translated.delete()
        self.assertEqual(self.list_languages(offer), {})

    @pytest.mark.nightly
    def test_a_translation_is_not_linked_once_it_is_private(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.assertEqual(list(self.list_languages(offer)), ["cy"])
        with self.captureOnCommitCallbacks(execute=True):
            restriction = PageViewRestriction.objects.create(
                page=translated, restriction_type=PageViewRestriction.LOGIN
            )
        self.assertEqual(self.list_languages(offer), {})
        with self.captureOnCommitCallbacks(execute=True):
            restriction.delete()
        self.assertEqual(list(self.list_languages(offer)), ["cy"])

    def test_a_new_address_of_a_translation_is_linked_at_once(self) -> None:
        offer = self.make()
        translated = self.translate(offer)
        self.assertEqual(self.list_languages(offer), {"cy": translated.url})
        translated.slug = "cynnig-lleol"
        translated = self.publish(translated)
        self.assertIn("cynnig-lleol", translated.url)
        self.assertEqual(self.list_languages(offer), {"cy": translated.url})

    def test_a_change_of_the_offer_shows_at_once(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in PATHS:
            self.read(offer, path)
        offer.setting_name = "Beech Hill Primary School"
        offer.body = complete_body(senco_contact={**SENCO, "name": "Ann Other"})
        self.publish(offer)
        for path in PATHS:
            with self.subTest(path=path):
                page = self.read(offer, path)
                self.assertIn("Beech Hill Primary School", page.article.text)
                self.assertIn("Ann Other", page.find(id="senco-contact").text)

    @pytest.mark.nightly
    def test_a_change_of_the_council_shows_at_once(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in PATHS:
            self.read(offer, path)
        Council.objects.update(
            name="Cumbria", local_offer_url="https://send.cumbria.example/"
        )
        for path in PATHS:
            with self.subTest(path=path):
                section = self.read(offer, path).find(id="council-local-offer")
                self.assertEqual(section.a["href"], "https://send.cumbria.example/")
                self.assertIn("Cumbria lists", section.text)

    @pytest.mark.nightly
    def test_a_change_of_the_sites_address_shows_at_once(self) -> None:
        offer = self.make(Layout.PAGES)
        for path in PATHS:
            self.read(offer, path)
        with self.captureOnCommitCallbacks(execute=True):
            set_hostname("www.beechhill.school")
        for path in PATHS:
            with self.subTest(path=path):
                (link,) = self.read(offer, path).select('link[rel="canonical"]')
                self.assertTrue(link["href"].startswith("http://www.beechhill.school/"))
                self.assertNotIn(HOSTNAME, str(self.read(offer, path)))

    @pytest.mark.nightly
    def test_two_languages_never_share_a_fragment(self) -> None:
        # One page that is served in the language of its visitor's address.
        offer = self.make()
        translated = self.translate(offer, setting_name="Ysgol Gynradd")
        for _time in ("cold", "warm"):
            for page, name, label in (
                (offer, "Hawthorn Bank", "en-gb"),
                (translated, "Ysgol Gynradd", "cy"),
            ):
                with self.subTest(time=_time, language=label):
                    found = self.read(page)
                    self.assertIn(name, found.article.text)
                    self.assertIn(label, found.find("script").string)

    @pytest.mark.nightly
    def test_the_addresses_of_an_offer_never_share_a_fragment(self) -> None:
        offer = self.make(Layout.PAGES)
        cold = [self.client.get(offer.url + path).content for path in PATHS]
        warm = [self.client.get(offer.url + path).content for path in PATHS]
        self.assertEqual(cold, warm)
        self.assertEqual(len(set(cold)), len(PATHS))

    @pytest.mark.nightly
    def test_a_preview_never_comes_from_the_cache_and_leaves_nothing_in_it(
        self,
    ) -> None:
        offer = self.make()
        self.read(offer)
        # The same keys: only what is not saved is different.
        offer.setting_name = "Not yet known"
        for mode, _name in offer.preview_modes:
            with self.subTest(mode=mode):
                response = offer.make_preview_request(preview_mode=mode)
                self.assertContains(response, "Not yet known")
        cache.clear()
        offer.make_preview_request()
        self.assertNotIn("Not yet known", str(self.read(offer)))

    def test_what_is_kept_is_used(self) -> None:
        offer = self.make()
        self.read(offer)
        # Past Wagtail: nobody is told.
        type(offer).objects.filter(pk=offer.pk).update(address="Beech Lane")
        about = self.read(offer).find(id="about-the-setting")
        self.assertIn("Mill Lane", about.text)


class OtherLanguageTests(LanguagesTestCase):
    def read_passages(self, *more: dict[str, Any]) -> Any:
        text = "<p>If a pupil is sad, our learning mentor listens.</p>"
        body = complete_body(health={"text": text, "more": list(more)})
        page = self.read(self.make(body=body))
        return page.select("#health .localoffer-other-language")

    def test_it_has_its_language_and_direction(self) -> None:
        found = self.read_passages(
            in_another_language("ur"),
            in_another_language("pl", "<p>Chętnie pomożemy.</p>"),
        )
        self.assertEqual(
            [(tag["lang"], tag["dir"]) for tag in found], [("ur", "rtl"), ("pl", "ltr")]
        )

    def test_abbreviations_in_it_are_not_explained(self) -> None:
        (passage,) = self.read_passages(in_another_language("ur"))
        self.assertIn("SENCO", passage.text)
        self.assertEqual(passage.select(".localoffer-explained"), [])

    def test_without_a_language_the_words_are_shown_all_the_same(self) -> None:
        [passage] = self.read_passages(in_another_language(""))
        self.assertFalse(passage.has_attr("lang"))

    def test_one_that_is_left_empty_is_no_obstacle_and_not_shown(self) -> None:
        value = {"language": "pl", "text": ""}
        empty = {"type": "other_language", "value": value}
        self.assertEqual(self.read_passages(empty), [])

    def test_english_is_not_offered_as_another_language(self) -> None:
        codes = [code for code, _name in LANGUAGES]
        self.assertFalse([code for code in codes if code.startswith("en")])
        for code in ("cy", "ur", "pl", "ro", "ar"):
            self.assertIn(code, codes)

    def test_a_language_that_is_not_known_is_read_from_left_to_right(self) -> None:
        value = OtherLanguageBlock().to_python({"language": "xx", "text": ""})
        self.assertEqual(value.direction, "ltr")


class ForeignTextTests(SimpleTestCase):
    LONG = (
        "<p>Differentiated educational provision is delivered collaboratively in "
        "accordance with the individualised recommendations of multidisciplinary "
        "professionals, and the XQZ and the SENCO.</p>" * 8
    )

    def find_codes(self, *more: dict[str, Any]) -> set[str]:
        part = read_part("health", {"text": "<p>We help.</p>", "more": list(more)})
        return {each.code for each in advise([part], {}, FRAMEWORK, AROUND)}

    def test_it_takes_no_part_in_reading_age_or_abbreviations(self) -> None:
        as_text = {"type": "text", "value": self.LONG}
        self.assertIn("reading_age_high", self.find_codes(as_text))
        foreign = in_another_language("pl", self.LONG)
        self.assertEqual(self.find_codes(foreign), self.find_codes())

    def test_it_is_no_prose_of_the_setting(self) -> None:
        part = read_part("health", {"text": "", "more": [in_another_language("ur")]})
        self.assertEqual(part.prose, [])
        self.assertEqual([each.kind for each in part.paragraphs], ["foreign"])

    def test_it_is_counted_as_words_that_are_there(self) -> None:
        part = read_part("health", {"text": "", "more": [in_another_language("ur")]})
        self.assertGreater(part.word_count, 10)
