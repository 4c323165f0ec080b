import django.db.models.deletion
import django.utils.timezone
import wagtail_localoffer.feedback.models
from django.conf import settings
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0019_taking_part"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyComment",
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
                    "reference",
                    models.CharField(
                        default=wagtail_localoffer.feedback.models.make_reference,
                        max_length=9,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                (
                    "setting_name",
                    models.CharField(
                        max_length=255, verbose_name="name of the setting"
                    ),
                ),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("answered", "Answered"),
                            ("published", "Published"),
                            ("closed", "Closed"),
                            ("spam", "Spam"),
                        ],
                        default="new",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("missing", "Something is missing"),
                            ("wrong", "Something is wrong or out of date"),
                            ("unclear", "Something is hard to understand"),
                            ("question", "I have a question"),
                            ("idea", "I have an idea"),
                            ("praise", "Something went well"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="section"
                    ),
                ),
                (
                    "is_from_child",
                    models.BooleanField(
                        default=False, verbose_name="from a child or young person"
                    ),
                ),
                ("message", models.TextField(max_length=4000, verbose_name="message")),
                (
                    "name",
                    models.CharField(blank=True, max_length=100, verbose_name="name"),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
                (
                    "keep_until",
                    models.DateField(
                        default=wagtail_localoffer.feedback.models.get_last_day,
                        verbose_name="kept until",
                    ),
                ),
                (
                    "pruned_at",
                    models.DateTimeField(
                        null=True, verbose_name="personal data removed"
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(null=True, verbose_name="answered"),
                ),
                (
                    "closed_because",
                    models.TextField(blank=True, verbose_name="closed because"),
                ),
                (
                    "question",
                    models.TextField(blank=True, verbose_name="what was asked"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what we answer")),
                (
                    "change",
                    models.TextField(blank=True, verbose_name="what we changed"),
                ),
                (
                    "changed_section",
                    models.CharField(blank=True, max_length=100, verbose_name="where"),
                ),
                (
                    "published_at",
                    models.DateTimeField(null=True, verbose_name="published"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment of a family",
                "verbose_name_plural": "comments of families",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CommentLetter",
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
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                ("message_id", models.CharField(max_length=255, unique=True)),
                ("sender", models.CharField(max_length=255, verbose_name="from")),
                (
                    "reply_to",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="replies to"
                    ),
                ),
                ("recipient", models.CharField(max_length=255, verbose_name="to")),
                (
                    "diverted",
                    models.BooleanField(default=False, verbose_name="diverted"),
                ),
                ("subject", models.CharField(max_length=500, verbose_name="subject")),
                ("text_body", models.TextField(verbose_name="message")),
                ("html_body", models.TextField(verbose_name="message as HTML")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "To the setting: somebody has written"),
                            ("reminder", "To the setting: nobody has answered"),
                            ("answer", "To the family: the answer"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="wagtail_localoffer.familycomment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter about a comment",
                "verbose_name_plural": "letters about comments",
                "ordering": ["pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FeedbackSettings",
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
                    "way_in",
                    models.CharField(
                        choices=[
                            ("form", "In a form on each local offer"),
                            ("own_form", "In a form of our own"),
                            ("nowhere", "Nowhere"),
                        ],
                        default="form",
                        help_text="Nothing that they write is public before somebody here says so.",
                        max_length=20,
                        verbose_name="families write",
                    ),
                ),
                (
                    "own_form_url",
                    models.URLField(
                        blank=True,
                        help_text="Local offers lead to it instead.",
                        max_length=2000,
                        verbose_name="address of your own form",
                    ),
                ),
                (
                    "mailbox",
                    models.EmailField(
                        blank=True,
                        help_text="Who hears that a family has written. Leave it empty for the contact of each offer. An offer with neither has no form.",
                        max_length=254,
                        verbose_name="tell this address",
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
                "verbose_name": "what families say",
            },
        ),
        migrations.AddIndex(
            model_name="familycomment",
            index=models.Index(
                fields=["page", "status", "created_at"], name="localoffer_comments"
            ),
        ),
        migrations.AddIndex(
            model_name="familycomment",
            index=models.Index(
                fields=["status", "created_at"], name="localoffer_comments_new"
            ),
        ),
        migrations.AddConstraint(
            model_name="familycomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True),
                    models.Q(
                        models.Q(("question", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        ("published_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="localoffer_comment_published",
            ),
        ),
        migrations.AddIndex(
            model_name="commentletter",
            index=models.Index(
                fields=["status", "next_attempt_at"], name="localoffer_letter_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="commentletter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "sent")),
                    models.Q(
                        models.Q(("status", "sent"), _negated=True),
                        ("sent_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="wagtail_localoffer_commentletter_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentletter",
            constraint=models.CheckConstraint(
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
                name="wagtail_localoffer_commentletter_has_next",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentletter",
            constraint=models.UniqueConstraint(
                fields=("comment", "kind"), name="localoffer_letter_once"
            ),
        ),
    ]
