import django.db.models.deletion
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0012_withdrawn_pages"),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferNoticeSettings",
            fields=[
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "from_email",
                    models.CharField(
                        blank=True,
                        help_text="For example: Hawthorn Bank School <office@school.example>. Your mail server must be allowed to send from it.",
                        max_length=255,
                        verbose_name="sender",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="replies go to"
                    ),
                ),
            ],
            options={
                "verbose_name": "sender of an offer’s notices",
                "verbose_name_plural": "senders of offers’ notices",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="offersummary",
            name="contact_name",
            field=models.CharField(blank=True, max_length=255, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="offersummary",
            name="council",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_localoffer.council",
                verbose_name="council",
            ),
        ),
        migrations.AddField(
            model_name="offersummary",
            name="obstacles",
            field=models.PositiveSmallIntegerField(
                null=True, verbose_name="needed to publish"
            ),
        ),
    ]
