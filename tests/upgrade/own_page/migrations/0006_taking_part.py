from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("own_page", "0005_picture")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="reviewed_with",
            field=models.JSONField(
                default=dict,
                editable=False,
                serialize=False,
                verbose_name="who took part in the review",
            ),
        )
        for name in ("offerpage", "servicepage")
    ]
