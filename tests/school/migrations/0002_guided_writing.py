import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="trustofferpage",
            name="reviewed_at",
            field=models.DateTimeField(
                editable=False, null=True, serialize=False, verbose_name="last reviewed"
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="reviewed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                serialize=False,
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="trustofferpage",
            name="run_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("council", "The council (maintained)"),
                    ("academy", "An academy trust (academy or free school)"),
                    ("independent", "Others (private, voluntary or independent)"),
                ],
                help_text="What the law asks of you depends on it.",
                max_length=20,
                verbose_name="run by",
            ),
        ),
    ]
