"""A page is read in its own language, whatever the browser asks for."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Site

from tests.builders import complete_health_service, complete_offer
from tests.public.test_languages import LanguagesTestCase
from tests.school.models import TrustOfferPage
from tests.support import BY_COMMAND_ONLY
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.models import HealthServiceIndexPage
from wagtail_localoffer.public.languages import find_language

REPORT = "sen-information-report/"
PATHS = ("", REPORT, "print/", "large-print/", "health/")

#: What a browser can ask for: in its headers, and as somebody once chose.
BROWSERS: tuple[dict[str, Any], ...] = (
    {},
    {"headers": {"accept-language": "ur"}},
    {"headers": {"accept-language": "ur-PK,ur;q=0.9,en;q=0.1"}},
    {"headers": {"accept-language": "cy"}},
    {"headers": {"accept-language": "*"}},
    {"headers": {"accept-language": "xx, ;q=nonsense"}},
    {"headers": {"cookie": "django_language=ur"}},
)

ENGLISH, URDU = ("en-gb", None), ("ur", "rtl")


def without_prefixes(**settings: Any) -> Any:
    return override_settings(ROOT_URLCONF="wagtail.urls", **settings)


class OwnLanguageTestCase(LanguagesTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.home = Site.objects.get(is_default_site=True).root_page

    def list_addresses(self) -> list[str]:
        """The address of each face of each kind of page, in both layouts."""
        offers = [self.make(layout) for layout in (Layout.ONE_PAGE, Layout.PAGES)]
        index = self.home.add_child(
            instance=HealthServiceIndexPage(title="Our services", slug="services")
        )
        service = self.publish(complete_health_service(parent=index))
        with without_prefixes(WAGTAIL_I18N_ENABLED=False):
            Site.clear_site_root_paths_cache()
            return [
                index.get_url(),
                *(service.get_url() + path for path in ("", "print/")),
                *(offers[0].get_url() + path for path in PATHS[:-1]),
                *(offers[1].get_url() + path for path in PATHS),
            ]

    def describe(self, url: str, **browser: Any) -> tuple[str, str | None]:
        """The language of what is at an address, and its direction."""
        response = self.client.get(url, **browser)
        self.assertEqual(response.status_code, 200, url)
        page = BeautifulSoup(response.content, "html.parser")
        language = page.html["lang"]
        for script in page.find_all("script", type="application/ld+json"):
            self.assertIn(f'"inLanguage": "{language}"', script.string)
        self.assertEqual(response.headers["Content-Language"], language)
        self.assertEqual(response.wsgi_request.LANGUAGE_CODE, language)
        return language, page.html.get("dir")


class BrowserTests(OwnLanguageTestCase):
    def test_no_face_takes_the_language_of_its_browser(self) -> None:
        addresses = self.list_addresses()
        for frame in ("wagtail_localoffer/base.html", "home/base.html"):
            own = {**BY_COMMAND_ONLY, "BASE_TEMPLATE": frame}
            with without_prefixes(WAGTAIL_I18N_ENABLED=False, WAGTAIL_LOCALOFFER=own):
                for url in addresses:
                    with self.subTest(url, frame=frame):
                        found = self.describe(url, headers={"accept-language": "ur"})
                        self.assertEqual(found, ENGLISH)

    def test_nothing_that_a_browser_asks_for_counts(self) -> None:
        offer = self.make()
        for i18n in (False, True):
            with without_prefixes(WAGTAIL_I18N_ENABLED=i18n):
                Site.clear_site_root_paths_cache()
                # Wagtail looks in the tree of the browser's language.
                Locale.objects.filter(language_code="ur").update(language_code="fr")
                Locale.objects.filter(language_code="cy").update(language_code="de")
                for browser in BROWSERS:
                    with self.subTest(i18n=i18n, browser=browser):
                        url = f"/{offer.slug}/"
                        self.assertEqual(self.describe(url, **browser), ENGLISH)

    def test_the_words_are_in_its_language_too(self) -> None:
        offer = self.make()
        with without_prefixes(WAGTAIL_I18N_ENABLED=False):
            cold, warm = (
                self.client.get(f"/{offer.slug}/", headers={"accept-language": "ur"})
                for _time in range(2)
            )
        for response in (cold, warm):
            self.assertContains(response, "Skip to main content")
            self.assertContains(response, "About the school")
            self.assertContains(response, "Last updated:")

    def test_a_translation_keeps_its_own(self) -> None:
        offer = self.make()
        translated = self.translate(offer, "ur")
        with without_prefixes():
            # The browser's language decides in which tree Wagtail looks.
            found = self.describe(
                f"/{translated.slug}/", headers={"accept-language": "ur"}
            )
        self.assertEqual(found, URDU)

    def test_a_page_that_stands_in_another_tree_keeps_its_own(self) -> None:
        offer = self.make()
        type(offer).objects.update(locale=Locale.objects.get(language_code="ur"))
        with without_prefixes():
            self.assertEqual(self.describe(f"/{offer.slug}/"), URDU)

    def test_a_site_in_urdu_is_in_urdu(self) -> None:
        offer = self.make()
        for browser in BROWSERS:
            with (
                self.subTest(browser),
                without_prefixes(WAGTAIL_I18N_ENABLED=False, LANGUAGE_CODE="ur"),
            ):
                self.assertEqual(self.describe(f"/{offer.slug}/", **browser), URDU)

    def test_a_preview_is_in_the_language_of_its_page(self) -> None:
        offer = self.make()
        for mode, _label in offer.preview_modes:
            with self.subTest(mode), without_prefixes(WAGTAIL_I18N_ENABLED=False):
                request = RequestFactory().get(
                    "/", headers={"accept-language": "ur", "host": "localhost"}
                )
                response = offer.make_preview_request(request, mode)
                self.assertContains(response, '<html lang="en-gb">')

    def test_on_a_site_without_locales_it_takes_no_query(self) -> None:
        offer = self.make()
        counts = []
        for code in ("en-gb", "ur"):
            with without_prefixes(WAGTAIL_I18N_ENABLED=False):
                for _time in ("cold", "warm"):
                    with CaptureQueriesContext(connection) as captured:
                        self.client.get(
                            f"/{offer.slug}/", headers={"accept-language": code}
                        )
                counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])


class AddressTests(OwnLanguageTestCase):
    """With ``i18n_patterns``, the address says it, and the browser nothing."""

    @pytest.mark.nightly
    def test_each_version_has_the_language_of_its_address(self) -> None:
        offer = self.make(Layout.PAGES)
        translated = self.translate(offer, "ur")
        for page, expected in ((offer, ENGLISH), (translated, URDU)):
            for path in PATHS:
                for code in ("ur", "en-gb"):
                    with self.subTest(page.url + path, browser=code):
                        found = self.describe(
                            page.url + path, headers={"accept-language": code}
                        )
                        self.assertEqual(found, expected)

    def test_an_english_page_below_an_address_in_urdu_is_still_english(self) -> None:
        offer = self.make()
        # The home page has no translation, so Wagtail finds the English one there.
        self.home.get_translations().filter(locale__language_code="ur").delete()
        Site.clear_site_root_paths_cache()
        self.assertEqual(self.describe(f"/ur{offer.url}"), ENGLISH)

    @override_settings(LANGUAGE_CODE="ur")
    def test_an_address_without_a_prefix_does_not_make_a_page_urdu(self) -> None:
        # Wagtail finds the page of another locale as long as there is no other tree.
        offer = self.make()
        self.home.get_translations().delete()
        Site.clear_site_root_paths_cache()
        self.assertEqual(self.describe(f"/{offer.slug}/"), ENGLISH)

    def test_an_address_without_a_prefix_does_not_make_a_page_english(self) -> None:
        offer = self.make()
        self.home.get_translations().delete()
        urdu = Locale.objects.get(language_code="ur")
        for model in (type(self.home.specific), type(offer)):
            model.objects.update(locale=urdu)
        Site.clear_site_root_paths_cache()
        with override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes"):
            beside = self.describe(f"/{offer.slug}/")
        self.assertEqual((self.describe(f"/{offer.slug}/"), beside), (URDU, URDU))

    @override_settings(WAGTAIL_I18N_ENABLED=False)
    def test_where_a_site_has_no_locales_the_address_decides(self) -> None:
        # Such as with wagtail-modeltranslation: one page, in the address's language.
        offer = self.make()
        self.assertEqual(self.describe(f"/ur/{offer.slug}/"), URDU)
        self.assertEqual(self.describe(f"/{offer.slug}/"), ENGLISH)

    @override_settings(
        LANGUAGES=[("en", "English"), ("en-gb", "British"), ("ur", "Urdu")],
        WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("ur", "Urdu")],
        LANGUAGE_CODE="en",
    )
    def test_a_variant_in_the_address_is_kept(self) -> None:
        Locale.objects.filter(language_code="en-gb").update(language_code="en")
        offer = self.make()
        for path, code in (("/en-gb", "en-gb"), ("", "en")):
            request = RequestFactory().get(f"{path}/{offer.slug}/")
            self.assertEqual(find_language(offer, request), code)


class ResponseTests(OwnLanguageTestCase):
    def test_what_is_added_after_it_was_served_is_shown(self) -> None:
        # As projects do in a `serve` of their own: rendering comes last.
        offer = self.publish(complete_offer(model=TrustOfferPage))
        request = RequestFactory().get(offer.url)
        with translation.override("ur"):
            response = offer.serve(request)
            self.assertFalse(response.is_rendered)
            response.context_data["page"].title = "Another title"
            html = response.render().content.decode()
        self.assertIn("Another title", html)
        self.assertIn('<html lang="en-gb">', html)

    def test_the_language_of_the_thread_is_put_back(self) -> None:
        offer = self.make()
        with translation.override("ur"):
            offer.serve(RequestFactory().get(offer.url)).render()
            self.assertEqual(translation.get_language(), "ur")
