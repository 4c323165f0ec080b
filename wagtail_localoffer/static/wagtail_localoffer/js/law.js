/*
 * What the law asks, item by item: what somebody chooses becomes the value of a field of
 * Wagtail's form, which is saved like any other. The items themselves are in no form.
 */
(function () {
    "use strict";

    class LawController extends window.StimulusModule.Controller {
        static targets = ["items"];

        connect() {
            this.field = this.element.querySelector("[name=answers]");
        }

        get answers() {
            return JSON.parse(this.field.value || "null") ?? {};
        }

        get items() {
            return [...this.itemsTarget.querySelectorAll("[data-law]")];
        }

        /* The server has read the draft that was saved last. */
        show({ detail: { law } }) {
            this.html = law;
            // Not while somebody is writing in it.
            if (!this.itemsTarget.querySelector("input[type=text]:focus")) {
                this.catchUp();
            }
        }

        /* Show what came last. What was chosen since then is in the field. */
        catchUp() {
            if (!this.html) {
                return;
            }
            const focused = document.activeElement;
            const place = this.itemsTarget.contains(focused) && this.describe(focused);
            const open = [...this.itemsTarget.querySelectorAll("details[open]")].map(
                (each) => each.dataset.key,
            );
            this.itemsTarget.innerHTML = this.html;
            this.html = null;
            this.items.forEach((item) => this.fill(item));
            open.forEach((key) => {
                const same = this.itemsTarget.querySelector(
                    `details[data-key="${CSS.escape(key)}"]`,
                );
                same?.setAttribute("open", "");
            });
            this.count();
            if (place) {
                this.find(place)?.focus({ preventScroll: true });
            }
        }

        /* Where the focus is, so that it can return after all is drawn anew. */
        describe(element) {
            return {
                law: element.closest("[data-law]")?.dataset.law,
                tag: element.tagName,
                value: element.matches("[type=radio], [type=checkbox]") ? element.value : "",
            };
        }

        find({ law, tag, value }) {
            const item = this.items.find((each) => each.dataset.law === law);
            const same = [...(item?.querySelectorAll(tag) ?? [])];
            return same.find((each) => !value || each.value === value);
        }

        /* Show in an item what the field says of it. */
        fill(item) {
            const decision = this.answers[item.dataset.law] ?? [];
            const [keys, reason] = Array.isArray(decision) ? [decision, ""] : [[], decision];
            const isProposed = keys.length === 1 && keys[0] === item.dataset.proposed;
            const choice = reason ? "reason" : isProposed ? "proposed" : keys.length ? "others" : "";
            const radio = item.querySelector(`[type=radio][value="${choice}"]`);
            if (radio) {
                radio.checked = true;
            }
            if (reason) {
                item.querySelector("[type=text]").value = reason;
            }
            this.unfold(item, keys);
            this.mark(item);
        }

        /* Show the list of passages, or the line for a reason, where they are asked for. */
        unfold(item, keys = []) {
            const choice = this.readChoice(item);
            const others = item.querySelector(".localoffer-law__others");
            const line = item.querySelector("[type=text]");
            if (others) {
                others.hidden = choice !== "others";
                if (choice === "others" && !others.firstElementChild) {
                    const list = this.itemsTarget.querySelector("template[data-passages]");
                    others.append(list.content.cloneNode(true));
                    others.querySelectorAll("[type=checkbox]").forEach((box) => {
                        box.checked = keys.includes(box.value);
                    });
                }
            }
            if (line) {
                line.parentElement.hidden = choice !== "reason";
            }
        }

        readChoice(item) {
            return item.querySelector("[type=radio]:checked")?.value;
        }

        choose({ target }) {
            const item = target.closest("[data-law]");
            if (!item) {
                return;
            }
            const choice = this.readChoice(item);
            this.unfold(item, [item.dataset.proposed]);
            let decision = null;
            if (choice === "proposed") {
                decision = [item.dataset.proposed];
            } else if (choice === "others") {
                const ticked = [...item.querySelectorAll("[type=checkbox]:checked")];
                decision = ticked.length ? ticked.map((box) => box.value) : null;
            } else if (choice === "reason") {
                decision = item.querySelector("[type=text]").value.trim() || null;
            }
            this.decide(item, decision);
            if (choice === "reason" && target.type === "radio") {
                item.querySelector("[type=text]").focus();
            }
        }

        decide(item, decision) {
            const { [item.dataset.law]: before, ...others } = this.answers;
            const answers = decision ? { ...others, [item.dataset.law]: decision } : others;
            this.field.value = JSON.stringify(answers);
            delete item.dataset.lost;
            this.mark(item);
            this.count();
        }

        takeBack({ target }) {
            const item = target.closest("[data-take-back]")?.closest("[data-law]");
            if (item) {
                item.querySelectorAll("[type=radio]").forEach((radio) => {
                    radio.checked = false;
                });
                this.unfold(item);
                this.decide(item, null);
                item.querySelector("[type=radio]").focus();
            }
        }

        isSettled(item) {
            return (
                !("lost" in item.dataset) &&
                ("given" in item.dataset || item.dataset.law in this.answers)
            );
        }

        mark(item) {
            const status = item.querySelector(".localoffer-status");
            const isSettled = this.isSettled(item);
            status.textContent = isSettled
                ? status.dataset.settled
                : "lost" in item.dataset
                  ? status.dataset.lost
                  : status.dataset.open;
            status.classList.toggle("localoffer-status--ready", isSettled);
            status.classList.toggle("localoffer-status--attention", "lost" in item.dataset);
            const button = item.querySelector("[data-take-back]");
            if (button) {
                button.hidden = !this.readChoice(item);
            }
        }

        count() {
            const settled = this.items.filter((item) => this.isSettled(item)).length;
            const words = this.itemsTarget.querySelector("#localoffer-settled");
            words.textContent = words.dataset.template
                .replace("{settled}", settled)
                .replace("{asked}", this.items.length);
            this.itemsTarget.querySelector("progress").value = settled;
        }
    }

    window.wagtail.app.register("localoffer-law", LawController);
})();
