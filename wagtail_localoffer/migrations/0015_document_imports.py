import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0014_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentImport",
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
                ("name", models.CharField(max_length=255, verbose_name="document")),
                (
                    "digest",
                    models.CharField(db_index=True, editable=False, max_length=64),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, verbose_name="brought in at"
                    ),
                ),
                ("offer_model", models.CharField(editable=False, max_length=255)),
                (
                    "setting_type",
                    models.CharField(blank=True, editable=False, max_length=20),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("pieces", models.JSONField(default=list, editable=False)),
                ("steps", models.JSONField(default=list, editable=False)),
                ("waiting", models.PositiveIntegerField(default=0, editable=False)),
                ("found", models.JSONField(default=dict, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="brought in by",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="offer",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="below",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                        verbose_name="taken over from",
                    ),
                ),
            ],
            options={
                "verbose_name": "document brought in",
                "verbose_name_plural": "documents brought in",
                "default_permissions": (),
            },
        ),
    ]
