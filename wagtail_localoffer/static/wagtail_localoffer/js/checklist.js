/*
 * The checklist of an offer in Wagtail's editor, and what its council is told: each
 * brought up to date after every save.
 */
(function () {
    "use strict";

    /* Where one goes on: a field, or the button that chooses a council. */
    const PLACES =
        "input:not([type=hidden]), select, textarea, [contenteditable=true], " +
        "[data-chooser-action-choose]";

    /* Whether nothing is written in a part, in its rich text or in its other fields. */
    function isEmpty(part) {
        // Tables, pictures and documents.
        if (part.querySelector("[data-streamfield-child]")) {
            return false;
        }
        const texts = [...part.querySelectorAll("[contenteditable=true]")];
        const fields = [...part.querySelectorAll("input, textarea, select")];
        return (
            texts.every((text) => !text.textContent.trim()) &&
            fields.every((field) => {
                if (field.matches("[data-draftail-input]")) {
                    // Before it is shown, a text is only here; while one types, only there.
                    const { blocks } = JSON.parse(field.value || "null") ?? { blocks: [] };
                    return blocks.every(({ text }) => !text.trim());
                }
                return field.type === "hidden" || !field.value.trim();
            })
        );
    }

    class ChecklistController extends window.StimulusModule.Controller {
        static targets = ["content", "failure", "status", "summary"];

        static values = { url: String, page: Number, failed: String };

        /* Parts for other types of setting step aside, unless somebody wrote in them. */
        fit() {
            const type = this.element.closest("form").elements.setting_type?.value;
            document.querySelectorAll("[data-localoffer-only-for]").forEach((mark) => {
                const part = mark.closest("[data-contentpath]");
                const types = mark.dataset.localofferOnlyFor.split(" ");
                part.hidden = Boolean(type) && !types.includes(type) && isEmpty(part);
            });
        }

        /* Wagtail has saved the form by itself; a new page has got its key by that. */
        refresh({ detail }) {
            this.pageValue = detail.response.pk || this.pageValue;
            this.load(this.urlValue.replace("/0/", `/${this.pageValue}/`));
        }

        async review({ params }) {
            const token = this.element.closest("form").elements.csrfmiddlewaretoken;
            const body = new FormData();
            body.set(token.name, token.value);
            const recorded = await this.load(params.url, { method: "POST", body });
            if (recorded) {
                this.say(params.done);
            } else {
                this.warn(params.failed);
            }
        }

        async load(url, options = {}) {
            // Only the newest question counts: answers can overtake each other.
            const question = Symbol(url);
            this.question = question;
            let answer = null;
            try {
                // Wagtail then refuses by a status, and not by a page and a message.
                const headers = { "X-Requested-With": "XMLHttpRequest" };
                const response = await fetch(url, { ...options, headers });
                answer = response.ok && !response.redirected ? await response.text() : null;
            } catch {
                answer = null;
            }
            if (this.question === question) {
                if (answer === null) {
                    this.warn(options.method ? "" : this.failedValue);
                } else {
                    this.warn("");
                    this.show(answer);
                }
            }
            return answer !== null;
        }

        say(words) {
            this.statusTarget.textContent = words;
        }

        warn(words) {
            this.failureTarget.textContent = words;
        }

        show(html) {
            const list = this.contentTarget;
            const said = this.summaryTarget.textContent;
            const focused = list.contains(document.activeElement) && document.activeElement;
            const states = new Map(
                [...list.querySelectorAll("details")].map((each) => [each.dataset.key, each.open]),
            );
            list.innerHTML = html;
            list.querySelectorAll("details").forEach((each) => {
                // One that has just appeared is as the server made it.
                each.open = states.get(each.dataset.key) ?? each.open;
            });
            if (focused) {
                this.focusLike(focused);
            }
            if (this.summaryTarget.textContent !== said) {
                this.say(this.summaryTarget.textContent);
            }
        }

        /* Put the keyboard where it was: on the same button, or on the same part. */
        focusLike(old) {
            const { key } = old.closest("details")?.dataset ?? {};
            const summaries = [...this.contentTarget.querySelectorAll("details > summary")];
            const place = old.matches("button")
                ? this.contentTarget.querySelector("button")
                : summaries.find((each) => each.parentElement.dataset.key === key);
            (place ?? summaries[0])?.focus();
        }

        /* Go to a part of the form, ready to type. */
        jump(event) {
            const place = document.getElementById(event.target.hash.slice(1));
            if (!place) {
                return;
            }
            event.preventDefault();
            // A part that is folded up, or that stands in one.
            for (let part = place; part; part = part.parentElement) {
                part.querySelector(
                    ":scope > .w-panel__header [data-panel-toggle][aria-expanded=false]",
                )?.click();
            }
            place.scrollIntoView({ block: "start" });
            // Not one that is hidden, such as the button for another council.
            const inside = [...place.querySelectorAll(PLACES)];
            const field = place.matches(PLACES)
                ? place
                : inside.find((each) => each.getClientRects().length);
            field?.focus({ preventScroll: field !== place });
        }
    }

    window.wagtail.app.register("localoffer-checklist", ChecklistController);
})();
