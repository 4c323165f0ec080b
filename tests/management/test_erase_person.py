from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    Revision,
    Site,
    TaskState,
    Workflow,
)

from tests.builders import (
    SENCO,
    TEAM,
    TEAM_ITEM,
    complete_body,
    complete_health_service,
    complete_offer,
    save_draft,
)
from tests.feedback.comments import write_comment
from tests.support import (
    CommittingTestCase,
    PublicSiteTestCase,
    dump_tables,
    make_notice,
    with_search_index,
)
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content.fingerprint import hash_senco_name, seal
from wagtail_localoffer.content.participation import PARENTS, Participation
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.frameworks.choices import MUST
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.importing.pieces import Piece, store
from wagtail_localoffer.management.erasure import CHUNK, Erasure, Place
from wagtail_localoffer.management.judgements import SHOWN_TEXTS
from wagtail_localoffer.models import (
    ChannelDelivery,
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    DocumentImport,
    FamilyComment,
    HealthServiceIndexPage,
    LocalOfferPage,
    OfferListing,
    OfferNoticeSettings,
    OfferSource,
    OfferSummary,
)
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.offers.drafts import read_draft
from wagtail_localoffer.reporting.reviews import record_review
from wagtail_localoffer.reporting.summaries import survey
from wagtail_localoffer.text.mentions import Person

pytestmark = pytest.mark.rows

NAME, EMAIL = "Morwenna O'Brien", "m.obrien@hawthornbank.example"

GONE = {**SENCO, "name": f"Mrs {NAME}", "email": EMAIL, "telephone": "01632 960777"}

#: How the name stands in one place or another.
TEXT = (
    "<p>Ask Morwenna&nbsp;O&#x27;Brien or <b>MORWENNA</b> O’Brien, or write to "
    '<a href="mailto:m.obrien%40hawthornbank.example">her</a>.</p>'
)

PERSON = Person([NAME], [EMAIL])

#: A message that left some time ago.
SENT = {"status": "sent", "sent_at": timezone.now(), "next_attempt_at": None}

#: Where people can be mentioned.
TABLES = {
    "wagtail_localoffer_channeldelivery",
    "wagtail_localoffer_commentletter",
    "wagtail_localoffer_councilnotice",
    "wagtail_localoffer_documentimport",
    "wagtail_localoffer_familycomment",
    "wagtail_localoffer_localofferpage",
    "wagtail_localoffer_offersummary",
    "wagtailcore_comment",
    "wagtailcore_commentreply",
    "wagtailcore_modellogentry",
    "wagtailcore_page",
    "wagtailcore_pagelogentry",
    "wagtailcore_revision",
    "wagtailcore_taskstate",
}


def erase(*arguments: str) -> str:
    output = StringIO()
    call_command("erase_person", *arguments, stdout=output)
    return output.getvalue()


def erase_her(*arguments: str) -> str:
    return erase("--name", NAME, "--email", EMAIL, *arguments)


def find_everywhere() -> list[tuple[str, str]]:
    """The tables in whose rows she is, and the rows."""
    hashes = (hash_senco_name(NAME), hash_senco_name(GONE["name"]))
    return [
        (table, row)
        for table, rows in dump_tables().items()
        for row in rows
        if PERSON.count(row.replace("\\", "").replace("u2019", "'"))
        or GONE["telephone"] in row
        or any(each in row for each in hashes)
    ]


class LeftTestCase(PublicSiteTestCase):
    """She was the SENCO of an offer. Somebody else is now."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        health = {"text": TEXT, "more": []}
        cls.offer = complete_offer(
            body=complete_body(senco_contact=GONE, health=health)
        )
        cls.publish_for_all(cls.offer, deliver=True)
        cls.old = cls.offer.latest_revision
        cls.offer.body = complete_body()
        cls.publish_for_all(cls.offer, deliver=True)

    def list_lines(self, *arguments: str) -> list[str]:
        return erase_her(*arguments).splitlines()


@pytest.mark.portable
class TestErasure(LeftTestCase):
    def fill_everything(self) -> None:
        """Mention her wherever people can be mentioned."""
        self.draft = complete_offer(
            title=f"Offer by {NAME}",
            setting_name=f"{NAME}’s Nursery",
            specialism="Autism, by morwenna  o'brien",
            body=complete_body(senco_contact=GONE),
        )
        survey(self.draft)
        Workflow.objects.get().start(self.draft, user=None)
        TaskState.objects.update(comment=f"Not by {NAME}")
        other = complete_offer()
        self.publish(other)
        deliver_due()
        # Of what is live, only a draft mentions her.
        other.title = f"With {NAME}"
        other.body = complete_body(senco_contact=GONE)
        save_draft(other)
        user = User.objects.create_superuser("head")
        comment = Comment.objects.create(
            page=self.offer, user=user, text=f"Is {NAME} still here?", contentpath="x"
        )
        CommentReply.objects.create(comment=comment, user=user, text=f"{EMAIL}? No.")
        log(self.offer, "wagtail.edit", data={"old": {"title": f"By {NAME}"}})
        # A review is in the history of the page too, with the one before.
        for line in (f"{NAME} asked for it", f"Read by {NAME}"):
            record_review(self.offer, user, Participation((PARENTS,), line))
        notice = make_notice(
            **SENT,
            page_title=f"Offer by {NAME}",
            setting_name=f"{NAME} Childminding",
            sender=f"{NAME} <{EMAIL}>",
            recipient=f"send@council.example, {EMAIL}",
            copy_to=EMAIL.upper(),
            reply_to=EMAIL,
            subject=f"Local offer of {NAME}",
            text_body=f"Morwenna\nO'Brien says: {EMAIL}",
            html_body=TEXT,
            reason=f"Not to {EMAIL}: full.",
            changes=[{"heading": f"Ask {NAME}", "url": "https://a.example/"}],
            digest={"senco_name": hash_senco_name(NAME), "health": "0"},
            entry={
                "rows": [["SENCO contact", f"{NAME}, {EMAIL}"]],
                "record": {"contact_name": NAME},
            },
            texts={"health": [f"Ask {NAME} about it."]},
        )
        log(notice, "wagtail.edit", data={"by": NAME})
        DocumentImport.objects.create(
            name=f"Offer by {NAME}.docx",
            offer_model=LocalOfferPage._meta.label,
            parent=self.offer.get_parent(),
            pieces=store([Piece(0, f"Ask {NAME}", TEXT)]),
            steps=[{"start": 0, "count": 1, "before": store([Piece(0, EMAIL)])}],
            found={"senco_name": [f"Mrs {NAME}"], "senco_email": [EMAIL]},
        )
        ChannelDelivery.objects.create(
            notice=notice,
            channel="a",
            status="failed",
            reason=f"{EMAIL}?",
            next_attempt_at=None,
        )

        family = write_comment(
            self.offer, message=f"Where is {NAME} now?", name=NAME, reply_to=EMAIL
        )
        words = ("setting_name", "reply", "closed_because", *SHOWN_TEXTS)
        FamilyComment.objects.update(
            status="closed", **dict.fromkeys(words, f"Ask {NAME}")
        )
        family.letters.update(
            sender=f"{NAME} <{EMAIL}>",
            recipient=EMAIL,
            reply_to=EMAIL,
            subject=f"Ask {NAME}",
            text_body=f"Ask {NAME}",
            html_body=TEXT,
            **SENT,
        )

    def test_nothing_of_her_is_left_in_any_table(self) -> None:
        self.fill_everything()
        # Those of the search index are beside these: see below.
        self.assertEqual({table for table, _row in find_everywhere()}, TABLES)
        erase_her("--yes")
        self.assertEqual(find_everywhere(), [])

    def test_it_reaches_health_services_and_their_lists(self) -> None:
        team = {**TEAM_ITEM, "value": {**TEAM, "name": NAME, "email": EMAIL}}
        body = complete_body(HEALTH, contacts=[TEAM_ITEM, team])
        service = complete_health_service(body=body, commissioner=f"{NAME}, ICB")
        index = HealthServiceIndexPage(
            title="Services", live=False, introduction=f"<p>By {NAME}.</p>"
        )
        service.get_parent().add_child(instance=index)
        erase_her("--yes")
        self.assertEqual(find_everywhere(), [])
        service.refresh_from_db()
        names = [
            each["value"]["name"] for each in service.body[0].get_prep_value()["value"]
        ]
        self.assertEqual(names, [TEAM["name"], ""])

    def test_it_changes_nothing_until_it_is_told_to(self) -> None:
        self.fill_everything()
        before = dump_tables()
        output = erase_her()
        self.assertEqual(dump_tables(), before)
        self.assertIn("Nothing is changed. To do it, run this with --yes.", output)

    @pytest.mark.nightly
    def test_it_says_the_same_before_and_after(self) -> None:
        self.fill_everything()
        planned, done = erase_her(), erase_her("--yes")
        self.assertEqual(PERSON.count(planned), 0)
        would = [line for line in planned.splitlines() if line.startswith("Would")]
        erased = [line for line in done.splitlines() if line.startswith("Erased: ")]
        self.assertEqual(
            [line.removeprefix("Would erase: ") for line in would],
            [line.removeprefix("Erased: ") for line in erased[:-1]],
        )

    @pytest.mark.nightly
    def test_a_second_time_there_is_nothing_to_do(self) -> None:
        self.fill_everything()
        erase_her("--yes")
        before = dump_tables()
        self.assertIn("Erased: 0. By hand: 0.", erase_her("--yes"))
        self.assertEqual(dump_tables(), before)

    def test_each_place_is_named(self) -> None:
        self.assertIn(
            f"Would erase: revision {self.old.pk}, {self.offer.title} "
            f"(page {self.offer.pk}): senco_contact, 3 times",
            self.list_lines(),
        )

    def test_what_it_can_not_reach_is_named(self) -> None:
        output = erase_her()
        for word in (
            *("emails", "webhooks", "backups", "documents", "wagtail-localize"),
            "search engines",
        ):
            with self.subTest(word):
                self.assertIn(word, output)

    def test_the_words_are_the_project_s_own(self) -> None:
        erase_her("--yes", "--replace-with", "the SENCO")
        self.old.refresh_from_db()
        body = json.loads(self.old.content["body"])
        text = next(each for each in body if each["type"] == "health")["value"]["text"]
        self.assertEqual(
            text,
            "<p>Ask the SENCO or <b>the SENCO</b>, or write to "
            '<a href="mailto:">her</a>.</p>',
        )

    def test_nobody_else_is_touched(self) -> None:
        kept = Revision.objects.get(pk=self.offer.latest_revision_id).content
        erase_her("--yes")
        now = Revision.objects.get(pk=self.offer.latest_revision_id).content
        self.assertEqual(now, kept)

    def test_where_only_the_name_is_given_all_of_that_contact_goes(self) -> None:
        output = erase("--name", NAME, "--yes")
        self.assertIn(f"Beside it stands: {EMAIL}.", output)
        self.old.refresh_from_db()
        contact = read_draft(self.old).body.get_prep_value()[0]["value"]
        self.assertEqual(
            {key: contact[key] for key in ("name", "email", "telephone", "job_title")},
            {"name": "", "email": "", "telephone": "", "job_title": "SENCO"},
        )

    def test_where_only_the_address_is_given_the_name_is_shown(self) -> None:
        output = erase("--email", EMAIL)
        self.assertIn(f"Beside it stands: {GONE['name']}.", output)

    def test_no_hash_of_her_contact_is_left_where_newer_news_was_sent(self) -> None:
        erase_her("--yes")
        old, new = CouncilNotice.objects.order_by("number")
        self.assertEqual(old.digest, {})
        self.assertIn("senco_contact", new.digest)

    def test_no_hash_of_her_contact_is_left_that_anybody_can_guess(self) -> None:
        told = CouncilNotice.objects.latest("number")
        told.digest = {"senco_name": hash_senco_name(NAME), "senco_contact": "a"}
        told.save()
        erase_her("--yes")
        told.refresh_from_db()
        self.assertEqual(told.digest, {"senco_contact": seal("a")})

    def test_the_council_is_told_nothing_because_of_it(self) -> None:
        erase_her("--yes")
        before = CouncilNotice.objects.count()
        call_command("send_council_notices", "--all", stdout=StringIO())
        self.assertEqual(CouncilNotice.objects.count(), before)

    def test_it_reads_rows_some_at_a_time_and_asks_for_none_alone(self) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                erase("--name", "Nobody Atall")
            return len(queries)

        before = count()
        for _ in range(2 * CHUNK):
            ChannelDelivery.objects.create(
                notice=make_notice(**SENT), channel="a", **SENT
            )
        # Two chunks more of each kind.
        self.assertEqual(count(), before + 4)


@pytest.mark.nightly
class TestVersionsAfterwards(LeftTestCase):
    def setUp(self) -> None:
        super().setUp()
        erase_her("--yes")
        self.old.refresh_from_db()

    def test_an_old_one_can_be_opened(self) -> None:
        self.client.force_login(User.objects.create_superuser("head"))
        path = f"/admin/pages/{self.offer.pk}/revisions/{self.old.pk}"
        for view in ("revert", "view"):
            with self.subTest(view):
                response = self.client.get(f"{path}/{view}/")
                self.assertEqual(response.status_code, 200)
                self.assertEqual(PERSON.count(response.content.decode()), 0)

    def test_an_old_one_does_not_go_live_without_somebody_to_ask(self) -> None:
        findings = check_offer(read_draft(self.old))
        musts = {each.block for each in findings if each.severity == MUST}
        self.assertIn("senco_contact", musts)

    def test_the_live_page_is_as_it_was(self) -> None:
        response = self.client.get(self.offer.url)
        self.assertContains(response, SENCO["name"])


class TestWhatIsLeftToPeople(PublicSiteTestCase):
    """What is live, about to be, still to be sent, or a setting."""

    def assert_by_hand(self, *beginnings: str) -> None:
        before = dump_tables()
        lines = erase_her("--yes").splitlines()
        by_hand = [line for line in lines if line.startswith("By hand: ")]
        for beginning in beginnings:
            with self.subTest(beginning):
                self.assertTrue(
                    any(line.startswith(f"By hand: {beginning}") for line in by_hand),
                    by_hand,
                )
        self.assertTrue(any(line.startswith("Erased: 0. By hand") for line in lines))
        self.assertEqual(dump_tables(), before)

    def test_a_live_page_stays_as_it_is(self) -> None:
        offer = self.publish(complete_offer(body=complete_body(senco_contact=GONE)))
        Revision.objects.exclude(pk=offer.latest_revision_id).delete()
        CouncilNotice.objects.all().delete()
        self.assert_by_hand(
            f"page {offer.pk}, {offer.title}: senco_contact, 3 times. Edit and publish",
            f"revision {offer.latest_revision_id}, ",
        )
        self.assertContains(self.client.get(offer.url), "Mrs Morwenna")

    def test_the_words_of_what_was_chosen_go_from_a_live_page(self) -> None:
        # The passage is gone, and its words are kept for the editor alone.
        kept = {"schedule-1.9": {"gone": f"Ask {NAME} about it."}}
        offer = self.publish(complete_offer(answers=kept))
        erase_her("--yes")
        offer.refresh_from_db()
        self.assertNotIn("Morwenna", str(offer.answers))
        self.assertEqual(list(offer.answers["schedule-1.9"]), ["gone"])
        self.assertNotIn("Morwenna", str(offer.latest_revision.content))

    def test_what_families_read_of_a_comment_is_left_to_people(self) -> None:
        comment = write_comment(self.publish(complete_offer()), reply_to="")
        head = User.objects.create_user("head")
        answering.publish(
            comment, head, question="Who helps?", answer=f"Mrs {NAME} does."
        )
        self.assert_by_hand(
            f"comment of a family {comment.pk}, {comment}: answer, once. Families read"
        )

    def test_what_only_the_setting_reads_goes_from_what_is_public(self) -> None:
        offer = self.publish(complete_offer())
        comment = write_comment(offer, message=f"Where is {NAME}?", reply_to="")
        head = User.objects.create_user("head")
        answering.publish(comment, head, question="Who helps?", answer="Mr Bell.")
        erase_her("--yes")
        comment.refresh_from_db()
        self.assertNotIn("Morwenna", comment.message)
        self.assertEqual(comment.answer, "Mr Bell.")

    def test_a_letter_that_waits_is_left_to_people(self) -> None:
        letter = write_comment(self.publish(complete_offer())).letters.get()
        letter.recipient = EMAIL
        letter.save()
        self.assert_by_hand(
            f"letter about a comment {letter.pk}, {letter}: recipient, once. It is not"
        )

    def test_a_public_reason_is_left_to_people(self) -> None:
        reason = {"schedule-1.9": f"Ask {NAME} about it."}
        offer = self.publish(complete_offer(answers=reason))
        self.assertIn(f"By hand: page {offer.pk}", erase_her("--yes"))
        offer.refresh_from_db()
        self.assertEqual(offer.answers, reason)

    def test_older_versions_of_a_live_page_do_not(self) -> None:
        offer = complete_offer(body=complete_body(senco_contact=GONE))
        old = offer.latest_revision_id
        self.publish(offer)
        erase_her("--yes")
        self.assertNotIn("Morwenna", str(Revision.objects.get(pk=old).content))

    def test_an_alias_sends_whoever_reads_it_to_its_original(self) -> None:
        offer = self.publish(complete_offer(body=complete_body(senco_contact=GONE)))
        alias = offer.create_alias(update_slug="alias")
        CouncilNotice.objects.all().delete()
        place = f"page {alias.pk}, {alias.title}: senco_contact, 3 times. "
        line = f"{place}It is an alias. Edit and publish page {offer.pk}"
        self.assertIn(f"By hand: {line}", erase_her())

    def nest(self, depth: int) -> str:
        """Store a version that is nested so deeply, and say how it is listed."""
        revision = complete_offer(title=f"{depth} deep").latest_revision
        deep = f"{'[' * depth}{json.dumps(TEXT)}{']' * depth}"
        content = {**revision.content, "body": deep}
        Revision.objects.filter(pk=revision.pk).update(content=content)
        return f"revision {revision.pk}, {depth} deep (page"

    def test_a_version_that_is_too_deep_to_be_read_does_not_end_it(self) -> None:
        self.assert_by_hand(self.nest(5_000))

    def test_one_that_some_pythons_can_read_is_listed_by_all(self) -> None:
        self.assertIn(self.nest(490), erase_her())

    def test_what_is_scheduled_stays_as_it_is(self) -> None:
        offer = complete_offer()
        offer.body = complete_body(senco_contact=GONE)
        offer.go_live_at = timezone.now() + timedelta(days=1)
        offer.save_revision(approved_go_live_at=offer.go_live_at)
        self.assert_by_hand("revision")

    def test_what_is_still_to_be_sent_stays_as_it_is(self) -> None:
        for status in ("pending", "held", "failed"):
            make_notice(
                status=status,
                reply_to=EMAIL,
                next_attempt_at=timezone.now() if status == "pending" else None,
                digest={"senco_name": hash_senco_name(NAME)},
            )
        self.assert_by_hand("council notice")

    def test_settings_councils_and_accounts_stay_as_they_are(self) -> None:
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.create(site=site, copy_to=EMAIL)
        Council.objects.create(
            name="Alderbeck Council", more_emails=f"a@b.example\n{EMAIL}"
        )
        User.objects.create_user("mo", first_name="Morwenna", last_name="O'Brien")
        OfferNoticeSettings.objects.create(offer=complete_offer(), reply_to=EMAIL)
        self.assert_by_hand(
            "settings of a site",
            "sender of an offer’s notices",
            "council",
            "user account",
        )

    def test_what_was_read_elsewhere_stays_and_says_whom_to_ask(self) -> None:
        source = OfferSource.objects.create(
            name="Farshire", url="https://faraway.example/"
        )
        OfferListing.objects.create(
            source=source,
            key=uuid.uuid4(),
            name="Faraway School",
            contact="Morwenna O'Brien",
            document={"contacts": [{"email": EMAIL}]},
        )
        self.assert_by_hand("offer of another site")

    def test_whom_a_list_names_is_taken_out_of_it(self) -> None:
        survey(complete_offer())
        OfferSummary.objects.update(contact_name=GONE["name"])
        erase_her("--yes")
        self.assertNotIn("Brien", OfferSummary.objects.get().contact_name)


class TestWhoeverWorksMeanwhile(PublicSiteTestCase):
    """Rows are read ahead. When it is their turn, they may say something else."""

    def setUp(self) -> None:
        super().setUp()
        self.first, self.offer = (
            complete_offer(title=title, body=complete_body(senco_contact=GONE))
            for title in ("First", "Second")
        )
        self.erasure = Erasure(PERSON, "[removed]", dry_run=False)

    def run_until(self, kind: str) -> Iterator[Place]:
        """Up to the first row of a kind, with those after it in memory."""
        places = self.erasure.run()
        self.assertTrue(any(place.kind == kind for place in places))
        return places

    def test_each_row_is_written_before_it_is_named(self) -> None:
        self.run_until("page")
        self.first.refresh_from_db()
        self.assertNotIn(NAME, str(self.first.body.get_prep_value()))

    def test_a_draft_that_goes_live_is_left_to_people(self) -> None:
        places = self.run_until("page")
        self.publish(self.offer)
        by_hand = {(each.kind, each.title) for each in places if each.by_hand}
        self.assertIn(("page", "Second"), by_hand)
        self.assertContains(self.client.get(self.offer.url), GONE["name"].split()[1])

    def test_a_version_that_goes_live_is_left_to_people(self) -> None:
        draft = self.offer.save_revision()
        places = self.run_until("revision")
        draft.publish()
        by_hand = {
            each.pk for each in places if each.kind == "revision" and each.by_hand
        }
        self.assertIn(draft.pk, by_hand)
        draft.refresh_from_db()
        self.assertIn(EMAIL, str(draft.content))

    def test_a_version_that_is_saved_anew_keeps_what_was_typed(self) -> None:
        draft = self.offer.save_revision()
        places = self.run_until("revision")
        self.offer.specialism = f"Autism, says {NAME}"
        self.offer.body = complete_body(senco_contact=GONE)
        self.offer.save_revision(overwrite_revision=draft)
        list(places)
        draft.refresh_from_db()
        self.assertEqual(draft.content["specialism"], "Autism, says [removed]")

    def test_a_page_that_is_saved_keeps_what_was_typed(self) -> None:
        places = self.run_until("page")
        self.offer.specialism = f"Autism, says {NAME}"
        self.offer.save()
        list(places)
        self.offer.refresh_from_db()
        self.assertEqual(self.offer.specialism, "Autism, says [removed]")

    def test_what_is_deleted_is_not_named(self) -> None:
        places = self.run_until("page")
        self.offer.delete()
        self.assertNotIn(
            ("page", "Second"), {(each.kind, each.title) for each in places}
        )

    def test_a_notice_that_is_to_be_sent_again_is_left_to_people(self) -> None:
        done = {"status": "sent", "sent_at": timezone.now(), "next_attempt_at": None}
        make_notice(**done, reply_to=EMAIL)
        notice = make_notice(**done, reply_to=EMAIL)
        places = self.run_until("council notice")
        CouncilNotice.objects.filter(pk=notice.pk).update(
            status="pending", sent_at=None, next_attempt_at=timezone.now()
        )
        self.assertIn(notice.pk, {each.pk for each in places if each.by_hand})
        notice.refresh_from_db()
        self.assertEqual(notice.reply_to, EMAIL)


@with_search_index
class TestTheSearchIndex(CommittingTestCase):
    def test_a_draft_is_not_found_by_her_name(self) -> None:
        body = complete_body(health={"text": TEXT, "more": []})
        offer = complete_offer(body=body)
        found = LocalOfferPage.objects.search("Morwenna").get_queryset()
        self.assertEqual(list(found), [offer])
        erase_her("--yes")
        found = LocalOfferPage.objects.search("Morwenna").get_queryset()
        self.assertEqual(list(found), [])
        self.assertEqual(find_everywhere(), [])


class TestTheCommand(TestCase):
    def test_it_refuses_what_names_nobody_or_anybody(self) -> None:
        for arguments, message in (
            ((), "Give a --name or an --email."),
            (("--name", " "), "too short"),
            (("--name", "A."), "too short"),
            (("--email", "obrien"), "no email address"),
            (("--name", NAME, "--replace-with", f"ask {NAME}"), "must not name"),
            (("--name", NAME, "--replace-with", "<b>"), "must not name"),
        ):
            with self.subTest(arguments), self.assertRaises(CommandError) as caught:
                erase(*arguments)
            self.assertIn(message, str(caught.exception))
            self.assertEqual(caught.exception.returncode, 2)
