import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

#: A project with a page model of its own has none of them.
PICTURES = [
    migrations.AddField(
        model_name=name,
        name="picture",
        field=models.ForeignKey(
            blank=True,
            help_text="For example your building or your garden. Never a child without written consent. It is also shown where somebody shares a link to your offer.",
            null=True,
            on_delete=django.db.models.deletion.SET_NULL,
            related_name="+",
            to=get_image_model_string(),
            verbose_name="picture",
        ),
    )
    for name in ("healthservicepage", "localofferpage", "questionsofferpage")
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0017_listings"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferLookSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "main_colour",
                    models.CharField(
                        blank=True,
                        help_text="For the header, links and buttons. White letters must be readable on it. For example: #6b1d2a",
                        max_length=7,
                        verbose_name="main colour",
                    ),
                ),
                (
                    "second_colour",
                    models.CharField(
                        blank=True,
                        help_text="For lines and quotations. For example: #b8860b",
                        max_length=7,
                        verbose_name="second colour",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="It stands in the header, beside the name of the site.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="logo",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={"verbose_name": "look of local offers"},
        ),
        *([] if HAS_CUSTOM_PAGE_MODEL else PICTURES),
    ]
