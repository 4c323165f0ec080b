"""Each way to send that docs/operation.md describes, with real processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import BaseCommand, load_command_class
from django.db import connection
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from tests.builders import complete_offer
from tests.mailserver import HOST, MailServer
from tests.support import (
    ROOT,
    CommittingTestCase,
    PublicSiteTestCase,
    run_python,
    start_python,
)
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices import planner
from wagtail_localoffer.notices.monitoring import Undelivered
from wagtail_localoffer.notices.tasks import deliver_notice

APP = "wagtail_localoffer"

#: Seconds within which a process must have done its work.
PATIENCE = 30


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"After {PATIENCE} seconds: {what}")
        time.sleep(0.05)


class SendingTestCase(CommittingTestCase):
    #: What the processes of the site run with.
    settings = "tests.settings"

    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.offer = complete_offer()

    def run_code(self, code: str, options: str = "") -> str:
        """Run ``code`` in a process of the site, and return what it printed."""
        status, output = run_python(self.with_mail(code, options), self.settings)
        self.assertEqual(status, 0, output)
        return output

    def with_mail(self, code: str, options: str = "") -> str:
        return f"""
from django.core.management import call_command
from tests.mailserver import smtp_settings
from wagtail_localoffer.models import LocalOfferPage

with smtp_settings({self.server.port}{options}):
    {code}
"""

    def publish(self, options: str = "", before: str = "pass") -> None:
        pages = f"LocalOfferPage.objects.get(pk={self.offer.pk})"
        self.run_code(f"{before}\n    {pages}.save_revision().publish()", options)

    def read_status(self) -> str:
        return str(CouncilNotice.objects.get().status)

    def check_it_only_waits(self) -> None:
        self.assertEqual(self.read_status(), "pending")
        self.assertEqual(self.server.received, [])

    def check_it_arrived(self) -> None:
        notice = CouncilNotice.objects.get()
        self.assertEqual((notice.status, notice.attempts), ("sent", 1))
        (received,) = self.server.received
        self.assertEqual(received.message["Message-ID"], notice.message_id)

    def let_worker_send(self, code: str) -> None:
        """Run a worker until the notice is sent, and stop it as a system does."""
        with start_python(self.with_mail(code), self.settings) as worker:
            try:
                wait_until(
                    lambda: self.read_status() == "sent" or worker.poll() is not None,
                    "The worker did not send the notice.",
                )
                stopped_by_itself = worker.poll() is not None
            finally:
                worker.terminate()
                try:
                    output, _none = worker.communicate(timeout=PATIENCE)
                finally:
                    # Otherwise a worker that does not stop would hang the test.
                    worker.kill()
        self.assertFalse(stopped_by_itself, output)
        self.assertEqual(worker.returncode, 0, output)


class TestAtOnce(SendingTestCase):
    """Wagtail's default: the process that publishes sends."""

    def test_the_email_has_arrived_when_the_offer_is_published(self) -> None:
        self.publish()
        self.check_it_arrived()


@pytest.mark.nightly
class TestCronAlone(SendingTestCase):
    def test_the_command_sends_what_publishing_left_to_it(self) -> None:
        self.publish(', WAGTAIL_LOCALOFFER={"DELIVER_ON_PUBLISH": False}')
        self.check_it_only_waits()
        self.run_code('call_command("send_council_notices")')
        self.check_it_arrived()


@pytest.mark.portable
class TestDatabaseWorker(SendingTestCase):
    settings = "tests.settings_worker"

    def publish(self, options: str = "", before: str = "") -> None:
        # The app of the tasks is installed in the processes only.
        self.addCleanup(self.drop_table)
        super().publish(
            options,
            before="""
    from django.db import connection
    from django_tasks_db.models import DBTaskResult

    with connection.schema_editor() as editor:
        editor.create_model(DBTaskResult)
""",
        )

    def drop_table(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS django_tasks_database_dbtaskresult")

    def test_the_worker_sends_what_publishing_only_queued(self) -> None:
        self.publish()
        self.check_it_only_waits()
        self.let_worker_send(
            'call_command("db_worker", startup_delay=False, interval=0.1)'
        )
        self.check_it_arrived()

    @pytest.mark.nightly
    def test_the_command_sends_what_no_worker_took_and_the_worker_no_more(self) -> None:
        self.publish()
        self.run_code('call_command("send_council_notices")')
        self.check_it_arrived()
        self.run_code('call_command("db_worker", batch=True, startup_delay=False)')
        self.check_it_arrived()


@pytest.mark.nightly
@unittest.skipUnless(
    shutil.which("redis-server"),
    "redis-server is not installed, so the worker with Redis is not tested.",
)
class TestRedisWorker(SendingTestCase):
    """With a Redis of its own, so that no other site's tasks are touched."""

    settings = "tests.settings_redis"

    def setUp(self) -> None:
        super().setUp()
        with closing(socket.socket()) as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.redis = subprocess.Popen(
            ["redis-server", "--bind", HOST, "--port", str(port), "--save", ""],
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        self.addCleanup(self.stop_redis)
        address = f"redis://{HOST}:{port}/0?socket_connect_timeout=2"
        self.enterContext(mock.patch.dict(os.environ, {"REDIS_URL": address}))
        wait_until(lambda: can_connect(port), "Redis does not answer.")

    def stop_redis(self) -> None:
        self.redis.terminate()
        self.redis.wait()

    def test_the_worker_sends_what_publishing_only_queued(self) -> None:
        self.publish()
        self.check_it_only_waits()
        self.let_worker_send(
            'call_command("rqworker", "default", job_class="django_tasks_rq.Job")'
        )
        self.check_it_arrived()

    def test_what_is_lost_with_redis_is_sent_by_the_command(self) -> None:
        self.publish()
        self.check_it_only_waits()
        self.stop_redis()
        self.run_code('call_command("send_council_notices")')
        self.check_it_arrived()


class TestLooks(PublicSiteTestCase):
    """How often an offer is looked at on the way of its notice."""

    def count_looks(self, act: Callable[[], object]) -> int:
        with mock.patch.object(
            planner, "find_offer_state", side_effect=planner.find_offer_state
        ) as look:
            act()
        return look.call_count

    def test_a_publication_whose_notice_is_sent_at_once_is_looked_at_once(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={}):
            looks = self.count_looks(lambda: self.publish(complete_offer()))
        self.assertEqual(looks, 1)
        self.assertEqual(CouncilNotice.objects.get().status, "sent")

    def test_an_offer_with_a_newer_notice_is_looked_at_again(self) -> None:
        offer = self.publish(complete_offer())
        old = CouncilNotice.objects.get()
        offer.setting_name = "Beech Lane School"
        self.publish(offer)
        looks = self.count_looks(lambda: deliver_notice.call(old.pk))
        self.assertEqual(looks, 1)
        old.refresh_from_db()
        self.assertEqual(old.status, "replaced")

    def test_an_offer_whose_notice_was_replaced_is_looked_at_again(self) -> None:
        self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        CouncilNotice.objects.update(status="replaced", next_attempt_at=None)
        looks = self.count_looks(lambda: deliver_notice.call(notice.pk))
        self.assertEqual(looks, 1)
        sent = CouncilNotice.objects.exclude(pk=notice.pk)
        self.assertEqual(sent.get().status, "sent")

    def test_a_notice_that_is_not_new_goes_where_its_council_wants_it_now(self) -> None:
        self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        CouncilNotice.objects.update(created_at=timezone.now() - timedelta(minutes=1))
        Council.objects.update(update_email="new@council.example")
        deliver_notice.call(notice.pk)
        sent = CouncilNotice.objects.get(status="sent")
        self.assertEqual(sent.recipient, "new@council.example")
        self.assertNotEqual(sent.pk, notice.pk)


class TestTheDocumentation(SimpleTestCase):
    """What is tested here is what docs/operation.md shows."""

    def test_it_shows_the_settings(self) -> None:
        words = read_page()
        for module in ("settings_worker", "settings_redis"):
            source = (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")
            (tasks,) = [line for line in source.splitlines() if line[:5] == "TASKS"]
            with self.subTest(module):
                self.assertIn(tasks, words)

    def test_it_shows_the_workers(self) -> None:
        for command in (
            "manage.py db_worker",
            "manage.py rqworker default --job-class django_tasks_rq.Job",
            "redis://127.0.0.1:6379/0?socket_connect_timeout=2",
        ):
            with self.subTest(command):
                self.assertIn(command, read_page())

    def test_it_names_every_option_of_the_commands(self) -> None:
        for name in (
            "send_council_notices",
            "check_council_notices",
            "prune_council_notices",
        ):
            parser = load_command_class(APP, name).create_parser("manage.py", name)
            common = BaseCommand().create_parser("manage.py", name)
            for option in {*parser._option_string_actions} - {
                *common._option_string_actions
            }:
                with self.subTest(command=name, option=option):
                    self.assertIn(option, read_page())

    def test_it_names_every_number_of_the_health_check(self) -> None:
        for field in fields(Undelivered):
            with self.subTest(field.name):
                self.assertIn(f"`{field.name}`", read_page())


def read_page() -> str:
    return (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")


def can_connect(port: int) -> bool:
    with closing(socket.socket()) as trial:
        return trial.connect_ex((HOST, port)) == 0
