import django.core.serializers.json
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL, PAGE_MODEL


#: A project with a page model of its own makes such a page from the mixin.
PAGES = [
    migrations.CreateModel(
        name="OfferDirectoryPage",
        fields=[
            (
                "page_ptr",
                models.OneToOneField(
                    auto_created=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    parent_link=True,
                    primary_key=True,
                    serialize=False,
                    to="wagtailcore.page",
                ),
            ),
            (
                "introduction",
                wagtail.fields.RichTextField(blank=True, verbose_name="introduction"),
            ),
            (
                "scope",
                models.CharField(
                    choices=[
                        ("site", "Those of this site"),
                        ("all", "Those of all sites here"),
                        (
                            "sources",
                            "Those of all sites here, and of other sites (sources)",
                        ),
                    ],
                    default="site",
                    max_length=20,
                    verbose_name="offers",
                ),
            ),
        ],
        options={
            "verbose_name": "directory of local offers",
            "verbose_name_plural": "directories of local offers",
        },
        bases=("wagtailcore.page", models.Model),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0016_questions_offer_page"),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        *([] if HAS_CUSTOM_PAGE_MODEL else PAGES),
        migrations.CreateModel(
            name="OfferSource",
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
                    "name",
                    models.CharField(
                        help_text="Whose offers these are. Families see it beside each of them.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Of a site with this package: its address with /open-data/ at the end. Of others: where their feed of Open Referral UK 3.0 begins.",
                        max_length=255,
                        unique=True,
                        verbose_name="address of the open data",
                    ),
                ),
                (
                    "other_hosts",
                    models.TextField(
                        blank=True,
                        help_text="Where one installation has several sites: the names of the others, such as www.trust.example, one on each line. Offers whose pages are on any other site are refused. Services of a feed of Open Referral UK may have theirs anywhere.",
                        verbose_name="other sites of it",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Its offers are read and shown. If not, what was read is kept, and nobody sees it.",
                        verbose_name="active",
                    ),
                ),
                (
                    "last_attempt_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last tried"
                    ),
                ),
                (
                    "last_success_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last read whole"
                    ),
                ),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="next try"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="failures"
                    ),
                ),
                (
                    "problem",
                    models.TextField(
                        blank=True, editable=False, verbose_name="problem"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(editable=False, null=True),
                ),
                (
                    "report",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="report"
                    ),
                ),
                ("list_pages", models.JSONField(default=dict, editable=False)),
            ],
            options={
                "verbose_name": "source of offers",
                "verbose_name_plural": "sources of offers",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OfferListing",
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
                ("key", models.UUIDField(db_index=True, verbose_name="identifier")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "sort_name",
                    models.CharField(db_index=True, editable=False, max_length=255),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                (
                    "setting_type",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="type of setting"
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="provider"
                    ),
                ),
                (
                    "minimum_age",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="youngest age"
                    ),
                ),
                (
                    "minimum_age_unit",
                    models.CharField(
                        choices=[("years", "years"), ("months", "months")],
                        default="years",
                        max_length=10,
                        verbose_name="counted in",
                    ),
                ),
                (
                    "maximum_age",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="oldest age, in years"
                    ),
                ),
                (
                    "youngest",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="youngest age, in years"
                    ),
                ),
                ("place", models.TextField(blank=True, verbose_name="place")),
                ("latitude", models.FloatField(null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(null=True, verbose_name="longitude")),
                (
                    "telephone",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="telephone number"
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="contact"
                    ),
                ),
                (
                    "council_name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="council"
                    ),
                ),
                ("facts", models.JSONField(default=dict, verbose_name="facts")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=2000, verbose_name="address"
                    ),
                ),
                (
                    "document",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                        verbose_name="document",
                    ),
                ),
                ("made_from", models.CharField(editable=False, max_length=64)),
                ("etag", models.CharField(blank=True, editable=False, max_length=255)),
                (
                    "list_page",
                    models.PositiveIntegerField(editable=False, null=True),
                ),
                (
                    "missing_since",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="missing since"
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="wagtail_localoffer.offersource",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "listing of an offer",
                "verbose_name_plural": "listings of offers",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "key"), name="localoffer_listing_of_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page", None), ("source", None), _connector="OR"
                        ),
                        name="localoffer_listing_has_one_origin",
                    ),
                ],
            },
            bases=(models.Model,),
        ),
    ]
