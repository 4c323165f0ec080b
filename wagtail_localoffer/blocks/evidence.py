"""What a section may hold after its text: pictures, documents, quotes and more."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from wagtail_localoffer.blocks.comparison import (
    ComparedChoiceBlock,
    ComparedParts,
    PictureComparison,
    StreamComparison,
    see,
)
from wagtail_localoffer.blocks.previews import TEMPLATE, write_example
from wagtail_localoffer.blocks.tables import RecordTableBlock
from wagtail_localoffer.blocks.texts import LineBlock, LinesBlock, OfferTextBlock
from wagtail_localoffer.content.fingerprint import EMPTY
from wagtail_localoffer.text.language_marks import RIGHT_TO_LEFT


class QuoteBlock(ComparedParts, blocks.StructBlock):
    """What somebody said, and who said it."""

    quote = LinesBlock(
        label=_("What they said"),
        help_text=_("Only use a quotation with consent, and never name a child."),
    )
    attribution = LineBlock(
        label=_("Who said it"),
        required=False,
        help_text=_("For example: Parent of a Year 4 pupil"),
    )

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "quote": gettext("They asked us what makes him laugh."),
                "attribution": gettext("Parent of a Year 4 pupil"),
            }
        )

    class Meta:
        icon = "openquote"
        preview_template = TEMPLATE
        label = _("Quotation or success story")
        template = "wagtail_localoffer/blocks/quote.html"


#: Languages of many families in England that Django has no words in.
MORE_LANGUAGES = [
    ("gu", "Gujarati"),
    ("ps", "Pashto"),
    ("rom", "Romani"),
    ("so", "Somali"),
    ("syl", "Sylheti"),
    ("ti", "Tigrinya"),
    ("yo", "Yoruba"),
]

LANGUAGES = sorted(
    [
        *MORE_LANGUAGES,
        *(
            (code, info["name"])
            for code, info in LANG_INFO.items()
            if "name" in info and not code.startswith("en")
        ),
    ],
    key=itemgetter(1),
)


class OtherLanguageValue(blocks.StructValue):
    @property
    def direction(self) -> str:
        return "rtl" if self.get("language") in RIGHT_TO_LEFT else "ltr"


class OtherLanguageBlock(ComparedParts, blocks.StructBlock):
    """A passage in another language, marked so that it is read out rightly."""

    language = ComparedChoiceBlock(
        choices=LANGUAGES, required=False, label=_("Language")
    )
    text = OfferTextBlock(label=_("Text"), required=False)

    def get_preview_value(self) -> Any:
        return self.normalize({"language": "pl", "text": "<p>Witamy w szkole.</p>"})

    class Meta:
        icon = "globe"
        preview_template = TEMPLATE
        label = _("Text in another language")
        value_class = OtherLanguageValue
        template = "wagtail_localoffer/blocks/other_language.html"


class PassageBlock(OfferTextBlock):
    def get_preview_value(self) -> Any:
        return self.normalize(write_example())

    class Meta:
        preview_template = TEMPLATE


class PictureBlock(ImageBlock):
    """A picture with its description, which may be gone from the library."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Wagtail makes its parts itself, and says nothing about them.
        description = blocks.CharBlock(
            required=False,
            label=_("Alternative text"),
            help_text=_(
                "Say in one short sentence what the picture shows, for families who "
                "can’t see it."
            ),
        )
        description.set_name("alt_text")
        self.child_blocks["alt_text"] = description

    def bulk_to_python(self, values: Any) -> list[Any]:
        # Wagtail reads them if all are keys, or none is.
        values = list(values)
        keys = [each for each in values if not isinstance(each, dict)]
        others = [each for each in values if isinstance(each, dict)]
        if not keys or not others:
            pictures: list[Any] = super().bulk_to_python(values)
            return pictures
        by_kind = {
            False: iter(super().bulk_to_python(keys)),
            True: iter(super().bulk_to_python(others)),
        }
        return [next(by_kind[isinstance(each, dict)]) for each in values]

    def get_comparison_class(self) -> type[PictureComparison]:
        return PictureComparison


class EvidenceBlock(blocks.StreamBlock):
    """What a section may hold after its text, in any order."""

    text = PassageBlock(label=_("Text"), icon="pilcrow")
    table = RecordTableBlock(
        [("text", LineBlock(label=_("Text"), required=False))],
        label=_("Table"),
        template="wagtail_localoffer/blocks/table.html",
    )
    image = PictureBlock(
        label=_("Picture"), template="wagtail_localoffer/blocks/image.html"
    )
    document = DocumentChooserBlock(
        label=_("Document"),
        help_text=_(
            "Many families can’t open a document on a phone. Put what matters in the "
            "text as well."
        ),
        template="wagtail_localoffer/blocks/document.html",
    )
    quote = QuoteBlock()
    other_language = OtherLanguageBlock()

    def has_something(self, value: Any) -> bool:
        """Whether there is more in it than tables in which nothing is written."""
        return see(self, value) not in EMPTY

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        found = super().get_api_representation(value, context)
        return [
            shown
            for shown, child in zip(found, value, strict=True)
            if not isinstance(child.block, RecordTableBlock)
            or child.block.has_words(child.value)
        ]

    def get_comparison_class(self) -> type[StreamComparison]:
        return StreamComparison
