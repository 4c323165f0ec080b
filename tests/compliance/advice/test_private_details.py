from __future__ import annotations

from django.test import SimpleTestCase

from tests.builders import SENCO
from tests.compliance.advice.cases import TEAM, codes, find, find_in_teams


class PrivacyTests(SimpleTestCase):
    def test_mobile_numbers_are_named(self) -> None:
        for number in (
            "07700 900123",
            "07700900123",
            "+44 7700 900 123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "(07700) 900-123",
        ):
            with self.subTest(number=number):
                self.assertEqual(codes(f"<p>Ring {number}.</p>"), ["mobile_number"])

    def test_other_numbers_are_left_alone(self) -> None:
        for number in (
            "01632 960014",
            "+44 1632 960014",
            "0800 700 900 12",
            "107700900123",
        ):
            with self.subTest(number=number):
                self.assertEqual(codes(f"<p>Ring {number}.</p>"), [])

    def test_a_mobile_behind_a_link_is_named_once(self) -> None:
        text = '<p>Ring <a href="tel:07700900123">{}</a>.</p>'
        for words in ("our office", "07700 900123"):
            with self.subTest(words=words):
                self.assertEqual(codes(text.format(words)), ["mobile_number"])

    def test_the_contacts_field_is_named(self) -> None:
        (finding,) = find(contact={**SENCO, "telephone": "07700 900123"})
        self.assertEqual(
            (finding.code, finding.block, finding.field, finding.passage),
            ("mobile_number", "senco_contact", "telephone", "07700 900123"),
        )

    def test_a_full_stop_behind_an_address_is_no_part_of_it(self) -> None:
        self.assertEqual(
            codes("<p>Write to bookings@gmail.com.</p>"), ["personal_email"]
        )

    def test_each_of_several_contacts_is_named_by_its_place(self) -> None:
        mobile = {**TEAM, "telephone": "07700 900123"}
        private = {**TEAM, "email": "bookings@gmail.com"}
        self.assertEqual(find_in_teams(TEAM), [])
        self.assertEqual(
            find_in_teams(mobile, TEAM, private),
            [
                ("mobile_number", "contacts", "0.telephone"),
                ("personal_email", "contacts", "2.email"),
            ],
        )

    def test_an_address_made_of_another_contacts_names_is_named(self) -> None:
        one = {**TEAM, "name": "Priya Nuttall"}
        other = {**TEAM, "email": "priya.nuttall@aldervale.example"}
        self.assertEqual(
            find_in_teams(one, other), [("personal_email", "contacts", "1.email")]
        )

    def test_private_mail_is_named(self) -> None:
        for email in ("hawthorn@gmail.com", "p@hotmail.co.uk", "n@btinternet.com"):
            with self.subTest(email=email):
                self.assertEqual(codes(f"<p>Write to {email}.</p>"), ["personal_email"])

    def test_an_address_made_of_the_sencos_names_is_named(self) -> None:
        contact = {**SENCO, "name": "Mrs Priya O’Nuttáll"}
        for local in ("priya.onuttall", "ponuttall", "onuttall.p", "p.onuttall"):
            with self.subTest(local=local):
                email = f"{local}@hawthornbank.example"
                (finding,) = find(contact={**contact, "email": email})
                self.assertEqual(
                    (finding.code, finding.field), ("personal_email", "email")
                )

    def test_an_address_of_a_role_is_left_alone(self) -> None:
        self.assertEqual(codes(contact=SENCO), [])
        self.assertEqual(codes("<p>office@hawthornbank.example</p>", contact=SENCO), [])
