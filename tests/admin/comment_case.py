"""An offer about which families have written, and those who may answer or not."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.feedback.receiving import receive
from wagtail_localoffer.models import FamilyComment

COMMENTS = "wagtail_localoffer:comments"
ANSWER = "wagtail_localoffer:answer_comment"

_number = count(1)


class CommentTestCase(PublicSiteTestCase):
    offer: Any
    other: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.home = Site.objects.get(is_default_site=True).root_page
        cls.offer = publish(complete_offer(slug="offer", setting_name="Alderbeck"))
        cls.other = publish(complete_offer(slug="other", setting_name="Beckside"))
        cls.boss = User.objects.create_superuser("boss")
        cls.editor = cls.add_person("eve", cls.offer, "change", "publish")
        cls.writer = cls.add_person("wil", cls.offer, "change")
        cls.stranger = cls.add_person("sue", cls.other, "change", "publish")

    @classmethod
    def add_person(cls, name: str, page: Any, *actions: str) -> User:
        """Somebody with some permissions on a page, and on no other."""
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for action in actions:
            permission = Permission.objects.get(codename=f"{action}_page")
            GroupPagePermission.objects.create(
                group=group, page=page, permission=permission
            )
        person = User.objects.create_user(name)
        person.groups.add(group)
        return person

    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.editor)

    def receive(self, offer: Any = None, **fields: Any) -> FamilyComment:
        fields = {"topic": "missing", "message": "Who helps at lunch?", **fields}
        return receive(offer or self.offer, f"fingerprint {next(_number)}", **fields)

    def find_url(self, comment: FamilyComment) -> str:
        return reverse(ANSWER, args=[comment.pk])

    def read(self, comment: FamilyComment) -> str:
        """What the screen of a comment says."""
        response = self.client.get(self.find_url(comment))
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def decide(self, comment: FamilyComment, deed: str, **typed: str) -> Any:
        """Press a button on the screen as it is shown now, and come back to it."""
        shown = self.client.get(self.find_url(comment)).context["form"]
        data = {name: field.value() or "" for name, field in _list_fields(shown)}
        response = self.client.post(
            self.find_url(comment), {**data, **typed, "deed": deed}, follow=True
        )
        comment.refresh_from_db()
        return response


def _list_fields(form: Any) -> list[tuple[str, Any]]:
    return [(name, form[name]) for name in form.fields]
