from __future__ import annotations

import struct
import zlib
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import SimpleTestCase, TestCase, override_settings
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from tests.importing.writers import write_png
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.passages import Passage, Picture
from wagtail_localoffer.importing.pictures import keep_picture
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.placing.kinds import Kind

MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@override_settings(STORAGES=MEMORY)
class KeepTests(TestCase):
    def setUp(self) -> None:
        self.collection = Collection.get_first_root_node().add_child(name="Ash School")
        self.user = self.make_user("ida", "add_image", "choose_image")

    def make_user(self, name: str, *codenames: str) -> Any:
        """Make a user who may do something with the pictures of one collection."""
        user = get_user_model().objects.create_user(name)
        group = Group.objects.create(name=name)
        user.groups.add(group)
        for each in codenames:
            GroupCollectionPermission.objects.create(
                group=group,
                collection=self.collection,
                permission=Permission.objects.get(
                    codename=each, content_type__app_label="wagtailimages"
                ),
            )
        return user

    def test_a_picture_has_the_alternative_text_that_it_had(self) -> None:
        image = keep_picture(Picture(write_png(), "A ramp", "image1.png"), self.user)
        self.assertEqual((image.title, image.description), ("A ramp", "A ramp"))
        self.assertEqual((image.width, image.height), (12, 12))
        self.assertEqual(image.collection, self.collection)
        self.assertEqual(image.uploaded_by_user, self.user)

    def test_without_one_none_is_made_up(self) -> None:
        image = keep_picture(Picture(write_png(), "", "ramp.jpeg"), self.user)
        self.assertEqual((image.title, image.description), ("ramp", ""))
        self.assertTrue(image.file.name.endswith(".png"))

    def test_a_very_long_one_is_cut(self) -> None:
        image = keep_picture(Picture(write_png(), "ramp " * 100), self.user)
        self.assertLessEqual(len(image.description), 255)

    def test_the_same_picture_is_kept_once(self) -> None:
        first = keep_picture(Picture(write_png(), "A ramp"), self.user)
        again = keep_picture(Picture(write_png(), "The ramp"), self.user)
        self.assertEqual(first, again)
        self.assertEqual(again.description, "A ramp")

    def test_a_picture_that_one_may_not_choose_is_kept_again(self) -> None:
        first = keep_picture(Picture(write_png()), self.user)
        self.collection = Collection.get_first_root_node().add_child(name="Elm School")
        other = self.make_user("ned", "add_image", "choose_image")
        again = keep_picture(Picture(write_png()), other)
        self.assertNotEqual(first, again)
        self.assertEqual(again.collection, self.collection)

    def test_who_may_not_add_pictures_keeps_none(self) -> None:
        for user in (self.make_user("asha", "choose_image"), AnonymousUser()):
            self.assertIsNone(keep_picture(Picture(write_png()), user))
        self.assertFalse(get_image_model().objects.exists())

    def test_who_may_add_pictures_everywhere_adds_them_at_the_top(self) -> None:
        head = get_user_model().objects.create_superuser("head")
        image = keep_picture(Picture(write_png()), head)
        self.assertEqual(image.collection, Collection.get_first_root_node())

    def test_what_is_no_picture_is_not_kept(self) -> None:
        cut = write_png()[:-30]
        for content in (cut, b"\x89PNG\r\n\x1a\n" + b"x" * 200, b"<svg/>" * 50):
            self.assertIsNone(keep_picture(Picture(content), self.user))

    def test_a_picture_that_unpacks_to_too_much_is_not_kept(self) -> None:
        content = write_png()
        data = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
        head = data + struct.pack(">I", zlib.crc32(data))
        bomb = content[:12] + head + content[12 + len(head) :]
        self.assertIsNone(keep_picture(Picture(bomb), self.user))

    @override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=100)
    def test_the_limits_of_the_project_hold(self) -> None:
        self.assertIsNone(keep_picture(Picture(write_png()), self.user))

    def test_no_thumbnail_is_made(self) -> None:
        image = keep_picture(Picture(write_png()), self.user)
        self.assertFalse(image.renditions.exists())


class PlaceTests(SimpleTestCase):
    def place(self, *passages: Passage) -> list[Place]:
        return place(passages, LANCASHIRE)

    def test_a_picture_stands_in_the_section_of_its_heading(self) -> None:
        *_others, found = self.place(
            Passage("Accessibility and Inclusion", "heading1"),
            Passage("A ramp leads to each door."),
            Passage("", "picture", picture=Picture(write_png())),
        )
        self.assertEqual((found.section, found.kind), ("accessibility", Kind.ANSWER))
        self.assertTrue(found.is_text)

    def test_or_in_that_of_what_stands_around_it(self) -> None:
        found = self.place(
            Passage("A ramp leads to each door, and a lift for wheelchairs."),
            Passage("", "picture", picture=Picture(write_png())),
            Passage("All toilets are wide enough for a wheelchair."),
        )
        self.assertEqual(found[1].section, "accessibility")

    def test_its_alternative_text_says_nothing_of_where_it_belongs(self) -> None:
        for alt in ("Health", "Please return this form by email.", "© Alder School"):
            with self.subTest(alt):
                heading = Passage("Transitions", "heading1")
                text = Passage("We visit the new school in June.")
                for picture in (
                    Passage(alt, "picture", picture=Picture(write_png(), alt)),
                    Passage(alt, "picture", block={"type": "image", "value": {}}),
                ):
                    found = self.place(heading, text, picture, text)[2]
                    self.assertEqual(found.section, "transitions")
                    self.assertEqual(found.passage, picture)

    def test_a_picture_alone_waits_for_a_person(self) -> None:
        (found,) = self.place(Passage("", "picture", picture=Picture(write_png())))
        self.assertEqual((found.section, found.dropped), (None, None))
