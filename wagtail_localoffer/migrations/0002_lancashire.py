from django.db import migrations

# Source of the three facts: Lancashire County Council, "Your establishment's SEND local
# offer".
LANCASHIRE = {
    "local_offer_url": "https://www.lancashire.gov.uk/SEND",
    "update_email": "Lancashirelocaloffer@lancashire.gov.uk",
}


def add_lancashire(apps, schema_editor):
    councils = apps.get_model("wagtail_localoffer", "Council").objects
    councils.using(schema_editor.connection.alias).get_or_create(
        name="Lancashire County Council", defaults=LANCASHIRE
    )


class Migration(migrations.Migration):
    dependencies = [("wagtail_localoffer", "0001_initial")]

    # On the way back the table goes, and the record with it.
    operations = [migrations.RunPython(add_lancashire, migrations.RunPython.noop)]
