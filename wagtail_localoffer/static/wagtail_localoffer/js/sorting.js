/*
 * The screen where the passages of a document are placed. Each button of it is one of a
 * form that works without this script, too: it sends them, and shows what comes back.
 */
(function () {
    "use strict";

    class SortingController extends window.StimulusModule.Controller {
        static targets = ["passages", "tools", "sections", "status", "failure"];

        static values = { failed: String };

        connect() {
            // What is pressed while an answer is on its way is for the next passage.
            this.queue = Promise.resolve();
            // On a phone the sections would cover half of the document.
            if (window.matchMedia("(max-width: 40em)").matches) {
                this.sectionsTarget.open = false;
            }
            this.chosen?.scrollIntoView({ block: "center" });
            this.chosen?.querySelector("input").focus({ preventScroll: true });
        }

        get form() {
            return this.toolsTarget.closest("form");
        }

        /* A click anywhere on a passage chooses it. */
        choose({ target }) {
            const card = target.closest("[data-key][data-state]");
            if (card && !target.closest("a, button, input")) {
                this.select(card);
            }
        }

        select(card) {
            const radio = card.querySelector("input[type=radio]");
            if (radio && !radio.disabled) {
                radio.checked = true;
                radio.focus({ preventScroll: true });
                card.scrollIntoView({ block: "nearest" });
            }
        }

        press(event) {
            const card = event.target.closest("[data-key][data-state]");
            if (!card || event.altKey || event.metaKey || event.isComposing) {
                return;
            }
            const key = event.key.toLowerCase();
            const isUndo = event.ctrlKey && key === "z";
            if (event.ctrlKey && !isUndo) {
                return;
            }
            if (key === "enter") {
                if (event.target.matches("input")) {
                    event.preventDefault();
                    this.queue = this.queue.then(() => this.chosen?.querySelector("[name=accept]")?.click());
                }
                return;
            }
            if (key === "escape") {
                card.querySelector("[name=close_split]")?.click();
                return;
            }
            const letter = isUndo ? "u" : key;
            if (/^[a-z]$/.test(letter)) {
                event.preventDefault();
                this.queue = this.queue.then(() => this.find(letter)?.click());
            }
        }

        get chosen() {
            return this.passagesTarget.querySelector("li:has(input:checked)");
        }

        find(letter) {
            return this.toolsTarget.querySelector(`button[data-key="${letter}"]`);
        }

        submit(event) {
            event.preventDefault();
            const data = new FormData(this.form, event.submitter);
            const url = this.form.action;
            this.queue = this.queue.then(() => this.send(url, data));
        }

        async send(url, body) {
            let answer = null;
            try {
                const headers = { "X-Requested-With": "XMLHttpRequest" };
                const response = await fetch(url, { method: "POST", body, headers });
                const isOurs = response.ok || response.status === 409;
                answer = isOurs && !response.redirected ? await response.json() : null;
            } catch {
                answer = null;
            }
            const failure = answer ? (answer.error ?? "") : this.failedValue;
            this.failureTarget.textContent = failure;
            if (!failure) {
                this.show(answer);
            }
        }

        show({ cards, gone, tools, message, next }) {
            gone.forEach((key) => this.card(key)?.remove());
            let before = null;
            for (const [key, html] of cards) {
                const place = document.createElement("template");
                place.innerHTML = html.trim();
                const card = place.content.firstElementChild;
                const old = this.card(key);
                if (old) {
                    old.replaceWith(card);
                } else if (before?.isConnected) {
                    before.after(card);
                } else {
                    // What comes back by an undo may stand first.
                    this.insert(key, card, cards);
                }
                before = card;
            }
            const isOpen = this.hasSectionsTarget && this.sectionsTarget.open;
            this.toolsTarget.innerHTML = tools || this.toolsTarget.innerHTML;
            if (this.hasSectionsTarget) {
                this.sectionsTarget.open = isOpen;
            }
            this.statusTarget.textContent = message;
            // Who looks at what is left out, or at one section, goes through that.
            const shown = new URLSearchParams(window.location.search).get("show") ?? "open";
            const stays = shown === "open" ? null : this.card(cards.at(-1)[0]);
            const card = stays?.nextElementSibling ?? stays ?? this.card(next);
            if (card) {
                this.select(card);
                card.querySelector("[name=split]")?.focus();
            }
        }

        insert(key, card, cards) {
            const keys = cards.map(([each]) => each);
            const after = keys.slice(keys.indexOf(key) + 1).map((each) => this.card(each));
            after.find(Boolean)?.before(card);
        }

        card(key) {
            return document.getElementById(`passage-${key}`);
        }

        drag({ target, dataTransfer }) {
            const card = target.closest?.("[data-key][data-state]");
            if (card) {
                this.select(card);
                dataTransfer.setData("text/plain", card.innerText.trim());
                dataTransfer.effectAllowed = "move";
            }
        }

        over(event) {
            if (event.target.closest?.("[data-section]")) {
                event.preventDefault();
            }
        }

        drop(event) {
            const section = event.target.closest?.("[data-section]");
            if (section) {
                event.preventDefault();
                section.querySelector("button").click();
            }
        }
    }

    window.wagtail.app.register("localoffer-sorting", SortingController);
})();
