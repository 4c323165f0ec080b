/*
 * What the law and families ask, item by item: what somebody chooses becomes the value of
 * a field of Wagtail's form, which is saved like any other. The items are in no form.
 */
(function () {
    "use strict";

    /* Where all passages are listed, of which one or more can be chosen. */
    const PASSAGES = ".localoffer-law__others";

    class LawController extends window.StimulusModule.Controller {
        static targets = ["items", "status"];

        connect() {
            this.field = this.element.querySelector("[name=answers]");
        }

        get answers() {
            return JSON.parse(this.field.value || "null") ?? {};
        }

        get items() {
            return [...this.itemsTarget.querySelectorAll("[data-law]")];
        }

        /* Those of the law. What families ask is nobody's duty. */
        get counted() {
            return this.items.filter((item) => item.closest("[data-counted]"));
        }

        get isLocked() {
            return document.body.classList.contains("content-locked");
        }

        /*
         * The server has read the draft that was saved last. Only what is new is drawn,
         * and nothing in which somebody is at work.
         */
        show({ detail: { law } }) {
            const page = document.createElement("template");
            page.innerHTML = law;
            const before = new Map(this.items.map((item) => [item.dataset.law, item]));
            const after = [...page.content.querySelectorAll("[data-law]")];
            const isSame =
                after.length === before.size && after.every((item) => before.has(item.dataset.law));
            if (!isSame) {
                after.forEach((item) => (item.localofferHtml = item.outerHTML));
                this.itemsTarget.replaceChildren(page.content);
                this.items.forEach((item) => this.fill(item));
            } else {
                ["[data-intro]", "template[data-passages]"].forEach((part) => {
                    const place = this.itemsTarget.querySelector(part);
                    place.replaceWith(page.content.querySelector(part));
                });
                after.forEach((item) => this.refresh(before.get(item.dataset.law), item));
            }
            this.count();
        }

        get list() {
            return this.itemsTarget.querySelector("template[data-passages]");
        }

        refresh(old, item) {
            const html = item.outerHTML;
            if (old.localofferHtml === html) {
                return;
            }
            const choice = this.readChoice(old);
            // After what was chosen is taken back, the focus is where one chooses again.
            const first = this.listRadios(old)[0];
            const isFree = !choice && document.activeElement === first;
            const isAtWork = !isFree && old.contains(document.activeElement);
            if (choice === "others" || choice === "reason" || isAtWork) {
                old.toggleAttribute("data-lost", "lost" in item.dataset);
                old.toggleAttribute("data-given", "given" in item.dataset);
                this.mark(old);
                return;
            }
            item.localofferHtml = html;
            old.replaceWith(item);
            this.fill(item);
            if (isFree) {
                this.listRadios(item)[0]?.focus();
            }
        }

        /* Show in an item what the field says of it. */
        fill(item) {
            const decision = this.answers[item.dataset.law] ?? [];
            const [keys, reason] = Array.isArray(decision) ? [decision, ""] : [[], decision];
            const proposed = (item.dataset.proposed ?? "").split(" ");
            const isProposed =
                keys.length === proposed.length && keys.every((key) => proposed.includes(key));
            // What was chosen and has changed since is asked again.
            const line = item.querySelector("[type=text]");
            const radio = reason
                ? item.querySelector("[value=reason], [data-leave-out]")
                : isProposed && item.querySelector("[value=proposed]");
            if (radio) {
                radio.checked = true;
            }
            if (line) {
                line.value = reason;
            }
            if (this.isLocked) {
                item.querySelectorAll("input, button").forEach((each) => (each.disabled = true));
            }
            this.unfold(item);
            this.mark(item);
        }

        /* Show the list of passages, or the line for a reason, where they are asked for. */
        unfold(item) {
            const choice = this.readChoice(item);
            const others = item.querySelector(PASSAGES);
            const line = item.querySelector("[type=text]");
            if (others) {
                others.hidden = choice !== "others";
                if (choice === "others") {
                    this.listPassages(item, others);
                }
            }
            if (line) {
                line.parentElement.hidden = choice !== "reason";
            }
        }

        /* All passages, those of the part first in which an answer would stand. */
        listPassages(item, place) {
            const keys = this.answers[item.dataset.law] ?? [];
            place.replaceChildren(this.list.content.cloneNode(true));
            const home = place.querySelector(`[data-part="${CSS.escape(item.dataset.home)}"]`);
            if (home) {
                place.prepend(home);
            }
            place.querySelectorAll("[type=checkbox]").forEach((box) => {
                if ("single" in item.dataset) {
                    box.type = "radio";
                    box.name = `${item.id}-passage`;
                }
                box.checked = keys.includes(box.value);
            });
        }

        choose({ target, type }) {
            const item = target.closest("[data-law]");
            // A line reports each key, and what is ticked or chosen the change.
            if (!item || (type === "input") !== (target.type === "text")) {
                return;
            }
            const choice = this.readChoice(item);
            const isPassage = target.closest(PASSAGES);
            if (target.type === "radio" && !isPassage) {
                this.unfold(item);
            }
            // Until something is ticked or written, what was decided before stays.
            if (choice === "proposed") {
                this.decide(item, item.dataset.proposed.split(" "));
            } else if ("leaveOut" in target.dataset) {
                this.decide(item, target.value);
            } else if (choice === "others" && isPassage) {
                const ticked = [...item.querySelectorAll(`${PASSAGES} :checked`)];
                this.decide(item, ticked.length ? ticked.map((box) => box.value) : null);
            } else if (choice === "reason" && target.value.trim() && target.type === "text") {
                this.decide(item, target.value.trim());
            } else {
                this.mark(item);
            }
        }

        decide(item, decision) {
            const { [item.dataset.law]: before, ...others } = this.answers;
            const answers = decision ? { ...others, [item.dataset.law]: decision } : others;
            this.field.value = JSON.stringify(answers);
            delete item.dataset.lost;
            this.mark(item);
            const said = this.count();
            this.statusTarget.textContent = item.closest("[data-counted]")
                ? said
                : item.querySelector("h3").textContent;
        }

        takeBack({ target }) {
            const item = target.closest("[data-take-back]")?.closest("[data-law]");
            if (item) {
                item.querySelectorAll("[type=radio]").forEach((radio) => {
                    radio.checked = false;
                });
                item.querySelectorAll("[type=text]").forEach((line) => (line.value = ""));
                this.unfold(item);
                this.decide(item, null);
                this.listRadios(item)[0].focus();
            }
        }

        /* How it can be decided, without the passages of which one is chosen. */
        listRadios(item) {
            const radios = [...item.querySelectorAll("[type=radio]")];
            return radios.filter((radio) => !radio.closest(PASSAGES));
        }

        readChoice(item) {
            return this.listRadios(item).find((radio) => radio.checked)?.value;
        }

        /* Where an item stands: by that, its status has its words. */
        stand(item) {
            if ("lost" in item.dataset) {
                return "lost";
            }
            const decision = this.answers[item.dataset.law];
            // A translation has a copy of what was chosen for its original.
            if ("given" in item.dataset && (!decision || !this.readChoice(item))) {
                return "given";
            }
            return decision ? (typeof decision === "string" ? "out" : "settled") : "open";
        }

        isSettled(item) {
            return !["lost", "open"].includes(this.stand(item));
        }

        mark(item) {
            const status = item.querySelector(".localoffer-status");
            const isSettled = this.isSettled(item);
            status.textContent = status.dataset[this.stand(item)] ?? status.dataset.settled;
            status.classList.toggle("localoffer-status--ready", isSettled);
            status.classList.toggle("localoffer-status--attention", "lost" in item.dataset);
            const button = item.querySelector("[data-take-back]");
            if (button) {
                button.hidden = !this.readChoice(item);
            }
        }

        /* Say how many are settled of those that the law asks. */
        count() {
            const settled = this.counted.filter((item) => this.isSettled(item)).length;
            const words = this.itemsTarget.querySelector("#localoffer-settled");
            if (!words) {
                return "";
            }
            words.textContent = words.dataset.template
                .replace("{settled}", settled)
                .replace("{asked}", this.counted.length);
            this.itemsTarget.querySelector("progress").value = settled;
            return words.textContent;
        }
    }

    window.wagtail.app.register("localoffer-law", LawController);
})();
