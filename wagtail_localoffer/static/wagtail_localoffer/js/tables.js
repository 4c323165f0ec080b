/*
 * Tables of an offer in Wagtail's editor: one that is pasted, from Word or a spreadsheet,
 * becomes a table. Without this, its cells would run together in a text, and in a table
 * all of it would go into one cell.
 */
(function () {
    "use strict";

    const { constructors } = window.telepath;
    const TypedTableDefinition =
        constructors["wagtail.contrib.typed_table_block.blocks.TypedTableBlock"];

    /* What a larger table would do to the form of a site with Django's own limits. */
    const MOST_CELLS = 400;

    const BLOCKS_OF_TEXT = "p, div, li, h1, h2, h3, h4, h5, h6, dt, dd, blockquote";

    /* No program writes it. */
    const END_OF_LINE = "\ue000";

    const FIELDS = "input:not([type=hidden]), textarea, select";

    const oneLine = (words) => words.replace(/[\s\u00a0]+/g, " ").trim();

    /* Put what stands below each other into one line, as one would read it out. */
    const join = ([first = "", ...others]) =>
        others.reduce(
            (all, line) => `${all}${/[.,:;!?]$/.test(all) ? "" : ","} ${line}`,
            first,
        );

    function readCell(cell) {
        const copy = cell.cloneNode(true);
        // A program breaks lines in its HTML too: only these are ends that somebody meant.
        copy.querySelectorAll("br").forEach((each) => each.replaceWith(END_OF_LINE));
        copy.querySelectorAll(BLOCKS_OF_TEXT).forEach((each) => {
            each.before(END_OF_LINE);
            each.after(END_OF_LINE);
        });
        return join(copy.textContent.split(END_OF_LINE).map(oneLine).filter(Boolean));
    }

    /* The words of a table, row by row. What spans several rows is said in each. */
    function readGrid(table) {
        const grid = [...table.rows].map(() => []);
        [...table.rows].forEach((row, y) => {
            const isWhole = row.cells.length === 1;
            let x = 0;
            [...row.cells].forEach((cell) => {
                const words = readCell(cell);
                const last = Math.min(grid.length, y + (cell.rowSpan || grid.length));
                while (grid[y][x] !== undefined) {
                    x += 1;
                }
                for (let column = 0; column < Math.min(cell.colSpan, MOST_CELLS); column += 1) {
                    for (let below = y; below < last; below += 1) {
                        grid[below][x + column] = isWhole && column ? "" : words;
                    }
                }
                x += cell.colSpan;
            });
        });
        return grid;
    }

    /* Without the rows and the columns in which there is nothing. */
    function trim(grid) {
        const width = Math.max(0, ...grid.map((row) => row.length));
        const columns = [...Array(width).keys()].filter((x) => grid.some((row) => row[x]));
        return grid
            .filter((row) => row.some(Boolean))
            .map((row) => columns.map((x) => row[x] ?? ""));
    }

    /* A heading over the whole table is its caption. */
    function makeTable(grid, caption = "") {
        let rows = trim(grid);
        const isTitle = (row) => row[0] && row.slice(1).every((cell) => !cell);
        if (!caption && rows.length > 2 && isTitle(rows[0])) {
            caption = rows[0][0];
            rows = trim(rows.slice(1));
        }
        const width = rows[0]?.length ?? 0;
        return { caption, rows, isTable: rows.length > 1 && width > 1 };
    }

    /* Rows with the same number of tabs, as a spreadsheet writes them. */
    function readTabs(text) {
        const lines = text.replace(/(\r?\n)+$/, "").split(/\r?\n/);
        const grid = lines.map((line) => line.split("\t").map(oneLine));
        return grid.every((row) => row.length === grid[0].length) ? makeTable(grid) : null;
    }

    function readHtml(html) {
        const page = new DOMParser().parseFromString(html, "text/html");
        page.querySelectorAll("style, script, title, meta").forEach((each) => each.remove());
        // Those that hold others are a layout.
        const found = [...page.querySelectorAll("table")].filter(
            (each) => !each.querySelector("table"),
        );
        return { page, found };
    }

    const describe = (table) =>
        makeTable(readGrid(table), oneLine(table.caption?.textContent ?? ""));

    /* Keep as paragraphs what is no table, or one that is too large. */
    function writeLines(page, element, lines) {
        element.replaceWith(
            ...lines.map((line) => {
                const paragraph = page.createElement("p");
                paragraph.textContent = line;
                return paragraph;
            }),
        );
    }

    /* The tables in what is pasted, and what is left of it; null if there are none. */
    function readPaste(data) {
        const html = data.getData("text/html");
        if (!html) {
            const table = readTabs(data.getData("text/plain"));
            return table?.isTable && isSmall(table) ? { tables: [table], rest: "" } : null;
        }
        const { page, found } = readHtml(html);
        if (!found.length) {
            return null;
        }
        const tables = [];
        let isTooLarge = false;
        found.forEach((element) => {
            const table = describe(element);
            if (table.isTable && isSmall(table)) {
                tables.push(table);
                element.remove();
            } else {
                isTooLarge ||= table.isTable;
                const lines = table.isTable
                    ? table.rows.map((row) => row.filter(Boolean).join("; "))
                    : table.rows.flat().filter(Boolean);
                writeLines(page, element, table.caption ? [table.caption, ...lines] : lines);
            }
        });
        // Cells of a layout are paragraphs too.
        page.querySelectorAll("td, th").forEach((each) => {
            const part = page.createElement("div");
            part.append(...each.childNodes);
            each.closest("table").before(part);
        });
        page.querySelectorAll("table").forEach((each) => each.remove());
        const rest = page.body.textContent.trim() ? page.body : null;
        return { tables, rest, isTooLarge };
    }

    const isSmall = ({ rows }) => rows.length * rows[0].length <= MOST_CELLS;

    /* The one table that is all there is in a paste: beside it, nothing may be lost. */
    function readOnlyTable(data) {
        const html = data.getData("text/html");
        const { page, found } = html ? readHtml(html) : { found: [] };
        if (!found.length) {
            return readTabs(data.getData("text/plain"));
        }
        const [element, ...others] = found;
        const table = describe(element);
        element.remove();
        return others.length || page.body.textContent.trim() ? null : table;
    }

    /* Say at the place itself what became of a paste, also to who can't see it. */
    function say(place, words) {
        let status = place.querySelector(":scope > [data-localoffer-pasted]");
        if (!status) {
            status = document.createElement("div");
            status.className = "help-block help-info";
            status.dataset.localofferPasted = "";
            status.setAttribute("role", "status");
            status.innerHTML =
                '<svg class="icon icon-help icon" aria-hidden="true"><use href="#icon-help">' +
                "</use></svg><p></p>";
            place.append(status);
        }
        // Only what changes in it is read out.
        status.lastChild.textContent = "";
        requestAnimationFrame(() => {
            status.lastChild.textContent = words;
        });
    }

    /* Only over https is there a function for it. */
    function makeId() {
        const digits = [...crypto.getRandomValues(new Uint8Array(16))]
            .map((each) => each.toString(16).padStart(2, "0"))
            .join("");
        return digits.replace(
            /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,
            "$1-$2-4$3-8$4-$5",
        );
    }

    class RecordTableDefinition extends TypedTableDefinition {
        render(...args) {
            const table = super.render(...args);
            const [container] = table.container;
            container.addEventListener("paste", (event) => this.paste(event, table));
            // The headings come first.
            table.focus = (options) =>
                (table.columns[0]?.headingInput ?? table.appendColumnButton[0]).focus(options);
            return table;
        }

        paste(event, table) {
            const [container] = table.container;
            const pasted = readOnlyTable(event.clipboardData);
            const { strings } = this.meta;
            if (!pasted?.isTable) {
                return;
            }
            event.preventDefault();
            if (!isSmall(pasted)) {
                say(container, strings.TOO_LARGE);
                return;
            }
            const fields = [...container.querySelectorAll(FIELDS)];
            const isEmpty = fields.every((field) => !field.value.trim());
            if (!isEmpty && !window.confirm(strings.REPLACE)) {
                return;
            }
            const caption = pasted.caption || table.captionInput.value;
            table.setState(this.makeState({ ...pasted, caption }));
            table.focus();
            table.captionInput.dispatchEvent(new Event("change", { bubbles: true }));
            say(container, strings.HEADINGS);
        }

        makeState({ caption, rows }) {
            const [headings, ...others] = rows;
            const type = this.childBlockDefs[0].name;
            return {
                caption,
                columns: headings.map((heading) => ({ type, heading })),
                rows: others.map((values) => ({ values })),
            };
        }
    }

    window.telepath.register("wagtail_localoffer.blocks.RecordTable", RecordTableDefinition);

    const findTable = (block) =>
        Object.values(block?.blockDef?.childBlockDefsByName ?? {}).find(
            (each) => each instanceof RecordTableDefinition,
        );

    /* The stream that has room for a table after the text of an editor, and where. */
    function findPlace(block, editor) {
        const { children, childBlocks } = block;
        if (children) {
            const index = children.findIndex((each) => each.element.contains(editor));
            const inner = index < 0 ? null : findPlace(children[index].block, editor);
            if (inner || index < 0) {
                return inner;
            }
            return findTable(block) ? { stream: block, index: index + 1 } : null;
        }
        const parts = Object.values(childBlocks ?? {});
        const inner = parts.map((each) => findPlace(each, editor)).find(Boolean);
        const stream = parts.find(findTable);
        return inner ?? (stream ? { stream, index: 0 } : null);
    }

    function findRoot(element) {
        while (element && !element.rootBlock) {
            element = element.parentElement;
        }
        return element?.rootBlock;
    }

    /* What an editor gets of a paste, in place of what it would make of a table. */
    class RestOfPaste extends ClipboardEvent {
        constructor(rest) {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", rest.innerHTML);
            clipboardData.setData("text/plain", rest.textContent.trim());
            super("paste", { clipboardData, bubbles: true, cancelable: true });
        }
    }

    function pasteIntoText(event) {
        const editor = event.target.closest?.("[contenteditable=true]");
        const root = editor && !(event instanceof RestOfPaste) && findRoot(editor);
        const place = root && findPlace(root, editor);
        const pasted = place && readPaste(event.clipboardData);
        if (!pasted) {
            return;
        }
        // Before the editor sees it: it would run the cells together.
        event.preventDefault();
        event.stopImmediatePropagation();
        if (pasted.rest) {
            event.target.dispatchEvent(new RestOfPaste(pasted.rest));
        }
        const { stream, index } = place;
        const definition = findTable(stream);
        pasted.tables.forEach((table, number) => {
            const value = definition.makeState(table);
            const data = { type: definition.name, value, id: makeId() };
            stream.insert(data, index + number, { animate: true });
        });
        const { strings } = definition.meta;
        const text = editor.closest("[data-contentpath]");
        if (pasted.isTooLarge) {
            say(text, strings.TOO_LARGE);
        } else if (pasted.tables.length) {
            say(text, strings.PASTED);
        }
    }

    document.addEventListener("paste", pasteIntoText, true);
})();
