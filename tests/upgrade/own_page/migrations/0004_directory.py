import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("own_page", "0003_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryPage",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True, verbose_name="introduction"
                    ),
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
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
    ]
