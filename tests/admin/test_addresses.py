"""Every address of the package in the admin, asked for what nobody thought of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import TestCase
from django.urls import get_resolver, reverse
from wagtail.models import Site
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_offer, lancashire
from tests.support import make_notice, publish
from wagtail_localoffer.models import Council

pytestmark = pytest.mark.rows

#: Where a part of an address stands that isn't the same in all.
PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>.*?\)")

SETTINGS = "admin/settings/wagtail_localoffer/councilnoticesettings/"

ODD_KEYS = ("0", "9" * 25, "abc", "_5F", "%00", "é", "-1", "x" * 300)

#: What the lists, filters, exports and choosers of Wagtail and Django read.
NAMES = (
    *("p", "o", "ordering", "q", "locale", "id", "multiple", "next", "mode", "site"),
    *("status", "status__exact", "kind", "kind__exact", "council", "attention", "live"),
    *("council__id__exact", "site__id__exact", "created_at__gte", "created_at__lt"),
    *("state", "contact_by__exact", "setting_type", "_w_filter_fragment", "e", "ot"),
    *("export", "owner__password__startswith", "url__x"),
)

ODD_VALUES = ("x", "-1", "9" * 30, "a\0b", "z" * 3000, "__", "2026-13-45", "", "café’")


def list_routes(patterns: Iterable[Any], above: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = above + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            yield from list_routes(pattern.url_patterns, route)
        else:
            yield route


def list_own_routes() -> list[str]:
    own = [
        route
        for route in list_routes(get_resolver().url_patterns)
        if route.startswith("admin/") and re.search("local-?offer", route)
    ]
    return [*own, SETTINGS, f"{SETTINGS}<int:pk>/", f"{SETTINGS}<int:pk>/preview/"]


@pytest.mark.portable
class AddressTests(WagtailTestUtils, TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.offer = publish(complete_offer())
        cls.notice = make_notice(offer_id=cls.offer.pk)
        cls.superuser = cls.create_superuser("superuser")

    def ask(self, method: str, url: str, query: Any = None) -> HttpResponse:
        """Ask, and leave the database as it was."""
        with transaction.atomic():
            response = self.client.generic(method, url, query_params=query)
            body = getattr(response, "streaming_content", ())
            self.assertIsNotNone([*body])
            transaction.set_rollback(True)
        return response

    def assert_answered(self, method: str, url: str, query: Any = None) -> None:
        with self.subTest(method, url=url[:90], query=str(query)[:60]):
            try:
                response = self.ask(method, url, query)
            except Exception as error:  # noqa: BLE001 - any is a fault
                self.fail(f"It raised {error!r:.200}")
            self.assertLess(response.status_code, 500)

    def fill(self, route: str, odd: str = "") -> str:
        """The address of what there is, or of ``odd`` where a key stands."""
        pk = lancashire().pk
        if "councilnotice/" in route:
            pk = self.notice.pk
        elif route.startswith(SETTINGS):
            pk = Site.objects.get().pk
        keys = {"page_id": self.offer.pk, "notice_id": self.notice.pk}
        return "/" + PLACE.sub(
            lambda found: odd or str(keys.get(found[1] or found[2], pk)), route
        )

    def test_all_kinds_of_addresses_are_collected(self) -> None:
        routes = list_own_routes()
        for url in (
            reverse("wagtail_localoffer:checklist", args=[self.offer.pk]),
            reverse("wagtail_localoffer_report"),
            reverse("wagtail_localoffer_council_modeladmin_index"),
            reverse(
                "wagtail_localoffer_councilnotice_modeladmin_inspect",
                args=[self.notice.pk],
            ),
            reverse("wagtail_localoffer_councils:chosen", args=[lancashire().pk]),
            reverse("wagtailsettings:edit", args=SETTINGS.split("/")[2:4]),
        ):
            with self.subTest(url):
                self.assertIn(url, [self.fill(route) for route in routes])

    @pytest.mark.nightly
    def test_each_answers_everybody_by_every_method(self) -> None:
        for group in ("", "Moderators", "Editors"):
            user: Any = self.superuser
            if group:
                user = self.create_user(group)
                user.groups.add(Group.objects.get(name=group))
            self.client.force_login(user)
            for route in list_own_routes():
                for method in ("GET", "HEAD", "POST"):
                    self.assert_answered(method, self.fill(route))

    def test_each_answers_where_a_key_is_odd(self) -> None:
        self.client.force_login(self.superuser)
        for route in filter(PLACE.search, list_own_routes()):
            for odd in ODD_KEYS:
                self.assert_answered("GET", self.fill(route, odd))

    @pytest.mark.nightly
    def test_each_list_answers_an_odd_query(self) -> None:
        self.client.force_login(self.superuser)
        for route in list_own_routes():
            if not PLACE.search(route):
                for value in ODD_VALUES:
                    query = dict.fromkeys(NAMES, value)
                    self.assert_answered("GET", self.fill(route), query)


class ChooserTests(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        self.login()
        self.url = reverse("wagtail_localoffer_councils:choose")

    def test_no_council_is_made_in_it(self) -> None:
        for method in (self.client.get, self.client.post):
            self.assertEqual(method(f"{self.url}create/").status_code, 404)

    def test_one_council_is_chosen_by_its_number_alone(self) -> None:
        pk = lancashire().pk
        self.assertEqual(self.client.get(f"{self.url}chosen/{pk}/").status_code, 200)
        self.assertEqual(self.client.get(f"{self.url}chosen/x/").status_code, 404)

    def test_of_several_those_are_chosen_that_there_are(self) -> None:
        other = Council.objects.create(name="Meadow Council")
        keys = [lancashire().pk, other.pk, "x", "9" * 30]
        response = self.client.get(f"{self.url}chosen-multiple/", {"id": keys})
        chosen = {each["id"] for each in response.json()["result"]}
        self.assertEqual(chosen, {str(lancashire().pk), str(other.pk)})
