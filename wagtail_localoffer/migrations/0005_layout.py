from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL


OFFER_FIELDS = [
    migrations.AddField(
        model_name="localofferpage",
        name="layout",
        field=models.CharField(
            choices=[
                ("one_page", "All on one page"),
                ("pages", "A page for each section"),
            ],
            default="one_page",
            help_text="How families read it. Links to a section work with both, and printing gives all of it.",
            max_length=20,
            verbose_name="layout",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0004_offer_summary"),
    ]

    # A project with a page model of its own has no LocalOfferPage.
    operations = [] if HAS_CUSTOM_PAGE_MODEL else OFFER_FIELDS
