/*
 * What the server knows of an offer in Wagtail's editor, brought up to date after every
 * save: its parts and its checklist, and what its council is told.
 */
(function () {
    "use strict";

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

    /* Show something new, with what was folded open, and the keyboard where it was. */
    function replace(place, html) {
        const focused = place.contains(document.activeElement) && document.activeElement;
        const { key } = (focused && focused.closest("details")?.dataset) || {};
        const states = new Map(
            [...place.querySelectorAll("details")].map((each) => [each.dataset.key, each.open]),
        );
        const typed = new Map(
            [...place.querySelectorAll("input[id]")].map((each) => [each.id, each]),
        );
        place.innerHTML = html;
        place.querySelectorAll("input[id]").forEach((each) => {
            const { value = each.value, checked = each.checked } = typed.get(each.id) ?? {};
            Object.assign(each, { value, checked });
        });
        place.querySelectorAll("details").forEach((each) => {
            // One that has just appeared is as the server made it.
            each.open = states.get(each.dataset.key) ?? each.open;
        });
        if (!focused) {
            return;
        }
        const same =
            (focused.id && place.querySelector(`#${CSS.escape(focused.id)}`)) ||
            (focused.hash && place.querySelector(`a[href="${CSS.escape(focused.hash)}"]`)) ||
            (focused.matches("button") && place.querySelector("button")) ||
            (key && place.querySelector(`details[data-key="${CSS.escape(key)}"] > summary`));
        (same || place.querySelector("a[href], button, summary"))?.focus();
    }

    /* A part of the editor that asks the server again after every save. */
    class RefreshController extends window.StimulusModule.Controller {
        static targets = ["failure", "status"];

        static values = { url: String, page: Number, failed: String };

        connect() {
            if (this.pageValue) {
                this.load(this.url);
            }
        }

        get url() {
            return this.urlValue.replace("/0/", `/${this.pageValue}/`);
        }

        /* Wagtail has saved the form by itself; a new page has got its key by that. */
        refresh({ detail }) {
            this.pageValue = detail.response.pk || this.pageValue;
            this.load(this.url);
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
                answer = response.ok && !response.redirected ? await this.read(response) : null;
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
    }

    /* What the council was told, and will be told. */
    class NewsController extends RefreshController {
        static targets = ["content"];

        read(response) {
            return response.text();
        }

        show(html) {
            replace(this.contentTarget, html);
        }
    }

    /* The parts of an offer, and its checklist, which is among Wagtail's side panels. */
    class ChecklistController extends RefreshController {
        static targets = ["tasks", "summary", "needed"];

        static values = { newUrl: String };

        connect() {
            this.load(this.url);
        }

        get url() {
            if (this.pageValue) {
                return super.url;
            }
            const type = this.settingType;
            return type ? `${this.newUrlValue}?setting_type=${type}` : this.newUrlValue;
        }

        get settingType() {
            return this.element.closest("form").elements.setting_type?.value ?? "";
        }

        /* Parts for other types of setting step aside, unless somebody wrote in them. */
        fit({ target }) {
            const type = this.settingType;
            document.querySelectorAll("[data-localoffer-only-for]").forEach((mark) => {
                const part = mark.closest("[data-contentpath]");
                const types = mark.dataset.localofferOnlyFor.split(" ");
                const isOdd = type && !types.includes(type) && isEmpty(part);
                part.classList.toggle("localoffer-not-asked", Boolean(isOdd));
            });
            if (target.name === "setting_type" && !this.pageValue) {
                // Until it is saved, only the form knows the type.
                this.load(this.url);
            }
        }

        /* Enter, which would send the form of the offer, leads on to the button. */
        rest({ target }) {
            target.closest("details").parentElement.querySelector("button")?.focus();
        }

        async review({ params }) {
            const token = this.element.closest("form").elements.csrfmiddlewaretoken;
            const body = new FormData();
            body.set(token.name, token.value);
            this.element.querySelectorAll("[data-review]").forEach((field) => {
                if (field.type !== "checkbox" || field.checked) {
                    body.append(field.dataset.review, field.value);
                }
            });
            const recorded = await this.load(params.url, { method: "POST", body });
            if (recorded) {
                this.say(params.done);
            } else {
                this.warn(params.failed);
            }
        }

        read(response) {
            return response.json();
        }

        show({ tasks, checklist, needed, prompts, obstacles, law }) {
            const said = this.hasSummaryTarget && this.summaryTarget.textContent;
            replace(this.tasksTarget, tasks);
            replace(this.neededTarget, needed);
            const panel = document.getElementById("localoffer-checklist");
            if (panel) {
                replace(panel, checklist);
            }
            this.prompts = prompts;
            this.prompt();
            const counter = document.querySelector(
                "[data-side-panel-toggle=checklist] [data-side-panel-toggle-counter]",
            );
            if (counter) {
                counter.textContent = obstacles;
                counter.hidden = !obstacles;
            }
            if (said && this.summaryTarget.textContent !== said) {
                this.say(this.summaryTarget.textContent);
            }
            this.dispatch("shown", { detail: { law } });
        }

        /* Show beside each part what to write about. */
        prompt() {
            document.querySelectorAll("[data-localoffer-prompts]").forEach((place) => {
                const html = this.prompts?.[place.dataset.localofferPrompts] ?? "";
                if (place.localofferHtml !== html) {
                    place.localofferHtml = html;
                    replace(place, html);
                }
            });
        }
    }

    window.wagtail.app.register("localoffer-checklist", ChecklistController);
    window.wagtail.app.register("localoffer-news", NewsController);
})();
