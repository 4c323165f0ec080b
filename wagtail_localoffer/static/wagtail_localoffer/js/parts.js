/*
 * One part of an offer at a time, in Wagtail's own form. Whatever isn't shown is still in
 * the form, and saved with it. Where this script fails, the whole form is there.
 *
 * The address says what is shown: #parts (the list), #part-health, #part-about,
 * #part-publish, or #part-all.
 */
(function () {
    "use strict";

    const LIST = "list";
    const ABOUT = "about";
    const LAW = "law";
    const PUBLISH = "publish";
    const ALL = "all";
    const OWN = "own_section";

    /* Where one goes on: a field, or the button that chooses a council. */
    const PLACES =
        "input:not([type=hidden]), select, textarea, [contenteditable=true], " +
        "[data-chooser-action-choose]";

    /* How long Wagtail may take to make the blocks, in milliseconds. */
    const PATIENCE = 3_000;

    /* How long what was removed can be brought back, in milliseconds. */
    const UNDO = 10_000;

    /* All lists of blocks in a block: of the offer, of a section, of contacts. */
    function* listSequences(block) {
        if (block.children && block.inserters) {
            yield block;
            for (const child of block.children) {
                yield* listSequences(child.block);
            }
        } else {
            for (const inner of Object.values(block.childBlocks ?? {})) {
                yield* listSequences(inner);
            }
        }
    }

    /* What somebody may have written, of all that is in a form: the rest is Wagtail's. */
    function listWords(data, answer) {
        const others = /^(csrfmiddlewaretoken|next|(loaded|overwrite)_revision_.+|comments-.+)$/;
        const isOurs = (name) => !others.test(name) && !(name in (answer.field_updates ?? {}));
        return JSON.stringify([...data].filter(([name]) => isOurs(name)));
    }

    function isVisible(element) {
        return element.getClientRects().length > 0;
    }

    class PartsController extends window.StimulusModule.Controller {
        static targets = [
            "bar",
            "check",
            "foot",
            "heading",
            "help",
            "list",
            "lost",
            "missing",
            "place",
            "problems",
            "row",
            "status",
            "undo",
        ];

        connect() {
            this.panel = this.element.closest("[data-panel]");
            this.container = this.panel.parentElement;
            if (this.container.firstElementChild !== this.panel) {
                // It is above all that it opens. This connects again, once it has moved.
                this.container.prepend(this.panel);
                return;
            }
            this.form = this.element.closest("form");
            this.foot = this.footTarget.content.firstElementChild.cloneNode(true);
            this.missing = this.missingTarget.content.firstElementChild.cloneNode(true);
            this.container.append(this.missing, this.foot);
            const [next, , add] = this.foot.children;
            this.nextButton = next;
            this.addButton = add;
            next.addEventListener("click", () => this.goOn());
            add.addEventListener("click", () => this.addOwn());
            this.missing.querySelector("button").addEventListener("click", () => this.putBack());
            this.start();
        }

        disconnect() {
            this.foot?.remove();
            this.missing?.remove();
        }

        /*
         * Begin when Wagtail has made the blocks, which it does after this. Where that
         * takes too long, or fails, the whole form is there.
         */
        start() {
            this.begun ??= performance.now();
            if (!this.body) {
                const isLate = performance.now() - this.begun > PATIENCE;
                this.panels.forEach((panel) => {
                    panel.hidden = panel !== this.panel && !isLate;
                });
                this.foot.hidden = true;
                this.missing.hidden = true;
                requestAnimationFrame(() => this.start());
                return;
            }
            if (this.hasProblemsTarget) {
                this.show(LIST);
                this.focusProblems();
                if (this.problemsTarget.matches("[data-safe]")) {
                    // As for any edit: Wagtail saves the draft.
                    this.form.dispatchEvent(new CustomEvent("w-unsaved:add"));
                }
            } else if (new URLSearchParams(window.location.search).has("comment")) {
                // Wagtail leads to a comment, which stands beside its field.
                this.show(ALL);
            } else {
                this.show(this.readAddress());
            }
        }

        /* Focus what is wrong, as soon as Wagtail shows the tab in which it stands. */
        focusProblems() {
            if (isVisible(this.problemsTarget)) {
                this.problemsTarget.focus();
            } else {
                requestAnimationFrame(() => this.focusProblems());
            }
        }

        get body() {
            return document.getElementById("body-root")?.rootBlock;
        }

        get panels() {
            return [...this.container.children].filter((each) => each.matches("[data-panel]"));
        }

        /* Take from the list of what was refused what has been mended since. */
        update() {
            this.describe();
            if (!this.hasProblemsTarget || !this.isSaved) {
                return;
            }
            const name = (link) => `${link.hash} ${link.dataset.localofferField}`;
            const links = this.checkTarget.querySelectorAll("a[data-localoffer-field]");
            const open = new Set([...links].map(name));
            const lines = [...this.problemsTarget.querySelectorAll("[data-obstacle]")];
            const mended = lines.filter((line) => !open.has(name(line.querySelector("a"))));
            mended.forEach((line) => line.remove());
            if (!this.problemsTarget.querySelector("li")) {
                this.problemsTarget.remove();
            } else if (mended.length) {
                const heading = this.problemsTarget.querySelector("h3");
                heading.textContent = heading.dataset.still;
            }
        }

        /* Which part a panel belongs to. One of a project's own stands with the front sheet. */
        partOfPanel(panel) {
            return panel.dataset.localofferPart ?? ABOUT;
        }

        /* Which part a block belongs to. What an editor has added stands together. */
        partOfChild({ type }) {
            const { placed, within } = this.body.blockDef.meta;
            return within[type] ?? (placed.includes(type) ? type : OWN);
        }

        get hasLocalBlocks() {
            return this.body.blockDef.groupedChildBlockDefs.some(([, blocks]) =>
                blocks.some(({ name }) => name !== OWN),
            );
        }

        /* Which part an element of the form stands in. */
        findPart(element) {
            const child = this.body?.children.find((each) => each.element.contains(element));
            if (child) {
                return this.partOfChild(child);
            }
            const panel = this.panels.find((each) => each.contains(element));
            if (!panel || panel === this.panel) {
                return this.part;
            }
            return panel.contains(document.getElementById("body-root"))
                ? ALL
                : this.partOfPanel(panel);
        }

        /* What the address of the page asks for. */
        readAddress() {
            const hash = decodeURIComponent(window.location.hash.slice(1));
            if (hash.startsWith("part-")) {
                const part = hash.slice("part-".length);
                return this.isPart(part) ? part : LIST;
            }
            if (!hash || hash === "parts") {
                return LIST;
            }
            // As Wagtail's lists of usage and of comments name a place.
            const [, field, block] = /^:w:contentpath=(\w+)(?:\.([^.]+))?/.exec(hash) ?? [];
            const path = field === "body" ? block : field;
            const place = path
                ? this.container.querySelector(`[data-contentpath="${CSS.escape(path)}"]`)
                : document.getElementById(hash);
            const part = place && this.container.contains(place) && this.findPart(place);
            return part || this.part || LIST;
        }

        isPart(part) {
            return (
                [ALL, OWN, ...this.body.blockDef.meta.placed].includes(part) ||
                this.panels.some((panel) => this.partOfPanel(panel) === part)
            );
        }

        /* The address has changed: by a link, by Back, or by somebody who typed it. */
        open() {
            const part = this.readAddress();
            if (!this.body || part === this.part) {
                return;
            }
            const from = this.part;
            this.show(part);
            if (part === LIST) {
                const row = this.rowTargets.find((each) => each.hash === `#part-${from}`);
                (row ?? this.listTarget.querySelector("a"))?.focus();
            } else {
                this.headingTarget.focus({ preventScroll: true });
                window.scrollTo({ top: 0 });
            }
        }

        show(part) {
            this.part = part;
            const isWhole = part === ALL;
            const root = document.getElementById("body-root");
            const bodyPanel = root.closest("[data-panel]");
            // A project may have put the blocks into another tab, which shows them all.
            const isElsewhere = !this.container.contains(root);
            bodyPanel.classList.add("localoffer-blocks");
            let found = isWhole || part === LIST;
            this.body.children.forEach((child) => {
                const isHere = isWhole || this.partOfChild(child) === part;
                child.element.hidden = !isHere && !isElsewhere;
                found ||= isHere;
                if (isHere && !isWhole) {
                    this.unfold(child.element);
                }
            });
            // What is placed stays in its order. Wagtail's menu adds a project's own blocks.
            const isOpen = isWhole || part === OWN || isElsewhere;
            this.body.inserters.forEach((inserter, index, all) => {
                const isLast = index === all.length - 1;
                inserter.element.hidden = !(isOpen && isLast && this.hasLocalBlocks);
            });
            const isBlock = this.body.children.some((child) => this.partOfChild(child) === part);
            this.panels.forEach((panel) => {
                if (panel === bodyPanel) {
                    panel.hidden = !isWhole && !isBlock;
                } else if (panel !== this.panel) {
                    const isHere = isWhole || this.partOfPanel(panel) === part;
                    panel.hidden = !isHere;
                    found ||= isHere;
                    if (isHere) {
                        this.unfold(panel);
                    }
                }
            });
            const isPart = part !== LIST;
            this.missing.hidden = found || !this.body.blockDef.meta.placed.includes(part);
            this.container.classList.toggle("localoffer-one", isPart && !isWhole);
            this.panel.classList.toggle("localoffer-in-part", isPart);
            this.barTarget.hidden = !isPart;
            this.checkTarget.hidden = part !== PUBLISH;
            this.listTarget.hidden = isPart;
            if (this.hasProblemsTarget) {
                this.problemsTarget.hidden = isPart;
            }
            this.foot.hidden = !isPart;
            this.addButton.hidden = part !== OWN && !isWhole;
            this.describe();
            // Comments stand beside their fields.
            document.dispatchEvent(new Event("commentAnchorVisibilityChange"));
        }

        /* Unfold a panel that somebody has folded. */
        unfold(element) {
            const folded = "[data-panel-toggle][aria-expanded=false]";
            element
                .querySelector(
                    `:scope > .w-panel__header ${folded}, :scope > .w-panel > .w-panel__header ${folded}`,
                )
                ?.click();
        }

        /* Say where one is, and what comes next. The list of parts may come later. */
        describe() {
            const rows = this.rowTargets;
            const number = rows.findIndex((row) => row.hash === `#part-${this.part}`);
            const child = this.body?.children.find((each) => each.type === this.part);
            const title =
                this.part === ALL
                    ? this.headingTarget.dataset.whole
                    : (rows[number]?.textContent ?? child?.blockDef.meta.label ?? "");
            this.headingTarget.textContent = title;
            this.placeTarget.textContent =
                number < 0
                    ? ""
                    : this.placeTarget.dataset.template
                          .replace("{number}", number + 1)
                          .replace("{total}", rows.length);
            this.helpTarget.href = rows[number]?.dataset.help ?? this.helpTarget.href;
            this.nextRow = number < 0 ? undefined : rows[number + 1];
            this.panels.forEach((panel) => {
                const heading = panel.querySelector(":scope > .w-panel__header h2");
                panel.classList.toggle(
                    "localoffer-headed",
                    heading?.textContent.trim() === title && panel !== this.panel,
                );
            });
            const action = this.part === PUBLISH && this.publishing;
            this.nextButton.hidden = this.part === ALL || (this.part === PUBLISH && !action);
            this.nextButton.textContent = action
                ? action.textContent.trim()
                : this.nextRow
                  ? `${this.isLocked ? this.nextButton.dataset.next : this.nextButton.dataset.save}: ${this.nextRow.textContent}`
                  : this.nextButton.dataset.back;
        }

        /* Wagtail's own button that publishes, or that hands in for moderation. */
        get publishing() {
            return this.form.querySelector("[name=action-publish], [name=action-submit]");
        }

        /* Whether Wagtail saves the form by itself. */
        get autosaves() {
            return this.form.matches("[data-controller~=w-autosave]");
        }

        get isLocked() {
            return document.body.classList.contains("content-locked");
        }

        /*
         * Wagtail could not save by itself. Where it says why, the next click on the
         * button sends the form. Where the line or the log-in has failed, that would lose
         * what is in it.
         */
        pause({ detail }) {
            const type = detail.type ?? detail.response?.error_code;
            this.isPaused = ["invalid_revision", "validation_error"].includes(type);
            this.lostTarget.hidden = this.isPaused;
        }

        /* Save and go to the next part. Where nothing saves by itself, the form is sent. */
        goOn() {
            if (this.part === PUBLISH) {
                this.publishing.click();
                return;
            }
            const hash = this.nextRow?.hash ?? "#parts";
            if (this.isLocked || (this.autosaves && !this.isPaused)) {
                window.location.hash = hash;
            } else {
                this.form.action = this.form.action.split("#")[0] + hash;
                this.form.requestSubmit();
            }
        }

        addOwn() {
            this.body.add(OWN);
            this.show(this.part);
        }

        putBack() {
            this.body.putBack(this.part);
            this.show(this.part);
            this.focusIn(this.body.children.find(({ type }) => type === this.part).element);
        }

        /* Wagtail is about to save what is in the form now. */
        send({ detail }) {
            this.sent = detail.formData;
        }

        /*
         * Wagtail has saved, and takes all that the form holds now for saved. What was
         * typed while the answer was on its way isn't, so that is one more edit.
         *
         * After its first save, Wagtail gives a new page another address.
         */
        keep({ detail }) {
            const [sent, held] = [this.sent, new FormData(this.form)].map((data) =>
                listWords(data, detail.response),
            );
            if (held !== sent) {
                this.form.dispatchEvent(new CustomEvent("w-unsaved:add"));
            }
            this.isPaused = false;
            this.isSaved = true;
            this.lostTarget.hidden = true;
            if (this.part && this.part !== LIST && !window.location.hash) {
                window.history.replaceState(null, "", `#part-${this.part}`);
            }
        }

        /* Wagtail is about to put the focus somewhere, such as on the first error. */
        reveal({ target }) {
            this.openPartOf(target);
        }

        openPartOf(element) {
            const part = this.findPart(element);
            if (part && part !== this.part && this.part !== ALL) {
                this.show(part);
                window.history.pushState(null, "", `#part-${part}`);
            }
        }

        /* A link to a field, from the list of what is needed or from the checklist. */
        jump(event) {
            if (event.target.closest("[data-side-panel-toggle=comments]") && this.part === LIST) {
                // Comments stand beside their fields.
                window.location.hash = `#part-${ALL}`;
            }
            const link = event.target.closest("a[data-localoffer-field]");
            if (!link) {
                return;
            }
            event.preventDefault();
            const part = link.hash.slice("#part-".length);
            const field = link.dataset.localofferField;
            if (this.part !== ALL && part !== this.part) {
                window.history.pushState(null, "", link.hash);
                this.show(part);
            }
            if (window.matchMedia("(max-width: 50rem)").matches) {
                // There the checklist lies over the form.
                const side = link.closest(".form-side");
                side?.querySelector("[data-form-side-close-button]").click();
            }
            this.focusIn(this.findField(part, field) ?? this.panel);
        }

        /* The element of a field: by its id, or by its path inside of a block. */
        findField(part, field) {
            if (field.startsWith("id_") && part === ABOUT) {
                const place = document.getElementById(field);
                const tab = place?.closest("[role=tabpanel][hidden]");
                if (tab) {
                    document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
                }
                return place;
            }
            if (part === LAW) {
                return document.getElementById(field);
            }
            const child = this.body.children.find((each) => this.partOfChild(each) === part);
            return (field ? field.split(".") : []).reduce((place, step) => {
                if (/^\d+$/.test(step)) {
                    // What was deleted is still in the form.
                    const items = [...(place?.querySelectorAll("[data-streamfield-child]") ?? [])];
                    const kept = items.filter(
                        (each) => !each.querySelector(":scope > [name$=-deleted]")?.value,
                    );
                    return kept[step] ?? place;
                }
                return place?.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? place;
            }, child?.element);
        }

        focusIn(place) {
            // Who follows the SENCO is folded away.
            this.unfold(place.closest("[data-panel]") ?? place);
            const inside = [...place.querySelectorAll(PLACES)];
            // Not one that is hidden, such as the button for another council.
            const field = place.matches(PLACES) ? place : inside.find(isVisible);
            (field ?? place).scrollIntoView({ block: "center" });
            (field ?? place).focus({ preventScroll: true });
        }

        /* What is about to be removed can be brought back for a while. */
        remember(event) {
            const button = event.target.closest?.("[data-streamfield-action=DELETE]");
            const element = button?.closest("[data-streamfield-child]");
            if (!element || !this.body) {
                return;
            }
            for (const sequence of listSequences(this.body)) {
                const index = sequence.children.findIndex((child) => child.element === element);
                if (index >= 0) {
                    const state = sequence.children[index].getState();
                    this.offerUndo(() => {
                        // What is deleted stays in the form, marked, and its ids with it.
                        [element, ...element.querySelectorAll("*")].forEach((each) => {
                            each.removeAttribute("id");
                            each.removeAttribute("data-contentpath");
                        });
                        sequence.insert(state, Math.min(index, sequence.children.length), {
                            animate: true,
                            focus: true,
                        });
                        this.show(this.part);
                    });
                }
            }
        }

        offerUndo(undo) {
            this.undoBox?.remove();
            const box = this.undoTarget.content.firstElementChild.cloneNode(true);
            this.undoBox = box;
            document.body.append(box);
            const button = box.querySelector("button");
            const wait = () =>
                setTimeout(() => {
                    // Not while somebody is about to choose it.
                    if (box.matches(":hover, :focus-within")) {
                        wait();
                    } else {
                        box.remove();
                    }
                }, UNDO);
            button.addEventListener("click", () => {
                box.remove();
                undo();
            });
            this.statusTarget.textContent = box.querySelector("span").textContent;
            button.focus({ preventScroll: true });
            wait();
        }
    }

    window.wagtail.app.register("localoffer-parts", PartsController);
})();
