"""A document is brought in, sorted on one screen, and written into a draft."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from tests.admin.test_my_offers import WayInTestCase
from tests.builders import complete_offer
from tests.school.models import TextPage
from wagtail_localoffer.importing.drafts import BROUGHT_IN
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.models import CouncilNotice, DocumentImport, LocalOfferPage

DOCUMENT = """
<h1>Alderbeck School: our offer</h1>
<h2>Transitions</h2>
<p>We visit each child at home before they start.</p>
<p>A map of the school goes home in June. It has photos of each room.</p>
<h2>Our hens</h2>
<p>Every child has a turn to feed them.</p>
<h2>Keeping children safe</h2>
<p>Two adults stand at the gate. We check each trip.</p>
"""


def encode(shade: int) -> str:
    """A picture of one colour, as a page holds it in itself."""
    drawn = BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 40)).save(drawn, "PNG")
    return base64.b64encode(drawn.getvalue()).decode()


BRING = "wagtail_localoffer:bring_document"
SORT = "wagtail_localoffer:sort_document"
STEP = "wagtail_localoffer:step_document"
WRITE = "wagtail_localoffer:write_document"
THROW_AWAY = "wagtail_localoffer:throw_away_document"


class DocumentTestCase(WayInTestCase):
    def bring(self, html: str = DOCUMENT, name: str = "offer.html") -> Any:
        return self.client.post(
            reverse(BRING),
            {
                "documents": SimpleUploadedFile(name, html.encode()),
                "about": "primary",
                "kind": "wagtail_localoffer.LocalOfferPage",
                "parent": self.home.pk,
            },
        )

    def bring_into(self, offer: Any, html: str = DOCUMENT) -> DocumentImport:
        url = reverse("wagtail_localoffer:bring_into_offer", args=[offer.pk])
        upload = SimpleUploadedFile("offer.html", html.encode())
        self.client.post(url, {"documents": upload})
        return DocumentImport.objects.latest("pk")

    def step(
        self, document: DocumentImport, by_script: bool = True, **data: Any
    ) -> Any:
        headers = {"X-Requested-With": "XMLHttpRequest"} if by_script else {}
        url = reverse(STEP, args=[document.pk])
        return self.client.post(url, data, headers=headers)

    def find(self, document: DocumentImport, words: str) -> Any:
        document.refresh_from_db()
        pieces = document.get_sorting().pieces
        return next(each for each in pieces if words in each.text)

    def write(self, document: DocumentImport, **data: Any) -> Any:
        response = self.client.post(reverse(WRITE, args=[document.pk]), data)
        document.refresh_from_db()
        return response

    def read_section(self, offer: Any, name: str) -> str:
        # What was read before knows no later version.
        draft = type(offer).objects.get(pk=offer.pk).get_latest_revision_as_object()
        return str(draft.body.first_block_by_name(name).value["text"].source)


class BringingTests(DocumentTestCase):
    def test_a_document_is_read_and_its_passages_are_shown(self) -> None:
        self.log_in()
        response = self.bring()
        document = DocumentImport.objects.get()
        self.assertRedirects(response, reverse(SORT, args=[document.pk]))
        page = self.client.get(response.url)
        self.assertContains(page, "We visit each child at home before they start.")
        self.assertContains(page, "offer.html")
        self.assertFalse(LocalOfferPage.objects.exists())

    def test_pasted_text_keeps_its_headings(self) -> None:
        self.log_in()
        blocks = [
            {"key": "a", "type": "header-two", "text": "Transitions"},
            {"key": "b", "type": "unstyled", "text": "We visit each child at home."},
        ]
        for block in blocks:
            block.update({"depth": 0, "inlineStyleRanges": [], "entityRanges": []})
        self.client.post(
            reverse(BRING),
            {
                "text": json.dumps({"blocks": blocks, "entityMap": {}}),
                "about": "primary",
                "kind": "wagtail_localoffer.LocalOfferPage",
                "parent": self.home.pk,
            },
        )
        document = DocumentImport.objects.get()
        self.assertEqual(self.find(document, "We visit").section, "transitions")

    def test_what_cannot_be_read_is_said_with_what_to_do(self) -> None:
        self.log_in()
        response = self.bring(name="offer.doc")
        self.assertContains(response, "This is an old Word document.")
        self.assertFalse(DocumentImport.objects.exists())

    def test_of_several_files_the_bad_one_is_named(self) -> None:
        self.log_in()
        files = [
            SimpleUploadedFile(name, DOCUMENT.encode())
            for name in ("good.html", "bad.doc")
        ]
        data = {"documents": files, "about": "primary", "parent": self.home.pk}
        data["kind"] = "wagtail_localoffer.LocalOfferPage"
        response = self.client.post(reverse(BRING), data)
        self.assertContains(response, "bad.doc: This is an old Word document.")

    def test_nothing_at_all_is_said_to_be_missing(self) -> None:
        self.log_in()
        response = self.client.post(reverse(BRING), {})
        self.assertContains(response, "Choose a document, or paste your text.")

    def test_a_file_must_be_chosen_once_more_after_another_error(
        self,
    ) -> None:
        self.log_in()
        upload = SimpleUploadedFile("offer.html", DOCUMENT.encode())
        response = self.client.post(reverse(BRING), {"documents": upload})
        self.assertContains(response, "Choose your document once more.")

    def test_files_that_are_too_large_together_are_not_read(self) -> None:
        self.log_in()
        files = [SimpleUploadedFile(f"{n}.html", b"x" * 11_000_000) for n in (1, 2)]
        response = self.client.post(reverse(BRING), {"documents": files})
        self.assertContains(response, "That is more than")

    def test_who_may_add_no_offer_may_bring_none(self) -> None:
        self.log_in_editor("change")
        self.assertEqual(self.client.get(reverse(BRING)).status_code, 302)
        self.bring()
        self.assertFalse(DocumentImport.objects.exists())

    def test_a_form_from_elsewhere_is_refused(self) -> None:
        user = self.log_in()
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        for url in (reverse(BRING), reverse(STEP, args=[1]), reverse(WRITE, args=[1])):
            self.assertEqual(client.post(url, {}).status_code, 403)

    def test_the_same_document_is_said_to_have_been_there(self) -> None:
        self.log_in()
        self.bring()
        response = self.client.get(self.bring().url)
        self.assertContains(response, "The same document was brought in on")

    def test_what_was_begun_is_found_again(self) -> None:
        self.log_in()
        self.bring()
        response = self.client.get(reverse("wagtail_localoffer:my_offers"))
        url = reverse(SORT, args=[DocumentImport.objects.get().pk])
        self.assertContains(response, url)


class SortingTests(DocumentTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.log_in()
        self.bring()
        self.document = DocumentImport.objects.get()

    def test_what_is_not_sure_is_asked(self) -> None:
        response = self.client.get(reverse(SORT, args=[self.document.pk]))
        self.assertContains(response, "to decide")
        self.assertEqual(self.find(self.document, "a turn to feed").state, State.OPEN)

    def test_a_passage_goes_where_a_person_says(self) -> None:
        piece = self.find(self.document, "a turn to feed")
        answer = self.step(self.document, piece=piece.key, move="good_practice").json()
        self.assertIn("Promoting good practice", answer["message"])
        self.assertEqual([key for key, _html in answer["cards"]], [piece.key])
        found = self.find(self.document, "a turn to feed")
        self.assertEqual((found.state, found.section), (State.PLACED, "good_practice"))

    def test_it_works_without_the_script(self) -> None:
        piece = self.find(self.document, "a turn to feed")
        response = self.step(
            self.document, by_script=False, piece=piece.key, move="activities"
        )
        url = reverse(SORT, args=[self.document.pk])
        self.assertRedirects(response, f"{url}#passage-{piece.key}")
        response = self.step(
            self.document,
            by_script=False,
            piece=self.find(self.document, "A map").key,
            open_split="1",
        )
        self.assertContains(self.client.get(response.url), "Split here")

    def test_a_split_can_be_given_up(self) -> None:
        key = self.find(self.document, "A map").key
        opened = self.step(self.document, piece=key, open_split="1").json()
        self.assertIn("Split here", opened["cards"][0][1])
        closed = self.step(self.document, close_split=key).json()
        self.assertNotIn("Split here", closed["cards"][0][1])
        self.assertEqual(closed["next"], key)

    def test_what_is_shown_alone_has_its_heading_above_it(self) -> None:
        url = reverse(SORT, args=[self.document.pk])
        above = '<p class="localoffer-bring__note" dir="auto">Our hens ›</p>'
        self.assertNotContains(self.client.get(url), above, html=True)
        part = self.client.get(url, {"show": "open"})
        self.assertContains(part, above, html=True)

    def test_a_passage_is_split_and_joined_again(self) -> None:
        key = self.find(self.document, "A map").key
        self.step(self.document, split=f"{key}:1")
        photos = self.find(self.document, "It has photos")
        self.assertEqual(photos.text, "It has photos of each room.")
        answer = self.step(self.document, piece=key, join="1").json()
        self.assertEqual(answer["gone"], [photos.key])
        self.assertIn("It has photos", self.find(self.document, "A map").text)

    def test_a_step_is_undone_after_one_has_left_and_come_back(self) -> None:
        before = self.document.pieces
        piece = self.find(self.document, "Two adults")
        self.step(self.document, piece=piece.key, leave_out="1")
        self.client.logout()
        self.client.force_login(User.objects.get())
        self.step(self.document, undo="1")
        self.document.refresh_from_db()
        self.assertEqual(self.document.pieces, before)

    def test_what_cannot_be_done_is_said(self) -> None:
        first = self.find(self.document, "feed").key
        for data, words in (
            ({"piece": "999", "leave_out": "1"}, "isn’t there any more"),
            ({"piece": "²", "leave_out": "1"}, "Choose a passage first"),
            ({"leave_out": "1"}, "Choose a passage first"),
            ({"piece": first, "move": "no_section"}, "no such section"),
            ({"piece": first, "open_split": "1"}, "one sentence"),
            ({"split": "x"}, "Choose a passage first"),
            ({"undo": "1"}, "nothing to undo"),
        ):
            with self.subTest(data):
                response = self.step(self.document, **data)
                self.assertEqual(response.status_code, 409)
                self.assertIn(words, response.json()["error"])
                page = self.step(self.document, by_script=False, **data)
                self.assertContains(self.client.get(page.url), words)

    def test_only_one_section_can_be_looked_at(self) -> None:
        url = reverse(SORT, args=[self.document.pk])
        response = self.client.get(url, {"show": "keeping_safe"})
        self.assertContains(response, "Two adults")
        self.assertNotContains(response, "We visit each child")

    def test_what_somebody_else_has_begun_is_theirs(self) -> None:
        self.log_in_editor("add")
        for name in (SORT, STEP, WRITE, THROW_AWAY):
            self.client.post(reverse(name, args=[self.document.pk]))
        self.document.refresh_from_db()
        self.assertIsNone(self.document.offer)
        listed = self.client.get(reverse("wagtail_localoffer:my_offers"))
        self.assertNotContains(listed, "offer.html")
        page = self.client.get(self.bring().url)
        self.assertNotContains(page, "The same document was brought in")

    def test_others_may_not_look(self) -> None:
        self.log_in_editor("change")
        for name in (SORT, STEP, WRITE, THROW_AWAY):
            url = reverse(name, args=[self.document.pk])
            self.assertEqual(self.client.post(url).status_code, 302, name)
            self.assertRedirects(self.client.post(url), reverse("wagtailadmin_home"))

    def test_the_tick_for_headings_stays_as_it_is(self) -> None:
        piece = self.find(self.document, "a turn to feed").key
        for data, is_ticked in (({}, False), ({"with_below": "on"}, True)):
            answer = self.step(self.document, piece=piece, move="activities", **data)
            box = '<input type="checkbox" name="with_below"'
            self.assertInHTML(
                f"{box}{' checked' if is_ticked else ''}>", answer.json()["tools"]
            )

    def test_a_second_choice_that_is_none_is_refused(self) -> None:
        piece = self.find(self.document, "We visit")
        self.assertEqual(self.step(self.document, second=piece.key).status_code, 409)

    def test_a_long_document_takes_no_more_queries(self) -> None:
        url = reverse(SORT, args=[self.document.pk])
        self.client.get(url)
        with self.assertNumQueries(8):
            self.client.get(url)
        self.bring(DOCUMENT * 20)
        url = reverse(SORT, args=[DocumentImport.objects.latest("pk").pk])
        with self.assertNumQueries(8):
            self.client.get(url)

    def test_it_can_be_thrown_away(self) -> None:
        url = reverse(THROW_AWAY, args=[self.document.pk])
        self.assertContains(self.client.get(url), "in no draft yet")
        self.assertTrue(DocumentImport.objects.exists())
        self.client.post(url)
        self.assertFalse(DocumentImport.objects.exists())


class WritingTests(DocumentTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = self.log_in()

    def test_a_draft_has_what_was_placed(self) -> None:
        self.bring()
        document = DocumentImport.objects.get()
        response = self.write(document)
        offer = LocalOfferPage.objects.get()
        self.assertRedirects(
            response,
            reverse("wagtailadmin_pages:edit", args=[offer.pk]),
            fetch_redirect_response=False,
        )
        self.assertEqual((offer.live, offer.setting_type), (False, "primary"))
        self.assertEqual(offer.owner, self.user)
        self.assertIn("Two adults", self.read_section(offer, "keeping_safe"))
        self.assertFalse(CouncilNotice.objects.exists())

    def test_what_is_not_decided_waits_with_the_draft(self) -> None:
        self.bring()
        document = DocumentImport.objects.get()
        self.write(document)
        offer = LocalOfferPage.objects.get()
        self.assertNotIn("a turn to feed", str(offer.body.get_prep_value()))
        parts = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        tasks = self.client.get(parts).json()["tasks"]
        self.assertIn(reverse(SORT, args=[document.pk]), tasks)
        piece = self.find(document, "a turn to feed")
        self.step(document, piece=piece.key, move="activities")
        self.write(document)
        self.assertIn("a turn to feed", self.read_section(offer, "activities"))
        self.assertEqual(LocalOfferPage.objects.count(), 1)

    def test_nothing_is_written_twice(self) -> None:
        self.bring()
        document = DocumentImport.objects.get()
        self.write(document)
        self.write(document)
        offer = LocalOfferPage.objects.get()
        self.assertEqual(offer.revisions.count(), 1)
        actions = PageLogEntry.objects.values_list("action", flat=True)
        self.assertEqual(sorted(actions), ["wagtail.create", BROUGHT_IN])
        self.assertEqual(
            self.read_section(offer, "keeping_safe").count("Two adults"), 1
        )

    def test_the_history_says_what_was_brought_in_by_whom(self) -> None:
        self.bring()
        self.write(DocumentImport.objects.get())
        entry = PageLogEntry.objects.get(action=BROUGHT_IN)
        self.assertEqual(entry.user, self.user)
        self.assertIn("offer.html", entry.message)
        self.assertEqual(entry.revision, LocalOfferPage.objects.get().latest_revision)

    def test_of_an_offer_each_section_is_added_replaced_or_kept(self) -> None:
        for way, wanted in (
            ("add", ("We look after each other", "Two adults")),
            ("replace", ("Two adults",)),
            ("keep", ("We look after each other",)),
        ):
            with self.subTest(way):
                offer = complete_offer()
                section = offer.body.first_block_by_name("keeping_safe")
                section.value["text"].source = "<p>We look after each other.</p>"
                offer.save_revision().publish()
                document = self.bring_into(offer)
                asked = self.client.get(reverse(WRITE, args=[document.pk]))
                self.assertContains(asked, "The draft has 5 words there already.")
                self.write(document, **{"way-keeping_safe": way})
                text = self.read_section(offer, "keeping_safe")
                for words in ("We look after each other", "Two adults"):
                    self.assertEqual(words in text, words in wanted, text)
                offer.refresh_from_db()
                self.assertTrue(offer.live)
                self.assertNotIn("Two adults", str(offer.body.get_prep_value()))

    def test_what_is_kept_waits_with_the_draft(self) -> None:
        offer = complete_offer()
        document = self.bring_into(offer)
        self.write(document, **{"way-keeping_safe": "keep"})
        self.assertEqual(self.find(document, "Two adults").state, State.PLACED)

    def test_a_section_that_is_missing_is_put_back_in_its_place(self) -> None:
        offer = complete_offer()
        names = [child.block_type for child in offer.body]
        del offer.body[names.index("keeping_safe")]
        offer.save_revision()
        self.write(self.bring_into(offer))
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        draft = offer.get_latest_revision_as_object()
        self.assertEqual([child.block_type for child in draft.body], names)

    def test_a_page_has_the_title_that_a_person_gave_it(self) -> None:
        self.bring("<h2>Transitions</h2><p>We visit.</p>", "our-offer.html")
        document = DocumentImport.objects.get()
        asked = self.client.get(reverse(WRITE, args=[document.pk]))
        self.assertContains(asked, 'value="our-offer"')
        self.write(document, title="Help for your child")
        offer = LocalOfferPage.objects.get()
        self.assertEqual(
            (offer.title, offer.slug), ("Help for your child", "help-for-your-child")
        )

    def test_a_title_of_marks_alone_makes_an_address_all_the_same(self) -> None:
        for name in ("….html", "   .html"):
            self.bring(name=name)
            self.write(DocumentImport.objects.latest("pk"), title="…")
        self.assertEqual(
            {bool(each.slug) for each in LocalOfferPage.objects.all()}, {True}
        )
        self.assertEqual(LocalOfferPage.objects.count(), 2)

    def test_what_was_chosen_stays_if_a_detail_is_refused(self) -> None:
        document = self.bring_into(complete_offer())
        document.found = {"telephone": ["0" * 90], "address": ["9 New Street"]}
        document.save()
        data = {"way-keeping_safe": "replace", "fields": ["address", "telephone"]}
        response = self.write(document, **data)
        # What could have been filled in wasn't.
        self.assertContains(response, "9 New Street")
        self.assertContains(
            response,
            '<input type="radio" name="way-keeping_safe" value="replace" checked>',
            html=True,
        )

    def test_the_tray_of_an_offer_stays_when_its_first_parent_goes(self) -> None:
        parent = TextPage(title="Old home")
        self.home.add_child(instance=parent)
        self.bring()
        document = DocumentImport.objects.get()
        document.parent = parent
        document.save()
        self.write(document)
        offer = LocalOfferPage.objects.get()
        offer.move(self.home, "last-child")
        TextPage.objects.get(pk=parent.pk).delete()
        self.assertTrue(DocumentImport.objects.filter(pk=document.pk).exists())

    def test_a_page_that_can_stand_there_no_more_is_refused_in_words(self) -> None:
        self.bring()
        document = DocumentImport.objects.get()
        complete_offer()
        with patch.object(LocalOfferPage, "max_count", 1):
            response = self.write(document)
        self.assertContains(response, "No further page of this kind can stand there.")

    def test_the_type_of_setting_is_that_of_the_draft(self) -> None:
        offer = complete_offer()
        offer.setting_type = "early_years"
        offer.save_revision()
        document = self.bring_into(offer)
        page = self.client.get(reverse(SORT, args=[document.pk]))
        self.assertContains(page, 'value="the_setting"')

    def test_a_locked_page_is_left_alone(self) -> None:
        offer = complete_offer()
        document = self.bring_into(offer)
        offer.locked, offer.locked_by = True, User.objects.create_superuser("ida")
        offer.save()
        revisions = offer.revisions.count()
        self.assertContains(self.write(document), "Somebody has locked this page")
        self.assertEqual(offer.revisions.count(), revisions)

    def test_who_may_not_edit_an_offer_brings_nothing_into_it(self) -> None:
        offer = complete_offer()
        self.log_in_editor("add")
        url = reverse("wagtail_localoffer:bring_into_offer", args=[offer.pk])
        upload = SimpleUploadedFile("offer.html", DOCUMENT.encode())
        self.client.post(url, {"documents": upload})
        self.assertFalse(DocumentImport.objects.exists())


class DetailsTests(DocumentTestCase):
    HTML = (
        "<h1>Our offer</h1><p>Name of school: Alderbeck School</p>"
        "<p>Telephone: 01632 960700</p><p>SENCO: Mrs Ida Holt, 01632 960701</p>"
        "<h2>Transitions</h2><p>We visit each child.</p>"
    )

    def setUp(self) -> None:
        super().setUp()
        self.log_in()

    def test_only_what_is_ticked_is_filled_in(self) -> None:
        self.bring(self.HTML)
        document = DocumentImport.objects.get()
        asked = self.client.get(reverse(WRITE, args=[document.pk]))
        for words in ("Alderbeck School", "01632 960700", "Mrs Ida Holt"):
            self.assertContains(asked, words)
        self.write(document, fields=["telephone", "senco_name"])
        draft = LocalOfferPage.objects.get().get_latest_revision_as_object()
        self.assertEqual(
            (draft.telephone, draft.setting_name, draft.contact_name),
            ("01632 960700", "", "Mrs Ida Holt"),
        )

    def test_what_cannot_be_filled_in_is_said_before_anything_is_written(self) -> None:
        self.bring(self.HTML)
        document = DocumentImport.objects.get()
        document.found["telephone"] = ["0" * 90]
        document.save()
        response = self.write(document, fields=["telephone"])
        self.assertContains(response, "Nothing is written yet.")
        self.assertFalse(LocalOfferPage.objects.exists())


class TablesAndPicturesTests(DocumentTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.log_in()

    def test_a_table_is_one_piece_and_stays_a_table(self) -> None:
        rows = "".join(
            f"<tr><td>{day}</td><td>{club}</td><td>{where}</td></tr>"
            for day, club, where in (
                ("Monday", "Chess", "Hall"),
                ("Friday", "Judo", "Gym"),
            )
        )
        heads = "<tr><th>Day</th><th>Club</th><th>Where</th></tr>"
        self.bring(
            f"<h2>Extra curricular activities</h2><table>{heads}{rows}</table>"
            "<p>All clubs are free.</p>"
        )
        document = DocumentImport.objects.get()
        piece = self.find(document, "Judo")
        self.assertIn("Chess", piece.text)
        page = self.client.get(reverse(SORT, args=[document.pk]))
        self.assertContains(page, "<td>Judo</td>", html=True)
        self.step(document, piece=piece.key, move="activities")
        self.write(document)
        draft = LocalOfferPage.objects.get().get_latest_revision_as_object()
        section = draft.body.first_block_by_name("activities").value
        table, after = section["more"]
        self.assertEqual(str(after.value.source), "<p>All clubs are free.</p>")
        self.assertEqual(
            [column["heading"] for column in table.value.columns],
            ["Day", "Club", "Where"],
        )

    def test_pictures_take_no_more_queries(self) -> None:
        counts = []
        for number in (1, 6):
            pictures = "".join(
                f'<p><img src="data:image/png;base64,{encode(place)}" alt="A map"></p>'
                for place in range(number)
            )
            url = self.bring(f"<h2>Transitions</h2><p>We visit.</p>{pictures}").url
            # The first time, the small pictures are made.
            self.client.get(url)
            with CaptureQueriesContext(connection) as captured:
                self.client.get(url)
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])

    def test_a_picture_goes_into_the_library_and_into_its_section(self) -> None:
        content = encode(0)
        self.bring(
            "<h2>Transitions</h2><p>We visit each child at home.</p>"
            f'<p><img src="data:image/png;base64,{content}" alt="A map"></p>'
        )
        image = get_image_model().objects.get()
        self.assertEqual(image.title, "A map")
        document = DocumentImport.objects.get()
        piece = self.find(document, "A map")
        page = self.client.get(reverse(SORT, args=[document.pk]))
        self.assertContains(page, 'alt="A map"')
        self.step(document, piece=piece.key, move="transitions")
        self.write(document)
        draft = LocalOfferPage.objects.get().get_latest_revision_as_object()
        (block,) = draft.body.first_block_by_name("transitions").value["more"]
        self.assertEqual(block.value.pk, image.pk)
        self.assertEqual(block.value.contextual_alt_text, "A map")
