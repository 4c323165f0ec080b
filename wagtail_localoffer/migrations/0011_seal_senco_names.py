from django.db import migrations
from django.utils.crypto import salted_hmac

NAME = "senco_name"

#: Notices that are changed at a time.
BATCH = 500


def seal(plain):
    """As ``content.fingerprint.seal`` did when this was written."""
    mark, sealed = (
        salted_hmac(
            f"wagtail_localoffer.senco_name.{use}", value, algorithm="sha256"
        ).hexdigest()
        for use, value in (("mark", ""), ("seal", plain))
    )
    return f"{mark[:8]}:{sealed[:32]}"


def walk(apps, schema_editor):
    """Give the notices that have a hash of the SENCO's name, some at a time."""
    notices = apps.get_model("wagtail_localoffer", "CouncilNotice")._base_manager
    notices = notices.using(schema_editor.connection.alias)
    rows = notices.filter(digest__has_key=NAME).order_by("pk")
    rows = rows.only("digest", "pruned_at")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield batch
        notices.bulk_update(batch, ["digest"])


def seal_names(apps, schema_editor):
    for batch in walk(apps, schema_editor):
        for notice in batch:
            plain = notice.digest.pop(NAME)
            # What was pruned keeps no personal data.
            if notice.pruned_at is None and isinstance(plain, str):
                notice.digest[NAME] = plain if ":" in plain else seal(plain)


def forget_names(apps, schema_editor):
    """Before, what isn't known was not compared; what is sealed would be."""
    for batch in walk(apps, schema_editor):
        for notice in batch:
            del notice.digest[NAME]


class Migration(migrations.Migration):
    """Hashes of SENCOs' names had no key, so that whoever has a list could tell them."""

    dependencies = [("wagtail_localoffer", "0010_homes_and_whole_log")]

    operations = [migrations.RunPython(seal_names, forget_names)]
