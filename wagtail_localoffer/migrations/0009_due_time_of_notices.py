from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0008_health_services"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilnotice",
            name="due_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="due"),
        ),
    ]
