from __future__ import annotations

from tests.compliance.advice.cases import RuleTestCase, codes


class WebsiteTests(RuleTestCase):
    code = "web_leftover"

    def test_pieces_of_a_web_page_are_named(self) -> None:
        self.assert_found(
            "Skip to content",
            "Back to top",
            "Home | About us | News | Contact",
            "Home / Our School / Inclusion",
            "We use cookies to give you the best experience.",
            "© 2019 Beech Hill. All rights reserved.",
            "Print | Email | Share",
            "Beech Hill, page 3 of 7",
            "Write to [email protected] for help.",
        )

    def test_click_here_without_a_link_is_a_piece_of_one(self) -> None:
        self.assert_found(
            "Click here to view our policy.", "For forms please click here."
        )
        link = '<a href="https://a.school/plan">Click here</a> to view our plan.'
        self.assert_passed(link)

    def test_a_menu_and_what_stands_below_it_are_named_once(self) -> None:
        text = "<p>Skip to content</p><p>Home | News | Contact</p><p>We help.</p>"
        self.assertEqual(codes(f"{text}<p>Back to top</p>"), [self.code] * 2)

    def test_the_same_words_in_a_sentence_are_left_alone(self) -> None:
        self.assert_passed(
            "Children bake cookies and learn to skip.",
            "Year 6 learn what cookies on a website do, and when to accept them.",
            "The menu changes each week. News is on the board at the top of the "
            "stairs.",
            "Parents log in to the app. You can follow us on Facebook for news.",
            "Reading | writing | counting",
        )
