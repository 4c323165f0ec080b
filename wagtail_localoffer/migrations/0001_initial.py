import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from wagtail_localoffer.blocks.body import OfferBodyField
from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL


LOCAL_OFFER_PAGE = migrations.CreateModel(
    name="LocalOfferPage",
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
            "setting_name",
            models.CharField(max_length=255, verbose_name="name of the setting"),
        ),
        (
            "setting_type",
            models.CharField(
                choices=[
                    ("early_years", "Early years setting"),
                    ("primary", "Primary school"),
                    ("secondary", "Secondary school"),
                    ("all_through", "All-through school"),
                    ("special", "Special school"),
                    ("college", "College or sixth form"),
                ],
                max_length=20,
                verbose_name="type of setting",
            ),
        ),
        (
            "identifier_scheme",
            models.CharField(
                blank=True,
                choices=[
                    ("urn", "URN (Get Information about Schools)"),
                    ("ofsted", "Ofsted URN (early years)"),
                    ("ukprn", "UKPRN (colleges and trusts)"),
                    ("laestab", "DfE number (LAESTAB)"),
                    ("county", "The council’s own school number"),
                ],
                max_length=20,
                verbose_name="kind of number",
            ),
        ),
        (
            "identifier",
            models.CharField(
                blank=True, max_length=20, verbose_name="number of the setting"
            ),
        ),
        (
            "minimum_age",
            models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="youngest age"
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
                blank=True, null=True, verbose_name="oldest age, in years"
            ),
        ),
        ("address", models.TextField(verbose_name="address")),
        (
            "telephone",
            models.CharField(
                blank=True, max_length=50, verbose_name="telephone number"
            ),
        ),
        (
            "specialism",
            models.CharField(
                blank=True,
                help_text="Only if your setting specialises in a particular type of need, for example: autism",
                max_length=255,
                verbose_name="specialises in",
            ),
        ),
        ("body", OfferBodyField(verbose_name="the offer")),
        (
            "council",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                serialize=False,
                related_name="%(app_label)s_%(class)s_offers",
                to="wagtail_localoffer.council",
                verbose_name="council",
            ),
        ),
    ],
    options={
        "verbose_name": "local offer",
        "verbose_name_plural": "local offers",
    },
    bases=("wagtailcore.page", models.Model),
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Council",
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
                    models.CharField(max_length=100, unique=True, verbose_name="name"),
                ),
                (
                    "local_offer_url",
                    models.URLField(
                        help_text="Offers link to this page, for example https://council.example/send",
                        verbose_name="address of its local offer",
                    ),
                ),
                (
                    "update_email",
                    models.EmailField(
                        blank=True,
                        help_text="The council is told here when an offer is published. Leave it empty if you don’t know it: nothing is sent then.",
                        max_length=254,
                        verbose_name="email address for updates",
                    ),
                ),
            ],
            options={
                "verbose_name": "council",
                "verbose_name_plural": "councils",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CouncilNotice",
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
                    "offer_id",
                    models.PositiveBigIntegerField(editable=False, verbose_name="page"),
                ),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, verbose_name="number"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("updated", "Updated"),
                            ("moved", "Moved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="news",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("held", "Held back"),
                            ("replaced", "Replaced by newer news"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, verbose_name="reason for the status"),
                ),
                (
                    "page_title",
                    models.CharField(max_length=255, verbose_name="page title"),
                ),
                (
                    "setting_name",
                    models.CharField(
                        max_length=255, verbose_name="name of the setting"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        max_length=2000, verbose_name="address of the offer"
                    ),
                ),
                (
                    "council_name",
                    models.CharField(max_length=100, verbose_name="council"),
                ),
                ("digest", models.JSONField(default=dict, verbose_name="digest")),
                ("changes", models.JSONField(default=list, verbose_name="changes")),
                ("message_id", models.CharField(max_length=255, unique=True)),
                ("sender", models.CharField(max_length=255, verbose_name="from")),
                (
                    "reply_to",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="replies to"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(blank=True, max_length=255, verbose_name="to"),
                ),
                ("subject", models.CharField(max_length=500, verbose_name="subject")),
                ("text_body", models.TextField(verbose_name="message")),
                ("html_body", models.TextField(verbose_name="message as HTML")),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, verbose_name="attempts"),
                ),
                ("claim", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="created"),
                ),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        null=True,
                        verbose_name="next attempt",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent"),
                ),
                (
                    "council",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="wagtail_localoffer.council",
                        verbose_name="council",
                    ),
                ),
            ],
            options={
                "default_permissions": ("view",),
                "verbose_name": "council notice",
                "verbose_name_plural": "council notices",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["status", "next_attempt_at"], name="localoffer_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("offer_id", "number"), name="localoffer_notice_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("status", "sent")),
                            models.Q(
                                models.Q(("status", "sent"), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="localoffer_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("next_attempt_at__isnull", False),
                                ("status__in", ["pending", "sending"]),
                            ),
                            models.Q(
                                ("next_attempt_at__isnull", True),
                                ("status__in", ["sent", "failed", "held", "replaced"]),
                            ),
                            _connector="OR",
                        ),
                        name="localoffer_open_has_next_attempt",
                    ),
                ],
            },
        ),
    ]

    # A project with a page model of its own builds its offers from the mixin.
    if not HAS_CUSTOM_PAGE_MODEL:
        operations.insert(1, LOCAL_OFFER_PAGE)
