/*
 * The blocks of an offer in Wagtail's editor: those that every offer has are there to
 * stay. The others, an editor adds, moves and deletes as everywhere in Wagtail.
 */
(function () {
    "use strict";

    const { StreamBlock, StreamBlockDefinition } = window.wagtailStreamField.blocks;

    /* The children that stay. One that a program stored a second time may go. */
    const placed = new WeakSet();

    class OfferBody extends StreamBlock {
        /* Called while Wagtail's constructor runs, so nothing is kept on this object. */
        _createChild(blockDef, ...others) {
            const child = super._createChild(blockDef, ...others);
            const { type } = child;
            const isFirst = !this.children.some((other) => other.type === type);
            if (isFirst && this.blockDef.meta.placed.includes(type)) {
                placed.add(child);
                child.element.classList.add("localoffer-placed");
                // One that stands in the part of another keeps its own heading.
                child.element.classList.toggle("localoffer-within", type in this.blockDef.meta.within);
                child.actionsContainerElement
                    .querySelectorAll(":scope > [data-streamfield-action]")
                    .forEach((button) => button.remove());
            }
            const prompts = document.createElement("div");
            prompts.dataset.localofferPrompts = type;
            child.element.querySelector(`#block-${CSS.escape(child.id)}-content`)?.prepend(prompts);
            return child;
        }

        isPlaced(index) {
            return placed.has(this.children[index]);
        }

        deleteBlock(index, options) {
            if (!this.isPlaced(index)) {
                super.deleteBlock(index, options);
            }
        }

        duplicateBlock(index, options) {
            if (!this.isPlaced(index)) {
                super.duplicateBlock(index, options);
            }
        }

        moveBlock(from, to) {
            if (this.isPlaced(from) || this.isPlaced(to)) {
                // Whoever drags has moved it on the screen already.
                this.inserters[from].element.after(this.children[from].element);
            } else {
                super.moveBlock(from, to);
            }
            this.blockCountChanged();
        }

        blockCountChanged() {
            super.blockCountChanged();
            this.children.forEach((child, index) => {
                if (index && !this.isPlaced(index) && this.isPlaced(index - 1)) {
                    child.disableMoveUp();
                }
            });
        }

        /* Put a part back that a program left out, at its place. */
        putBack(type) {
            const order = this.blockDef.meta.placed;
            const before = order.slice(0, order.indexOf(type));
            const index = this.children.findLastIndex((child) => before.includes(child.type));
            this._onRequestInsert(index + 1, { type });
        }

        /* Add a section of one's own, after all others. */
        add(type) {
            this._onRequestInsert(this.children.length, { type });
        }
    }

    class OfferBodyDefinition extends StreamBlockDefinition {
        constructor(name, groups, states, meta) {
            super(name, groups, states, meta);
            // What may be added.
            this.groupedChildBlockDefs = groups
                .map(([group, blocks]) => [
                    group,
                    blocks.filter((block) => !meta.placed.includes(block.name)),
                ])
                .filter(([, blocks]) => blocks.length);
        }

        render(placeholder, prefix, state, error) {
            return new OfferBody(this, placeholder, prefix, state, error);
        }
    }

    window.telepath.register("localoffer.OfferBody", OfferBodyDefinition);
})();
