"""Addresses below the admin's own; ``wagtail_hooks`` adds them to it."""

from __future__ import annotations

from django.urls import path

from wagtail_localoffer.admin.comment_answer import answer_comment, download_comment
from wagtail_localoffer.admin.comment_years import CommentYearsView
from wagtail_localoffer.admin.comments import CommentsView
from wagtail_localoffer.admin.councils import move_to_successor
from wagtail_localoffer.admin.drafting import WriteView
from wagtail_localoffer.admin.foreseen_messages import (
    show_move_message,
    show_withdrawal_message,
)
from wagtail_localoffer.admin.history import OfferHistoryView
from wagtail_localoffer.admin.imports import (
    BringDocumentView,
    BringIntoOfferView,
    throw_away,
)
from wagtail_localoffer.admin.manual import ManualView
from wagtail_localoffer.admin.my_offers import MyOffersView, NewOfferView
from wagtail_localoffer.admin.notices import (
    look_again_notice,
    mark_done_notice,
    retry_notice,
    send_again_notice,
    show_message,
)
from wagtail_localoffer.admin.offer_notices import (
    finish_task,
    send_test_message,
    show_council_news,
    show_last_message,
    show_offer_notices,
    show_preview,
)
from wagtail_localoffer.admin.offers import (
    review_offer,
    show_checklist,
    show_new_checklist,
    take_back_review,
)
from wagtail_localoffer.admin.senders import edit_sender
from wagtail_localoffer.admin.sorting import SortView, StepView
from wagtail_localoffer.admin.withdrawn_pages import take_away

app_name = "wagtail_localoffer"

urlpatterns = [
    path("", MyOffersView.as_view(), name="my_offers"),
    path("results/", MyOffersView.as_view(results_only=True), name="my_offers_results"),
    path("new/", NewOfferView.as_view(), name="new_offer"),
    path("documents/new/", BringDocumentView.as_view(), name="bring_document"),
    path("documents/<int:document_id>/", SortView.as_view(), name="sort_document"),
    path(
        "documents/<int:document_id>/step/",
        StepView.as_view(),
        name="step_document",
    ),
    path(
        "documents/<int:document_id>/draft/",
        WriteView.as_view(),
        name="write_document",
    ),
    path(
        "documents/<int:document_id>/throw-away/",
        throw_away,
        name="throw_away_document",
    ),
    path(
        "<int:page_id>/documents/new/",
        BringIntoOfferView.as_view(),
        name="bring_into_offer",
    ),
    path("help/", ManualView.as_view(), name="help"),
    path("comments/", CommentsView.as_view(), name="comments"),
    path(
        "comments/results/",
        CommentsView.as_view(results_only=True),
        name="comments_results",
    ),
    path("comments/years/", CommentYearsView.as_view(), name="comment_years"),
    path(
        "comments/years/results/",
        CommentYearsView.as_view(results_only=True),
        name="comment_years_results",
    ),
    path("comments/<int:comment_id>/", answer_comment, name="answer_comment"),
    path("comments/<int:comment_id>/kept/", download_comment, name="download_comment"),
    path("<int:page_id>/checklist/", show_checklist, name="checklist"),
    path(
        "new/<str:app_label>/<str:model>/checklist/",
        show_new_checklist,
        name="new_checklist",
    ),
    path("<int:page_id>/review/", review_offer, name="review"),
    path("<int:page_id>/history/", OfferHistoryView.as_view(), name="offer_history"),
    path(
        "<int:page_id>/history/results/",
        OfferHistoryView.as_view(results_only=True),
        name="offer_history_results",
    ),
    path("<int:page_id>/review/take-back/", take_back_review, name="take_back_review"),
    path("<int:page_id>/council-news/", show_council_news, name="council_news"),
    path("<int:page_id>/notices/", show_offer_notices, name="offer_notices"),
    path("<int:page_id>/notices/last/", show_last_message, name="last_message"),
    path(
        "<int:page_id>/notices/<int:notice_id>/done/", finish_task, name="finish_task"
    ),
    path("<int:page_id>/notices/sender/", edit_sender, name="edit_sender"),
    path("<int:page_id>/notices/test/", send_test_message, name="send_test"),
    path(
        "<int:page_id>/notices/preview/<int:council_id>/",
        show_preview,
        name="preview_message",
    ),
    path(
        "<int:page_id>/notices/if-withdrawn/",
        show_withdrawal_message,
        name="withdrawal_message",
    ),
    path(
        "<int:page_id>/notices/if-moved/<int:moved_id>/<int:destination_id>/",
        show_move_message,
        name="move_message",
    ),
    path("<int:page_id>/withdrawn/take-away/", take_away, name="take_away"),
    path(
        "councils/<int:council_id>/move-offers/", move_to_successor, name="move_offers"
    ),
    path("notices/<int:notice_id>/message/", show_message, name="notice_message"),
    path("notices/<int:notice_id>/retry/", retry_notice, name="retry_notice"),
    path(
        "notices/<int:notice_id>/send-again/",
        send_again_notice,
        name="send_again_notice",
    ),
    path("notices/<int:notice_id>/done/", mark_done_notice, name="mark_done_notice"),
    path(
        "notices/<int:notice_id>/look-again/",
        look_again_notice,
        name="look_again_notice",
    ),
]
