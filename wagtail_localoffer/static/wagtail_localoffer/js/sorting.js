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
            this.waiting = 0;
            this.turn = 0;
            // On a phone the sections would cover half of the document.
            this.isNarrow = window.matchMedia("(max-width: 40em)");
            this.sectionsTarget.open = !this.isNarrow.matches;
            this.chosen?.scrollIntoView({ block: "center" });
            this.chosen?.querySelector("input").focus({ preventScroll: true });
        }

        get form() {
            return this.toolsTarget.closest("form");
        }

        /* A click anywhere on a passage chooses it. */
        choose({ target }) {
            const card = target.closest("[data-key][data-state]");
            if (target.closest("a, button, input, label, summary")) {
                return;
            }
            if (card ?? this.chosen) {
                this.select(card ?? this.chosen);
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

        /* A key does what the button does that has it, with the passage that has the focus. */
        press(event) {
            const { key, target, ctrlKey } = event;
            const card = target.closest("[data-key][data-state]");
            if (!card || event.altKey || event.metaKey || event.isComposing) {
                return;
            }
            const isButton = target.closest("a, button");
            if (key === "Escape") {
                card.querySelector("[name=close_split]")?.click();
            } else if (key === "Enter" && !isButton) {
                event.preventDefault();
                this.type(event, card, () => this.chosen?.querySelector("[name=accept]"));
            } else if (ctrlKey ? key === "z" : /^[a-z]$/i.test(key)) {
                const letter = ctrlKey ? "u" : key.toLowerCase();
                event.preventDefault();
                this.type(event, card, () =>
                    this.toolsTarget.querySelector(`button[data-key="${letter}"]`),
                );
            }
        }

        /* What is typed while an answer is on its way is for the passage that comes next. */
        type({ repeat }, card, find) {
            if (repeat) {
                return;
            }
            if (!this.waiting) {
                this.select(card);
            }
            const { turn } = this;
            this.enqueue(() => {
                const button = find();
                // After a failure, nothing more is done with the passage that failed.
                if (button && !button.disabled && turn === this.turn) {
                    return this.send(new FormData(this.form, button));
                }
            });
        }

        get chosen() {
            return this.passagesTarget.querySelector("li:has(input:checked)");
        }

        submit(event) {
            event.preventDefault();
            const data = new FormData(this.form, event.submitter);
            this.enqueue(() => this.send(data));
        }

        enqueue(step) {
            this.waiting += 1;
            this.queue = this.queue.then(step).finally(() => {
                this.waiting -= 1;
            });
        }

        async send(body) {
            let failure = this.failedValue;
            try {
                const headers = { "X-Requested-With": "XMLHttpRequest" };
                const response = await fetch(this.form.action, { method: "POST", body, headers });
                const isOurs = response.ok || response.status === 409;
                if (isOurs && !response.redirected) {
                    const answer = await response.json();
                    failure = answer.error ?? "";
                    if (!failure) {
                        this.show(answer);
                    }
                }
            } catch {
                // It is said below.
            }
            this.failureTarget.textContent = failure;
            if (failure) {
                this.statusTarget.textContent = "";
            }
            this.turn += failure ? 1 : 0;
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
            const isOpen = this.sectionsTarget.open && !this.isNarrow.matches;
            this.toolsTarget.innerHTML = tools;
            this.sectionsTarget.open = isOpen;
            this.statusTarget.textContent = message;
            // Who looks at what is left out, or at one section, goes through that.
            const shown = new URLSearchParams(window.location.search).get("show") ?? "open";
            const stays = shown === "open" ? null : this.card(cards.at(-1)[0]);
            const card = stays?.nextElementSibling ?? stays ?? this.card(next);
            if (card) {
                this.select(card);
                card.querySelector("[name=split]")?.focus();
            } else {
                this.toolsTarget.querySelector("a, button").focus();
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
            this.isDragged = Boolean(card);
            if (card) {
                this.select(card);
                dataTransfer.setData("text/plain", card.innerText.trim());
                dataTransfer.effectAllowed = "move";
            }
        }

        over(event) {
            if (this.isDragged && event.target.closest?.("[data-section]")) {
                event.preventDefault();
            }
        }

        drop(event) {
            const section = event.target.closest?.("[data-section]");
            if (this.isDragged && section) {
                event.preventDefault();
                this.isDragged = false;
                section.querySelector("button").click();
            }
        }
    }

    window.wagtail.app.register("localoffer-sorting", SortingController);
})();
