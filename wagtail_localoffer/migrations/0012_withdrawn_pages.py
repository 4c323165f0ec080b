import django.db.models.deletion
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0011_seal_senco_names"),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WithdrawnPage",
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
                ("name", models.TextField(verbose_name="name")),
                ("blocks", models.JSONField(default=list, verbose_name="content")),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "page in place of a withdrawn offer",
                "verbose_name_plural": "pages in place of withdrawn offers",
                "default_permissions": (),
            },
        ),
    ]
