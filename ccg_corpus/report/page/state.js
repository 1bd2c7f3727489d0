// What is looked at: a part of the report, filters, a quotation. It stands in the address, so a link has it all:
// "#smith-2019:1a2b3c4d" is a quotation, "#/matrix?rows=role&columns=theme&case=smith-2019:D" a part with filters.

const UNSTATED = "~";
const OWN = ["words", "place", "rows", "columns", "cell", "under"];

const state = {
  part: "quotations",
  chosen: new Map(), // field → set of lines' places
  words: "",
  place: "said",
  rows: "role",
  columns: "theme",
  cell: null, // [row, column] of the matrix, or [code, code]
  open: null, // the quotation whose source is shown
};

/** The address of the state. */
function address(changes = {}) {
  const now = { ...state, ...changes };
  const pairs = [];
  for (const [name, lines] of now.chosen) {
    const field = FIELDS.get(name);
    for (const at of lines) pairs.push([name, field.lines[at].key === null ? UNSTATED : field.lines[at].key]);
  }
  if (now.words) pairs.push(["words", now.words]);
  if (now.place !== "said") pairs.push(["place", now.place]);
  if (now.part === "matrix") pairs.push(["rows", now.rows], ["columns", now.columns]);
  const query = pairs.map((pair) => pair.map(encodeURIComponent).join("=").replaceAll("%3A", ":")).join("&");
  return `#/${now.part}${query ? `?${query}` : ""}`;
}

const linkTo = (quotation) => `#${encodeURIComponent(QUOTATIONS[quotation].id).replaceAll("%3A", ":")}`;

/** Takes an address over. Returns a line for the reader where something of it is not there. */
function readAddress(hash) {
  const text = hash.replace(/^#/, "");
  if (!text) {
    Object.assign(state, { part: "quotations", chosen: new Map(), words: "", open: null, cell: null });
    return "";
  }
  if (!text.startsWith("/")) return readId(text);
  const [part, query] = text.slice(1).split("?");
  const chosen = new Map();
  const missing = [];
  const own = {};
  for (const pair of (query || "").split("&").filter(Boolean)) {
    const [name, value] = pair.split("=").map(decoded);
    if (OWN.includes(name)) own[name] = value || "";
    else if (!take(chosen, name, value)) missing.push(`${name} ${value}`);
  }
  Object.assign(state, {
    part: PARTS.some((one) => one.name === part) ? part : "quotations",
    chosen,
    words: own.words || "",
    place: own.place === "around" ? "around" : "said",
    rows: FIELDS.has(own.rows) ? own.rows : state.rows,
    columns: FIELDS.has(own.columns) ? own.columns : state.columns,
    open: null,
    cell: null,
  });
  return missing.length ? `This report has no ${missing.join(", no ")}.` : "";
}

function take(chosen, name, key) {
  const field = FIELDS.get(name);
  const line = field && field.byKey.get(key === UNSTATED ? null : key);
  if (!line) return false;
  if (!chosen.has(name)) chosen.set(name, new Set());
  chosen.get(name).add(line.at);
  return true;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A quotation by its id, by the beginning of one, or by the id of another printing of it. */
function readId(text) {
  const id = decoded(text);
  const at = AT.has(id) ? AT.get(id) : findId(id);
  if (at === undefined) {
    Object.assign(state, { part: "quotations", open: null });
    return `This report has no quotation “${id}”.`;
  }
  Object.assign(state, { part: "quotations", open: at, cell: null });
  if (has(found(), at)) return "";
  Object.assign(state, { chosen: new Map(), words: "" });
  return "The filters were taken away to show this quotation.";
}

function findId(id) {
  const printed = QUOTATIONS.findIndex((one) => (one.also || []).some((other) => other.id === id));
  if (printed >= 0) return printed;
  const beginning = [...AT.keys()].filter((one) => one.startsWith(id));
  return beginning.length === 1 ? AT.get(beginning[0]) : undefined;
}

/** The quotations that the filters leave; without those of the field `but`. */
function found(but = null) {
  const bits = everything();
  if (state.words.trim()) narrow(bits, worded());
  for (const [name, lines] of state.chosen) if (name !== but) narrow(bits, anyOf(FIELDS.get(name), lines));
  return bits;
}

let lastWorded = { key: null, bits: null };

function worded() {
  const key = `${state.place} ${state.words}`;
  if (lastWorded.key !== key) lastWorded = { key, bits: withWords(state.words, state.place) };
  return lastWorded.bits;
}

function anyOf(field, lines) {
  const any = new Uint32Array(SIZE);
  for (const at of lines) for (let word = 0; word < SIZE; word += 1) any[word] |= field.lines[at].bits[word];
  return any;
}

const isFiltered = () => Boolean(state.words.trim()) || state.chosen.size > 0;

/** Other filters for these: a copy with one line more or less. */
function toggled(name, at) {
  const chosen = new Map([...state.chosen].map(([field, lines]) => [field, new Set(lines)]));
  const lines = chosen.get(name) || new Set();
  if (lines.has(at)) lines.delete(at);
  else lines.add(at);
  if (lines.size) chosen.set(name, lines);
  else chosen.delete(name);
  return chosen;
}

/** Only these lines: [[field, place], …]. */
const chosenOf = (pairs) => new Map(pairs.map(([name, at]) => [name, new Set([at])]));
