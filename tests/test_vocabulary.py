"""The check of structured data finds what schema.org doesn't know."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from tests.vocabulary import list_faults

CONTEXT = "https://schema.org"

GOOD = {
    "@context": CONTEXT,
    "@graph": [
        {
            "@type": "WebPage",
            "@id": "https://www.hawthornbank.school/offer/",
            "name": "Our local offer",
            "inLanguage": "en-GB",
            "dateModified": "2026-03-09T16:30:00+00:00",
            "lastReviewed": "2026-03-09",
            "isAccessibleForFree": True,
            "about": {"@id": "https://www.hawthornbank.school/#school"},
            "isPartOf": {"@type": "WebSite", "url": "https://www.hawthornbank.school/"},
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Home",
                        "item": {"@id": "https://www.hawthornbank.school/"},
                    },
                    {"@type": "ListItem", "position": 2, "name": "Our local offer"},
                ],
            },
        },
        {
            "@type": ["School", "Place"],
            "@id": "https://www.hawthornbank.school/#school",
            "name": {"@value": "Hawthorn Bank", "@language": "en"},
            "telephone": "01632 960123",
            "address": {"@type": "PostalAddress", "postalCode": "ZZ1 1ZZ"},
            "areaServed": {"@type": "AdministrativeArea", "name": "Lancashire"},
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": "SENCO",
                "email": "senco@hawthornbank.school",
                "hoursAvailable": {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": ["https://schema.org/Monday"],
                    "opens": "08:30",
                },
            },
            "amenityFeature": {
                "@type": "LocationFeatureSpecification",
                "name": "Step-free access",
                "value": True,
            },
        },
    ],
}


def school(**properties: Any) -> dict[str, Any]:
    return {"@context": CONTEXT, "@type": "School", **properties}


class VocabularyTests(SimpleTestCase):
    def assertFaults(self, document: Any, *expected: str) -> None:
        self.assertEqual(list_faults(document), list(expected))

    def test_a_good_document_has_no_faults(self) -> None:
        self.assertFaults(GOOD)

    def test_each_of_several_documents_is_checked(self) -> None:
        self.assertFaults(
            [GOOD, school(nonsense="x")], "School: schema.org has no property nonsense."
        )

    def test_an_unknown_type_is_found(self) -> None:
        self.assertFaults(
            {"@context": CONTEXT, "@type": "SpecialSchool", "name": "x"},
            "SpecialSchool: schema.org has no type SpecialSchool.",
        )

    def test_a_node_without_a_type_is_found(self) -> None:
        self.assertFaults(
            school(address={"postalCode": "ZZ1 1ZZ"}),
            "School.address: it has no @type.",
        )

    def test_an_unknown_property_is_found_at_any_depth(self) -> None:
        self.assertFaults(
            {
                "@context": CONTEXT,
                "@graph": [
                    {
                        "@type": "WebPage",
                        "about": [{"@type": "School", "senco": "Priya Shah"}],
                    }
                ],
            },
            "@graph[0].about[0]: schema.org has no property senco.",
        )

    def test_a_property_on_a_wrong_type_is_found(self) -> None:
        self.assertFaults(
            school(postalCode="ZZ1 1ZZ"),
            "School: postalCode is a property of DefinedRegion, GeoCoordinates, "
            "GeoShape or PostalAddress, and not of School.",
        )

    def test_a_property_of_one_of_several_types_is_accepted(self) -> None:
        self.assertFaults(
            school(**{"@type": ["School", "Service"], "serviceType": "Speech therapy"})
        )

    def test_a_value_of_a_wrong_data_type_is_found(self) -> None:
        for name, value, wanted in [
            ("telephone", 1632960123, "Text, and not the number 1632960123"),
            ("url", "/offer/", "URL, and not the text '/offer/'"),
            ("url", True, "URL, and not the truth value True"),
            ("foundingDate", "March 1972", "Date, and not the text 'March 1972'"),
            ("publicAccess", "yes", "Boolean, and not the text 'yes'"),
            ("maximumAttendeeCapacity", 1.5, "Integer, and not the number 1.5"),
        ]:
            with self.subTest(name=name):
                self.assertFaults(
                    school(**{"@type": ["School", "Place"], name: value}),
                    f"School & Place.{name}: {name} takes {wanted}.",
                )

    def test_a_node_of_a_wrong_type_is_found(self) -> None:
        self.assertFaults(
            school(address={"@type": "ContactPoint", "email": "a@example.org"}),
            "School.address: address takes PostalAddress or Text, and not "
            "ContactPoint.",
        )

    def test_a_node_of_a_narrower_type_is_accepted(self) -> None:
        self.assertFaults(
            {
                "@context": CONTEXT,
                "@type": "Service",
                "provider": {"@type": "Preschool", "name": "Hawthorn Bank"},
            }
        )

    def test_a_text_where_only_a_node_fits_is_found(self) -> None:
        self.assertFaults(
            school(contactPoint="Priya Shah"),
            "School.contactPoint: contactPoint takes ContactPoint, and not the text "
            "'Priya Shah'.",
        )

    def test_an_empty_value_is_found(self) -> None:
        for value in ("", " ", None, []):
            with self.subTest(value=value):
                self.assertFaults(school(name=value), "School.name: it has no value.")

    def test_a_reference_out_of_the_document_is_accepted(self) -> None:
        self.assertFaults(
            school(parentOrganization={"@id": "https://council.example/#council"})
        )

    def test_a_reference_to_a_node_of_a_wrong_type_is_found(self) -> None:
        self.assertFaults(
            {
                "@context": CONTEXT,
                "@graph": [
                    {"@type": "School", "parentOrganization": {"@id": "#page"}},
                    {"@type": "WebPage", "@id": "#page", "name": "Our local offer"},
                ],
            },
            "@graph[0].parentOrganization: parentOrganization takes Organization, and "
            "not a reference to #page.",
        )

    def test_a_member_of_another_enumeration_is_found(self) -> None:
        self.assertFaults(
            {
                "@context": CONTEXT,
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": "https://schema.org/Pediatric",
            },
            "OpeningHoursSpecification.dayOfWeek: dayOfWeek takes DayOfWeek, and not "
            "the text 'https://schema.org/Pediatric'.",
        )

    def test_superseded_terms_are_found(self) -> None:
        self.assertFaults(
            {
                "@context": CONTEXT,
                "@type": "Service",
                "serviceAudience": {"@type": "Audience", "audienceType": "Parents"},
            },
            "Service: the property serviceAudience is superseded by audience.",
        )
        self.assertFaults(
            {"@context": CONTEXT, "@type": "Code", "name": "x"},
            "Code: the type Code is superseded by SoftwareSourceCode.",
        )

    def test_a_context_that_may_rename_terms_is_found(self) -> None:
        fault = "document: its @context is not that of schema.org."
        for context in (None, "https://example.org/", {"name": "schema:telephone"}):
            with self.subTest(context=context):
                self.assertFaults(school(**{"@context": context}), fault)
        self.assertFaults(
            school(**{"@context": {"@vocab": "https://schema.org/", "@language": "en"}})
        )

    def test_what_is_no_document_is_found(self) -> None:
        self.assertFaults(
            "School", "document: the text 'School' is not a JSON-LD document."
        )
        self.assertFaults(
            {"@context": CONTEXT, "@graph": ["School"]},
            "@graph[0]: the text 'School' is not a node.",
        )
