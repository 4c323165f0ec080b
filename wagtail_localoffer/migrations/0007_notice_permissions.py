from django.db import migrations

APP_LABEL = "wagtail_localoffer"

#: What Django itself will call them after the migrations.
PERMISSIONS = {
    "view_councilnotice": ("councilnotice", "Can view council notice"),
    "resend_councilnotice": ("councilnotice", "Can send council notice again"),
    "view_council": ("council", "Can view council"),
    "change_council": ("council", "Can change council"),
}

#: The groups of a new Wagtail site. Those of the project's own are its own business.
GRANTS = {
    "Editors": ("view_councilnotice", "view_council"),
    "Moderators": tuple(PERMISSIONS),
}


def grant_permissions(apps, schema_editor):
    # In a new database there are none before all migrations have run.
    alias = schema_editor.connection.alias
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    found = {}
    for codename, (model, name) in PERMISSIONS.items():
        content_type, _created = content_types.get_or_create(
            app_label=APP_LABEL, model=model
        )
        found[codename], _created = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
    for group in groups.filter(name__in=GRANTS):
        group.permissions.add(*(found[codename] for codename in GRANTS[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localoffer", "0006_council_news"),
        ("auth", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        # It makes the groups.
        ("wagtailcore", "0002_initial_data"),
    ]

    # Going back takes nothing away: a person may have granted the same since.
    operations = [
        migrations.RunPython(grant_permissions, migrations.RunPython.noop),
    ]
