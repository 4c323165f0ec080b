from __future__ import annotations

from tests.builders import SENCO
from tests.compliance.advice.cases import RuleTestCase, codes, find


class NamedChildTests(RuleTestCase):
    code = "person_named"

    def test_a_name_beside_a_need_or_a_class_is_named(self) -> None:
        self.assert_found(
            "Jack Hartley in Year 4 has epilepsy.",
            "Our little Wren, who has Down’s syndrome, loves mud.",
            "Meet Tariq, 9, who is deaf.",
            "Zara (Year 5) has joined the choir.",
            "A boy called Sam came without words.",
            "Sophie’s mum says that she sleeps well.",
            "Ellie-May could not read when she came.",
        )

    def test_the_only_one_of_a_kind_needs_no_name(self) -> None:
        self.assert_found(
            "Our only wheelchair user came to camp.",
            "The girl in Year 6 who has epilepsy carries a bag.",
        )

    def test_children_without_a_name_are_left_alone(self) -> None:
        self.assert_passed(
            "A pupil who could not sit with others read a story.",
            "If a child in Year 4 has epilepsy, all staff know what to do.",
            "Children with Down’s syndrome learn well by seeing.",
            "Class 3 has a calm corner. Autism is a disability.",
            "Our only lift is for wheelchair users.",
        )

    def test_other_names_are_left_alone(self) -> None:
        self.assert_passed(
            "Miss Rowe, who is deaf, teaches Year 4.",
            "Helen, our teaching assistant, has a hearing aid.",
            "Year 5 read Harry and the Dragon. Rosie, our dog, listens.",
            "St Mary’s parents run a stall. Lancashire has a team for deaf children.",
        )

    def test_whose_parent_somebody_is_tells_it_too(self) -> None:
        quote = {"quote": "They are kind.", "attribution": "Mum of Mia, Class 3"}
        found = codes("<p>They say:</p>", more=[{"type": "quote", "value": quote}])
        self.assertEqual(found, [self.code])


class OtherSencoTests(RuleTestCase):
    code = "contact_differs"
    contact = {**SENCO, "name": "Mrs Priya Nuttall"}

    def test_a_senco_who_is_not_the_contact_is_named(self) -> None:
        self.assert_found(
            "Our SENCO is Mrs Brown.",
            "SENCO: Helen Ashworth",
            "Mr Hyde is our SENCO.",
            "Ask Mr Dean (SENCO).",
            "Our special educational needs co-ordinator, Jo Farrow, is in on Monday.",
            contact=self.contact,
        )

    def test_the_message_has_both_names(self) -> None:
        found = find("<p>Our SENCO is Mrs Brown.</p>", contact=self.contact)
        (message,) = (str(each.message) for each in found if each.code == self.code)
        self.assertIn("Mrs Brown", message)
        self.assertIn("Mrs Priya Nuttall", message)

    def test_the_same_person_in_another_form_is_left_alone(self) -> None:
        self.assert_passed(
            "Our SENCO is Priya.",
            "Ms P. Nuttall is our SENCO.",
            "Mr Cole works with our SENCO, Mrs Nuttall.",
            contact=self.contact,
        )

    def test_those_of_other_places_and_times_are_left_alone(self) -> None:
        self.assert_passed(
            "We meet Miss Platt, the SENCO at Fern High School.",
            "Their SENCO, Mrs Fox, comes in June.",
            "Mrs Brown was our SENCO for twenty years.",
            "Our deputy SENCO is Mr Dean.",
            contact=self.contact,
        )

    def test_without_a_name_in_the_contact_nobody_differs(self) -> None:
        self.assert_passed("Our SENCO is Mrs Brown.")
        self.assert_passed("Our SENCO is Mrs Brown.", contact={**SENCO, "name": ""})
