import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0008_answers"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="For example your building or your garden. Never a child without written consent. It is also shown where somebody shares a link to your offer.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="picture",
            ),
        )
        for name in ("shortbreakpage", "trustofferpage")
    ]
