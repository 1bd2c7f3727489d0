// What the report holds, and sets of quotations as bits: a filter is an "and" of numbers.

const DATA = JSON.parse(byId("data").textContent);
const QUOTATIONS = DATA.quotations;
const DOCUMENTS = DATA.documents;
const COUNT = QUOTATIONS.length;
const SIZE = Math.max(1, Math.ceil(COUNT / 32));
const AT = new Map(QUOTATIONS.map((quotation, at) => [quotation.id, at]));

/** The fields by which quotations are told apart. Each line (a role, a case …) has its set; `of` has
 * for each quotation the lines that it stands in. The lines were laid out by ccg, as `ccg matrix` has them. */
const FIELDS = new Map(DATA.fields.map((field) => [field.name, opened(field)]));

function opened(field) {
  const of = Array.from({ length: COUNT }, () => []);
  const lines = field.lines.map(([key, title, depth, steps], at) => {
    const bits = new Uint32Array(SIZE);
    let quotation = 0;
    for (const step of steps) {
      quotation += step;
      bits[quotation >>> 5] |= 1 << (quotation & 31);
      of[quotation].push(at);
    }
    return { key, title, depth, at, bits, count: steps.length };
  });
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return { name: field.name, title: field.title, lines, of, byKey };
}

function everything() {
  const bits = new Uint32Array(SIZE).fill(0xffffffff);
  if (COUNT % 32) bits[SIZE - 1] = (2 ** (COUNT % 32)) - 1;
  if (!COUNT) bits[0] = 0;
  return bits;
}

function narrow(bits, by) {
  for (let at = 0; at < SIZE; at += 1) bits[at] &= by[at];
}

function ones(word) {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How many are in both sets. */
function common(one, other) {
  let sum = 0;
  for (let at = 0; at < SIZE; at += 1) {
    const both = one[at] & other[at];
    if (both) sum += ones(both);
  }
  return sum;
}

const has = (bits, quotation) => ((bits[quotation >>> 5] >>> (quotation & 31)) & 1) === 1;

/** The quotations of a set, in the report's order. */
function members(bits) {
  const found = [];
  for (let at = 0; at < SIZE; at += 1) {
    let word = bits[at];
    while (word) {
      found.push(at * 32 + (31 - Math.clz32(word & -word)));
      word &= word - 1;
    }
  }
  return found;
}

/** Quotations by the lines of two fields, over a set: counts by "row,column"; each counts once in a total. */
function crossed(rows, columns, bits) {
  const cells = new Map();
  for (const quotation of members(bits)) {
    for (const row of rows.of[quotation]) {
      for (const column of columns.of[quotation]) {
        const place = row * columns.lines.length + column;
        const cell = cells.get(place);
        if (cell) cell.push(quotation);
        else cells.set(place, [quotation]);
      }
    }
  }
  return (row, column) => cells.get(row * columns.lines.length + column) || [];
}
