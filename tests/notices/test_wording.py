"""The words for what a council knows, and for what it is about to be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import TestCase, override_settings
from django.utils import timezone, translation
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.builders import complete_body, complete_offer, lancashire
from tests.support import make_notice
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices.history import read_history
from wagtail_localoffer.notices.wording import (
    explain_silence,
    find_reason,
    foretell,
    name_news,
    tell,
    tell_corrections,
)

#: A day in summer time: 14:02 in London.
TOLD_AT = datetime(2026, 5, 3, 13, 2, tzinfo=UTC)

OFFER = 4_000_000

TWO_SECTIONS = [
    {"heading": "Health", "url": "https://school.example/#health"},
    {"heading": "Teaching and learning", "url": "https://school.example/#teaching"},
]

CLOSED = (NoticeStatus.SENT, NoticeStatus.HELD, NoticeStatus.FAILED)


def write_notice(status: str = NoticeStatus.SENT, **changes: Any) -> CouncilNotice:
    values: dict[str, Any] = {"status": status, "offer_id": OFFER}
    if status in (*CLOSED, NoticeStatus.REPLACED):
        values["next_attempt_at"] = None
    if status == NoticeStatus.SENT:
        values["sent_at"] = TOLD_AT
    return make_notice(**{**values, **changes})


class NewsTests(TestCase):
    def test_each_kind_has_words_of_its_own(self) -> None:
        for kind, changes, words in (
            ("published", [], "that the offer is published"),
            ("moved", [], "that the offer has moved"),
            ("withdrawn", [], "to take the offer off its pages"),
            ("updated", [], "that the offer has changed"),
            ("updated", TWO_SECTIONS[:1], "about 1 changed section: Health"),
            (
                "updated",
                TWO_SECTIONS,
                "about 2 changed sections: Health; Teaching and learning",
            ),
            (
                "moved",
                TWO_SECTIONS,
                "that the offer has moved, and about 2 changed sections: Health; "
                "Teaching and learning",
            ),
        ):
            with self.subTest(kind=kind, changes=len(changes)):
                notice = CouncilNotice(kind=kind, changes=changes)
                self.assertEqual(name_news(notice), words)


class StateTests(TestCase):
    def test_the_day_and_the_time_are_those_of_a_clock_on_the_wall(self) -> None:
        notice = write_notice(kind="updated", changes=TWO_SECTIONS)
        self.assertEqual(
            tell(notice),
            "Lancashire County Council was told on 3 May 2026 at 14:02 about 2 changed "
            "sections: Health; Teaching and learning.",
        )

    def test_one_that_waits_will_be_told(self) -> None:
        notice = write_notice(NoticeStatus.PENDING, reason="It waits to be sent.")
        self.assertEqual(
            tell(notice),
            "Lancashire County Council will be told that the offer is published.",
        )
        self.assertEqual(find_reason(notice), "It waits to be sent.")

    def test_one_that_was_tried_says_when_it_is_tried_again(self) -> None:
        notice = write_notice(
            NoticeStatus.PENDING,
            attempts=2,
            reason="Try 2 of 8 failed. The mail server did not answer in time.",
            next_attempt_at=TOLD_AT,
        )
        self.assertEqual(
            find_reason(notice),
            "Try 2 of 8 failed. The mail server did not answer in time. The next try "
            "is on 3 May 2026 at 14:02.",
        )

    def test_one_of_the_daily_email_says_so(self) -> None:
        notice = write_notice(NoticeStatus.PENDING, daily=True)
        self.assertIn("with the next daily email", tell(notice))

    def test_one_on_its_way_is_being_told(self) -> None:
        later = timezone.now() + timedelta(minutes=5)
        notice = write_notice(NoticeStatus.SENDING, next_attempt_at=later)
        self.assertIn("is being told", tell(notice))
        self.assertEqual(find_reason(notice), "")

    def test_one_whose_sender_died_will_be_told(self) -> None:
        notice = write_notice(NoticeStatus.SENDING, next_attempt_at=TOLD_AT)
        self.assertIn("will be told", tell(notice))

    def test_one_that_is_held_back_says_why(self) -> None:
        notice = write_notice(NoticeStatus.HELD, reason="This site holds them back.")
        self.assertIn("has not been told", tell(notice))
        self.assertEqual(find_reason(notice), "This site holds them back.")

    def test_one_that_failed_says_why(self) -> None:
        notice = write_notice(NoticeStatus.FAILED, reason="Given up after 8 tries.")
        self.assertIn("could not be told", tell(notice))
        self.assertEqual(find_reason(notice), "Given up after 8 tries.")

    def test_one_that_may_have_arrived_says_so(self) -> None:
        notice = write_notice(NoticeStatus.FAILED, reason="Given up.", uncertain=True)
        self.assertEqual(
            find_reason(notice), "Given up. The council may have it all the same."
        )

    def test_a_task_is_for_the_council_s_form_before_and_after(self) -> None:
        form = "https://council.example/form"
        task = write_notice(NoticeStatus.HELD, form_url=form, reason="It takes none.")
        self.assertIn("has to be told through its form that", tell(task))
        self.assertEqual(find_reason(task), "")
        done = write_notice(number=2, form_url=form)
        self.assertIn("was told through its form on 3 May 2026 at 14:02", tell(done))

    def test_a_council_is_not_said_to_have_what_went_elsewhere(self) -> None:
        notice = write_notice(recipient="staging@school.example", diverted=True)
        self.assertEqual(
            tell(notice),
            "staging@school.example (instead of Lancashire County Council) was told on "
            "3 May 2026 at 14:02 that the offer is published.",
        )

    def test_what_was_replaced_was_not_told(self) -> None:
        notice = write_notice(NoticeStatus.REPLACED)
        self.assertIn("was not told that the offer is published", tell(notice))

    def test_every_status_has_words_for_the_future_and_the_past(self) -> None:
        for status in NoticeStatus:
            with self.subTest(status=status):
                notice = CouncilNotice(
                    kind="published",
                    status=status,
                    council_name="Meadow Council",
                    sent_at=TOLD_AT,
                )
                self.assertTrue(tell(notice).startswith("Meadow Council "))

    def test_the_words_are_in_the_language_of_whoever_reads_them(self) -> None:
        notice = write_notice()
        with translation.override("cy"):
            # There is no Welsh yet, but its months are Django's.
            self.assertIn("3 Mai 2026", tell(notice))


class ForecastTests(TestCase):
    def foretell(self, **values: Any) -> str:
        values = {"kind": "published", "council_name": "Meadow Council", **values}
        return foretell(CouncilNotice(**values))

    def test_it_says_what_the_council_is_told(self) -> None:
        self.assertEqual(
            self.foretell(kind="updated", changes=TWO_SECTIONS),
            "If you publish this version, Meadow Council is told about 2 changed "
            "sections: Health; Teaching and learning.",
        )

    def test_it_says_that_another_address_is_told_instead(self) -> None:
        words = self.foretell(diverted=True, recipient="staging@school.example")
        self.assertIn("staging@school.example (instead of Meadow Council) is", words)

    def test_it_says_that_the_email_will_be_held_back(self) -> None:
        self.assertIn("will be held back", self.foretell(status=NoticeStatus.HELD))

    def test_it_says_that_there_is_a_form_to_fill_in(self) -> None:
        words = self.foretell(status=NoticeStatus.HELD, form_url="https://form.example")
        self.assertIn("through its form", words)

    def test_it_says_that_the_daily_email_tells(self) -> None:
        self.assertIn("with the next daily email", self.foretell(daily=True))


class ReadNewsTests(TestCase):
    def test_it_takes_one_query_however_many_notices_there_are(self) -> None:
        for number in range(1, 30):
            write_notice(number=number)
        with self.assertNumQueries(1):
            news = read_history(OFFER)
        self.assertEqual([notice.number for notice in news.newest], [29])

    def test_an_offer_without_notices_has_none(self) -> None:
        news = read_history(OFFER)
        self.assertEqual(news.newest, [])
        self.assertIsNone(news.last_sent)
        self.assertEqual(news.count_corrections({"health": ["1", "2"]}), 0)

    def test_what_was_replaced_does_not_count(self) -> None:
        sent = write_notice()
        write_notice(NoticeStatus.REPLACED, number=2)
        self.assertEqual(read_history(OFFER).newest, [sent])

    def test_what_waits_does_not_hide_what_was_told_before(self) -> None:
        sent = write_notice()
        waiting = write_notice(NoticeStatus.PENDING, number=2)
        news = read_history(OFFER)
        self.assertEqual(news.newest, [waiting])
        self.assertEqual(news.last_sent, sent)

    def test_a_council_that_the_offer_has_left_is_there_until_it_knows(self) -> None:
        old = Council.objects.create(name="Meadow Council")
        mine = {"council": old, "council_name": old.name}
        write_notice(**mine)
        leaving = write_notice(
            NoticeStatus.FAILED, number=2, kind=NoticeKind.WITHDRAWN, **mine
        )
        arriving = write_notice(number=3)
        self.assertEqual(read_history(OFFER).newest, [arriving, leaving])
        CouncilNotice.objects.filter(pk=leaving.pk).update(
            status=NoticeStatus.SENT, sent_at=TOLD_AT
        )
        self.assertEqual(read_history(OFFER).newest, [arriving])

    def test_of_an_offer_that_is_gone_one_that_knows_stays_beside_one_that_does_not(
        self,
    ) -> None:
        other = Council.objects.create(name="Meadow Council")
        write_notice(council=other)
        write_notice(number=2)
        gone = {"kind": NoticeKind.WITHDRAWN}
        told = write_notice(number=3, **gone)
        failed = write_notice(NoticeStatus.FAILED, number=4, council=other, **gone)
        news = read_history(OFFER)
        self.assertEqual(news.newest, [failed, told])
        self.assertEqual(news.last_sent, told)

    def test_an_offer_that_is_gone_says_so(self) -> None:
        write_notice()
        gone = write_notice(number=2, kind=NoticeKind.WITHDRAWN)
        self.assertEqual(read_history(OFFER).newest, [gone])


class CorrectionTests(TestCase):
    def test_those_since_the_last_notice_are_counted(self) -> None:
        write_notice(digest={"health": "1", "teaching": "5"})
        news = read_history(OFFER)
        self.assertEqual(news.count_corrections({"health": ["1", "2"]}), 1)
        # The council was told of this one since.
        self.assertEqual(news.count_corrections({"teaching": ["4", "5"]}), 0)
        # This one was taken back.
        self.assertEqual(news.count_corrections({"health": ["1", "2", "1"]}), 0)
        # The council was told in the midst of these.
        self.assertEqual(news.count_corrections({"health": ["0", "1", "2", "3"]}), 1)

    def test_they_are_said_in_words(self) -> None:
        self.assertEqual(tell_corrections(0), "")
        self.assertIn("in 1 section since then", tell_corrections(1))
        self.assertIn("in 2 sections since then", tell_corrections(2))


class SilenceTests(TestCase):
    def test_a_version_without_a_council_tells_nobody(self) -> None:
        offer = complete_offer(body=complete_body(council_link=None))
        self.assertIn("no council is chosen", explain_silence(offer))

    def test_a_page_that_the_public_cannot_read_tells_nobody(self) -> None:
        offer = complete_offer()
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=offer.pk),
            restriction_type=PageViewRestriction.LOGIN,
        )
        self.assertIn("can’t read this page", explain_silence(offer))

    def test_a_council_that_has_everything_is_told_nothing(self) -> None:
        write_notice(council=lancashire())
        self.assertEqual(
            explain_silence(complete_offer()),
            "There is nothing new to tell Lancashire County Council.",
        )

    def test_two_councils_read_well_beside_a_small_correction(self) -> None:
        other = Council.objects.create(name="Meadow Council")
        offer = complete_offer(body=complete_body(other_councils=[other.pk]))
        offer.minor_change = True
        self.assertEqual(
            explain_silence(offer),
            "There is nothing to tell Lancashire County Council and Meadow Council: "
            "what has changed is marked as a small correction.",
        )

    def test_a_translation_is_said_to_be_one(self) -> None:
        with override_settings(WAGTAIL_I18N_ENABLED=True):
            offer = complete_offer(live=True)
            urdu = Locale.objects.create(language_code="ur")
            root = Site.objects.get(is_default_site=True).root_page
            root.copy_for_translation(urdu).save_revision().publish()
            translation = offer.copy_for_translation(urdu)
            self.assertIn("in another language", explain_silence(translation))

    def test_a_small_correction_is_named_as_the_reason(self) -> None:
        write_notice(council=lancashire())
        offer = complete_offer(minor_change=True)
        self.assertIn("small correction", explain_silence(offer))
