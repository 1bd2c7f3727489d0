// The filters beside the quotations: a group a field, a line a value, with how many there would be.

const FEW = 9;
const MOST_LINES = 300;
const opened_groups = new Set(["role", "case", "theme", "code"]);
const shownWhole = new Set();
const typedInGroup = new Map();

/** Fields that have something to choose from. */
const filterable = () => [...FIELDS.values()].filter(
  (field) => field.name !== "role as stated" && (field.lines.length > 1 || state.chosen.has(field.name)),
);

function filtersView() {
  const groups = make("div.groups");
  for (const field of filterable()) groups.append(group(field));
  return make("div.filters", null, wordsField(), groups);
}

function wordsField() {
  const field = make("input", {
    type: "search", id: "words", value: state.words, autocomplete: "off", spellcheck: "false",
    placeholder: "disillusion, “fed up”",
    oninput: () => { state.words = field.value; refresh(); },
  });
  const around = make("input", {
    type: "checkbox", id: "around", checked: state.place === "around",
    onchange: () => { state.place = around.checked ? "around" : "said"; refresh(); },
  });
  return make("form.words", { role: "search", onsubmit: (event) => event.preventDefault() },
    make("label", { for: "words" }, "Words"), field,
    make("label.small", { for: "around" }, around, " also in lead-in, label and theme"));
}

function group(field) {
  const chosen = state.chosen.get(field.name);
  const box = make("details.group", {
    open: opened_groups.has(field.name) || Boolean(chosen), "data-field": field.name,
    ontoggle: () => opened_groups[box.open ? "add" : "delete"](field.name),
  }, make("summary", null, field.title, " ", make("span.few")), make("div.lines"));
  fillGroup(box, field);
  return box;
}

/** The lines of a group anew; the elements that can have the focus stay as they are. */
function fillGroup(box, field) {
  const base = found(field.name);
  const chosen = state.chosen.get(field.name) || new Set();
  box.querySelector(".few").textContent = chosen.size ? `${chosen.size} chosen` : String(field.lines.length);
  const inside = box.querySelector(".lines");
  const counts = field.lines.map((line) => common(line.bits, base));
  const typed = folded(typedInGroup.get(field.name) || "").trim();
  const isWhole = shownWhole.has(field.name) || field.lines.length <= FEW + 3;
  let lines = field.lines.filter((line) => !typed || folded(line.title).includes(typed));
  const all = lines.length;
  if (!isWhole && !typed) {
    const loud = [...lines].sort((a, b) => counts[b.at] - counts[a.at]).slice(0, FEW);
    const kept = new Set(loud.map((line) => line.at));
    lines = lines.filter((line) => kept.has(line.at) || chosen.has(line.at));
  }
  lines = lines.slice(0, MOST_LINES);
  const focused = document.activeElement && inside.contains(document.activeElement) ? document.activeElement.id : null;
  const search = inside.querySelector("input[type=search]");
  const rows = lines.map((line) => filterLine(field, line, counts[line.at], chosen.has(line.at)));
  const foot = [];
  if (lines.length < all || (shownWhole.has(field.name) && !typed)) {
    const isMore = lines.length < all;
    foot.push(make("button.quiet", {
      type: "button", id: `more-${field.name}`,
      onclick: () => { shownWhole[isMore ? "add" : "delete"](field.name); fillGroup(box, field); },
    }, isMore ? `${all - lines.length} more` : "Fewer"));
  }
  if (search) while (search.nextSibling) search.nextSibling.remove();
  else inside.replaceChildren(...(field.lines.length > FEW + 3 ? [lineSearch(box, field)] : []));
  inside.append(...rows, ...foot);
  if (focused && byId(focused) && document.activeElement !== byId(focused)) byId(focused).focus();
}

function lineSearch(box, field) {
  const input = make("input.narrow", {
    type: "search", id: `find-${field.name}`, "aria-label": `Find in ${field.title}`,
    placeholder: "Find …", autocomplete: "off", spellcheck: "false",
    oninput: () => { typedInGroup.set(field.name, input.value); fillGroup(box, field); },
  });
  return input;
}

function filterLine(field, line, count, isChosen) {
  const id = `f-${field.name}-${line.at}`;
  const tick = make("input", {
    type: "checkbox", id, checked: isChosen,
    onchange: () => { state.chosen = toggled(field.name, line.at); refresh(); },
  });
  return make(`label.line${count ? "" : ".none"}.d${Math.min(line.depth, 4)}`, { for: id },
    tick, make("span.title", { dir: "auto" }, line.title), make("span.count", null, count));
}

function refreshFilters(root) {
  for (const box of root.querySelectorAll(".group")) fillGroup(box, FIELDS.get(box.dataset.field));
}

/** What is in force, above every part. */
function showChosen() {
  const box = byId("chosen");
  box.hidden = !isFiltered();
  const chips = [];
  if (state.words.trim()) chips.push(chip(`“${state.words.trim()}”`, "words", () => { state.words = ""; }));
  for (const [name, lines] of state.chosen) {
    const field = FIELDS.get(name);
    for (const at of lines) {
      chips.push(chip(`${field.title}: ${field.lines[at].title}`, name, () => { state.chosen = toggled(name, at); }));
    }
  }
  const number = common(found(), everything());
  box.replaceChildren(
    make("strong", null, `${number.toLocaleString("en")} of ${counted(COUNT, "quotation")}`),
    ...chips,
    make("button.quiet", { type: "button", onclick: () => { state.chosen = new Map(); state.words = ""; refresh(true); } },
      "Clear all"));
}

function chip(text, name, away) {
  return make("button.chip", {
    type: "button", "aria-label": `Take away: ${text}`,
    onclick: () => { away(); refresh(true); byId("main").focus(); },
  }, make("span", { dir: "auto" }, text), make("span", { "aria-hidden": "true" }, " ×"));
}
