"""What the editor of an offer costs the server."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from tests.builders import complete_offer
from tests.school.models import TextPage


class QueryTests(TestCase):
    def setUp(self) -> None:
        user = get_user_model().objects.create_superuser("priya")
        self.client.force_login(user)

    def count_queries(self, page: Any) -> int:
        page.save_revision().publish()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        # The first visit fills the caches of content types and permissions.
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.client.get(url).status_code, 200)
        return len(captured)

    def test_it_takes_a_few_queries_more_than_wagtails_editor_of_a_text(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        body = [{"type": "text", "value": "<p>Come and dig.</p>"}]
        text = TextPage(title="Floor", body=body)
        floor = self.count_queries(home.add_child(instance=text))
        offer = self.count_queries(complete_offer())
        # Its council, and the addresses of all councils; what its councils were told;
        # whether the public can read it, in two, and in which languages; how its site
        # sends notices; whether there is another offer of the same name.
        self.assertLessEqual(offer, floor + 8)
