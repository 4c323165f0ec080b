import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL

OFFER_FIELDS = [
    migrations.AddField(
        model_name="localofferpage",
        name="minor_change",
        field=models.BooleanField(
            default=False,
            help_text="For a spelling mistake, for instance. The next email to the council names the part all the same.",
            verbose_name="small correction: don’t tell the council",
        ),
    ),
    migrations.AddField(
        model_name="localofferpage",
        name="waived",
        field=models.JSONField(default=dict, editable=False, serialize=False),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0005_layout"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    # A project with a page model of its own has no LocalOfferPage.
    operations = [
        migrations.AlterModelOptions(
            name="councilnotice",
            options={
                "default_permissions": ("view",),
                "ordering": ["-pk"],
                "permissions": [
                    ("resend_councilnotice", "Can send council notice again")
                ],
                "verbose_name": "council notice",
                "verbose_name_plural": "council notices",
            },
        ),
        migrations.AddField(
            model_name="council",
            name="check_problem",
            field=models.TextField(
                blank=True, editable=False, verbose_name="problem with the address"
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="checked_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="last checked"
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="contact_by",
            field=models.CharField(
                choices=[
                    ("email", "By email"),
                    ("self_service", "No email: settings fill in its form themselves"),
                ],
                default="email",
                max_length=20,
                verbose_name="how it learns of news",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="email_opening",
            field=models.TextField(
                blank=True,
                help_text="What the council wants to read first, such as a reference.",
                verbose_name="opening of the emails",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="email_subject",
            field=models.CharField(
                blank=True,
                help_text="Only if the council wants its own. {news} stands for what happened, {setting} for the name of the setting.",
                max_length=200,
                verbose_name="subject of the emails",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="form_url",
            field=models.URLField(
                blank=True,
                help_text="Where a setting enters its own changes.",
                verbose_name="address of its form",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="gss_code",
            field=models.CharField(
                blank=True,
                help_text="The code of the Office for National Statistics for the area.",
                max_length=9,
                null=True,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^E\\d{8}$", "A GSS code is an E and 8 digits, like E10000017."
                    )
                ],
                verbose_name="GSS code",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="homepage_url",
            field=models.URLField(blank=True, verbose_name="address of its website"),
        ),
        migrations.AddField(
            model_name="council",
            name="language",
            field=models.CharField(
                blank=True,
                help_text="Leave it empty for the site’s own language.",
                max_length=20,
                verbose_name="language of the emails",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="more_emails",
            field=models.TextField(
                blank=True,
                help_text="Who else at the council is told. One address on each line.",
                verbose_name="more email addresses",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="The council that takes over, or the one for your area.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="wagtail_localoffer.council",
                verbose_name="successor",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="valid_from",
            field=models.DateField(
                blank=True, null=True, verbose_name="in office from"
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="valid_to",
            field=models.DateField(
                blank=True,
                help_text="The last day, if the council was abolished or will be.",
                null=True,
                verbose_name="in office until",
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="bundle",
            field=models.CharField(blank=True, max_length=255, verbose_name="sent in"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="copy_to",
            field=models.CharField(blank=True, max_length=255, verbose_name="copy to"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="daily",
            field=models.BooleanField(default=False, verbose_name="in the daily email"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="diverted",
            field=models.BooleanField(default=False, verbose_name="diverted"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="form_url",
            field=models.URLField(
                blank=True, verbose_name="address of the council’s form"
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="previous_url",
            field=models.URLField(
                blank=True, max_length=2000, verbose_name="address before"
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="pruned_at",
            field=models.DateTimeField(null=True, verbose_name="personal data removed"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="repeats",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_localoffer.councilnotice",
                verbose_name="sent again",
            ),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="uncertain",
            field=models.BooleanField(default=False, verbose_name="may have arrived"),
        ),
        migrations.AddField(
            model_name="councilnotice",
            name="site",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.site",
                verbose_name="site",
            ),
        ),
        migrations.AlterField(
            model_name="council",
            name="local_offer_url",
            field=models.URLField(
                blank=True,
                help_text="Offers link to this page, for example https://council.example/send. An offer can’t be published without it.",
                verbose_name="address of its local offer",
            ),
        ),
        migrations.AlterField(
            model_name="councilnotice",
            name="recipient",
            field=models.CharField(blank=True, max_length=2000, verbose_name="to"),
        ),
        migrations.CreateModel(
            name="CouncilNoticeSettings",
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
                    "from_email",
                    models.CharField(
                        blank=True,
                        help_text="For example: Hawthorn Bank School <office@school.example>. Your mail server must be allowed to send from it. Leave it empty for the sender in the project’s settings.",
                        max_length=255,
                        verbose_name="sender",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True,
                        help_text="Leave it empty for the SENCO of each offer.",
                        max_length=254,
                        verbose_name="replies go to",
                    ),
                ),
                (
                    "copy_to",
                    models.EmailField(
                        blank=True,
                        help_text="Who at the setting gets a copy of each email.",
                        max_length=254,
                        verbose_name="copy to",
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("send", "Send them to the council"),
                            ("divert", "Send them to the address below instead"),
                            ("hold", "Hold them back"),
                        ],
                        default="send",
                        help_text="For a site that is still being made ready. Councils are told what they have missed as soon as emails are sent to them.",
                        max_length=20,
                        verbose_name="emails to councils",
                    ),
                ),
                (
                    "divert_to",
                    models.EmailField(
                        blank=True,
                        help_text="Who sees the emails while they don’t go to councils.",
                        max_length=254,
                        verbose_name="send them here instead",
                    ),
                ),
                (
                    "daily",
                    models.BooleanField(
                        default=False,
                        help_text="Each council gets its news of all offers of this site in one email, once a day. Otherwise it gets an email for each change.",
                        verbose_name="one email a day",
                    ),
                ),
                (
                    "default_council",
                    models.ForeignKey(
                        blank=True,
                        help_text="A new offer of this site starts with it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_localoffer.council",
                        verbose_name="usual council",
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
            options={
                "verbose_name": "council notices",
            },
        ),
        migrations.CreateModel(
            name="ChannelDelivery",
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
                ("channel", models.CharField(max_length=200, verbose_name="channel")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_deliveries",
                        to="wagtail_localoffer.councilnotice",
                        verbose_name="council notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery through a channel",
                "verbose_name_plural": "deliveries through channels",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        fields=["status", "next_attempt_at"],
                        name="localoffer_channel_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "channel"), name="localoffer_channel_once"
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
                        name="localoffer_channel_has_time",
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
                        name="localoffer_channel_has_next",
                    ),
                ],
            },
        ),
    ] + ([] if HAS_CUSTOM_PAGE_MODEL else OFFER_FIELDS)
