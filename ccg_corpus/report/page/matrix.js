// Two fields against each other: a heat map, and the words behind each cell.

const MOST_ROWS = 150;
const MOST_COLUMNS = 40;
const STEPS = 5;
const CELLS_AT_ONCE = 500;
let withEmpty = false;

const crossable = () => [...FIELDS.values()].filter((field) => field.lines.length > 1 || field.lines.some((line) => line.key !== null));

const matrixPart = {
  name: "matrix",
  title: "Matrix",
  fill(content) {
    for (const side of ["rows", "columns"]) if (!FIELDS.has(state[side])) state[side] = crossable()[0].name;
    const chooser = (side) => {
      const select = make("select", { id: side, onchange: () => { state[side] = select.value; state.cell = null; go(address(), true); this.draw(content); } },
        crossable().map((field) => make("option", { value: field.name, selected: field.name === state[side] }, field.title)));
      return [make("label", { for: side }, side === "rows" ? "Rows" : "Columns"), " ", select, " "];
    };
    const turn = make("button.quiet", { type: "button", onclick: () => {
      Object.assign(state, { rows: state.columns, columns: state.rows, cell: null });
      go(address(), true);
      this.fill(content);
    } }, "Turn");
    const empty = make("input", { type: "checkbox", id: "empty", checked: withEmpty, onchange: () => { withEmpty = empty.checked; this.draw(content); } });
    fill(content, 
      make("h1", null, "Matrix"),
      make("p.choices", null, chooser("rows"), chooser("columns"), turn, " ",
        make("label.small", { for: "empty" }, empty, " with empty lines")),
      make("div.drawn"));
    this.draw(content);
  },
  draw(content) {
    drawHeat(content.querySelector(".drawn"), FIELDS.get(state.rows), FIELDS.get(state.columns));
  },
};

/** The rows of a heat map, some at once and the others while the reader looks: the first are there at once. */
class Drawing {
  constructor(table, last, rows, view, atOnce) {
    Object.assign(this, { table, last, rows, view, atOnce, done: 0 });
    this.grow(atOnce);
  }

  grow(number) {
    const end = Math.min(this.rows.length, this.done + number);
    const some = document.createDocumentFragment();
    for (; this.done < end; this.done += 1) some.append(this.view(this.rows[this.done]));
    this.last.before(some);
    const isWhole = this.done === this.rows.length;
    this.table.setAttribute("aria-busy", String(!isWhole));
    // behind a frame: what is there is seen before more of it is made
    if (!isWhole) requestAnimationFrame(() => setTimeout(() => { if (this.table.isConnected) this.grow(this.atOnce); }, 0));
  }

  whole() {
    this.grow(this.rows.length);
  }
}

let drawing = null;
window.addEventListener("beforeprint", () => { if (drawing && drawing.table.isConnected) drawing.whole(); });

/** The heat map of two fields over what the filters leave. */
function drawHeat(box, rows, columns, { diagonal = true } = {}) {
  const bits = found();
  const cell = crossed(rows, columns, bits);
  const [down, hiddenRows] = linesFor(rows, bits, MOST_ROWS);
  const [across, hiddenColumns] = linesFor(columns, bits, MOST_COLUMNS);
  let most = 0;
  for (const row of down) for (const column of across) {
    if (diagonal || row.at !== column.at) most = Math.max(most, cell(row.at, column.at).length);
  }
  const behind = make("section.behind", { "aria-live": "off" });
  const open = (row, column) => {
    state.cell = [row.at, column.at];
    for (const one of box.querySelectorAll(".chosen-cell")) one.classList.remove("chosen-cell");
    const button = box.querySelector(`[data-cell="${row.at},${column.at}"]`);
    if (button) button.classList.add("chosen-cell");
    showBehind(behind, cell(row.at, column.at), rows, row, columns, column);
  };
  const rowView = (row) => make("tr", null,
    make(`th.d${Math.min(row.depth, 4)}`, { scope: "row", dir: "auto" }, row.title),
    across.map((column) => heatCell(cell(row.at, column.at).length, row, column, diagonal || row.at !== column.at ? most : 0, open)),
    make("td.total", null, common(row.bits, bits)));
  const sums = make("tr.total", null, make("th", { scope: "row" }, "All"),
    across.map((column) => make("td.total", null, common(column.bits, bits))), make("td.total", null, common(bits, bits)));
  const body = make("tbody", null, sums);
  const table = make("table.heat", { role: "grid", "aria-label": `${rows.title} by ${columns.title}`, onkeydown: moveInGrid },
    make("thead", null, make("tr", null, make("th", { scope: "col" }, rows.title),
      across.map((column) => make("th", { scope: "col", dir: "auto" }, make("span", null, column.title))), make("th.total", { scope: "col" }, "All"))),
    body);
  drawing = new Drawing(table, sums, down, rowView, Math.max(4, Math.ceil(CELLS_AT_ONCE / (across.length + 2))));
  const first = table.querySelector("button");
  if (first) first.tabIndex = 0;
  const notes = ["A total counts each quotation once; broad roles, parent codes and several codes let the cells of a line add up to more."];
  if (hiddenRows) notes.push(`${counted(hiddenRows, "row")} with fewer not shown.`);
  if (hiddenColumns) notes.push(`${counted(hiddenColumns, "column")} with fewer not shown.`);
  fill(box, make("div.wide", null, table), make("p.hint", null, notes.join(" ")), behind);
  if (state.cell) {
    drawing.whole();
    const [row, column] = state.cell;
    if (rows.lines[row] && columns.lines[column]) open(rows.lines[row], columns.lines[column]);
  }
}

/** The lines to draw, in their order: those with something, unless all are asked for; not more than can be looked at. */
function linesFor(field, bits, most) {
  const counts = field.lines.map((line) => common(line.bits, bits));
  const lines = field.lines.filter((line) => withEmpty || counts[line.at]);
  if (lines.length <= most) return [lines, 0];
  const kept = new Set([...lines].sort((a, b) => counts[b.at] - counts[a.at]).slice(0, most));
  return [lines.filter((line) => kept.has(line)), lines.length - most];
}

function heatCell(count, row, column, most, open) {
  const step = most ? 1 + Math.round((STEPS - 1) * (most > 1 ? (count - 1) / (most - 1) : 0.25) ** 0.75) : 0;
  if (!count) return make("td.h0", null, make("span.unseen", null, "0"));
  return make(`td.h${step}`, null, make("button", {
    type: "button", tabindex: "-1", "data-cell": `${row.at},${column.at}`,
    "aria-label": `${row.title}, ${column.title}: ${counted(count, "quotation")}`,
    onclick: () => open(row, column),
  }, count));
}

function showBehind(box, ats, rows, row, columns, column) {
  const same = rows.name === columns.name;
  const chosen = new Map(state.chosen);
  if (!same) for (const [name, line] of [[rows.name, row], [columns.name, column]]) chosen.set(name, new Set([line.at]));
  const title = same && row.at === column.at ? row.title : `${row.title} and ${column.title}`;
  const list = make("div");
  fill(box, 
    make("h2", { tabindex: "-1", id: "behind", dir: "auto" }, `${title}: ${counted(ats.length, "quotation")}`),
    !same && make("p.choices", null, make("a", { href: address({ part: "quotations", chosen }) }, "With the filters, to search and print")),
    list);
  growing = new Growing(list, ats.map((at) => ({ at })), itemView);
  tell(`${title}: ${counted(ats.length, "quotation")}`);
}

/** Arrow keys go from cell to cell. */
function moveInGrid(event) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const button = event.target.closest("button");
  if (!step || !button) return;
  const table = button.closest("table");
  if (drawing && drawing.table === table) drawing.whole();
  let [row, column] = [button.closest("tr").rowIndex, button.closest("td").cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const cell = table.rows[row] && table.rows[row].cells[column];
    if (!cell) return;
    const next = cell.querySelector("button");
    if (!next) continue;
    event.preventDefault();
    button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    return;
  }
}
