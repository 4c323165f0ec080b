from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from wagtail_localoffer.blocks.previews import TEMPLATE, write_example
from wagtail_localoffer.blocks.texts import LineBlock, LinesBlock, OfferTextBlock


class QuoteBlock(blocks.StructBlock):
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

RIGHT_TO_LEFT = {"ps", *(code for code in LANG_INFO if LANG_INFO[code].get("bidi"))}


class OtherLanguageValue(blocks.StructValue):
    @property
    def direction(self) -> str:
        return "rtl" if self.get("language") in RIGHT_TO_LEFT else "ltr"


class OtherLanguageBlock(blocks.StructBlock):
    """A passage in another language, marked so that it is read out rightly."""

    language = blocks.ChoiceBlock(
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


class RecordTableBlock(TypedTableBlock):
    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "caption": gettext("Who to talk to"),
                "columns": [
                    {"type": "text", "heading": gettext("Who")},
                    {"type": "text", "heading": gettext("What they help with")},
                ],
                "rows": [
                    {"values": [gettext("Class teacher"), gettext("Learning")]},
                    {"values": [gettext("Office"), gettext("Forms")]},
                ],
            }
        )

    class Meta:
        preview_template = TEMPLATE


class PictureComparison(ImageBlockComparison):
    """Compares two versions of a picture, of which one may have been deleted."""

    def __init__(
        self, block: Any, exists_a: bool, exists_b: bool, val_a: Any, val_b: Any
    ) -> None:
        super().__init__(block, exists_a, exists_b, val_a, val_b)
        self.pictures = val_a, val_b

    def has_changed(self) -> bool:
        return bool(self.val_a != self.val_b)

    def htmlvalue(self, val: Any) -> Any:
        # A picture that is gone, or one that was not there.
        return super().htmlvalue(val) if val else ""


class PictureBlock(ImageBlock):
    """A picture with its description, which may be gone from the library."""

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
