from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("own_page", "0007_keepers"),
    ]

    operations = [
        migrations.AddField(
            model_name="offerpage",
            name="next_change_on",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="next_change_on",
            field=models.DateField(editable=False, null=True, serialize=False),
        ),
    ]
