import django.db.models.deletion
from django.db import migrations, models

from wagtail_localoffer.compat import PAGE_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0022_keepers"),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferCouncil",
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
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="further_offers",
                        to="wagtail_localoffer.council",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "further council of an offer",
                "verbose_name_plural": "further councils of offers",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("offer", "council"),
                        name="localoffer_offer_council_once",
                    )
                ],
            },
        ),
    ]
