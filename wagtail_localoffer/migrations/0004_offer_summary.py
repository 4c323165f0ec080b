import django.db.models.deletion
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0003_guided_writing"),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferSummary",
            fields=[
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="wagtail_localoffer_summary",
                        serialize=False,
                        to=PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "setting_name",
                    models.CharField(
                        max_length=255, verbose_name="name of the setting"
                    ),
                ),
                (
                    "setting_type",
                    models.CharField(
                        blank=True,
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
                    "sections_done",
                    models.PositiveSmallIntegerField(verbose_name="sections done"),
                ),
                (
                    "sections_asked",
                    models.PositiveSmallIntegerField(verbose_name="sections asked"),
                ),
                (
                    "requirements_done",
                    models.PositiveSmallIntegerField(verbose_name="requirements done"),
                ),
                (
                    "requirements_asked",
                    models.PositiveSmallIntegerField(verbose_name="requirements asked"),
                ),
                (
                    "completeness",
                    models.PositiveSmallIntegerField(
                        verbose_name="completeness in per cent"
                    ),
                ),
                (
                    "missing_musts",
                    models.PositiveSmallIntegerField(
                        verbose_name="mandatory items missing"
                    ),
                ),
                (
                    "advice",
                    models.PositiveIntegerField(verbose_name="pieces of advice"),
                ),
                (
                    "reading_age",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="reading age"
                    ),
                ),
                (
                    "review_due",
                    models.DateField(null=True, verbose_name="next review due"),
                ),
                ("measured_at", models.DateTimeField(verbose_name="measured")),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "summary of a local offer",
                "verbose_name_plural": "summaries of local offers",
                "default_permissions": (),
            },
        ),
    ]
