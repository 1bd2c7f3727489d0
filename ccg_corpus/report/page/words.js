// Words typed in the page: each finds its family as the corpus has it, and words that begin so.

const TOKEN = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const FAMILIES = new Map();
for (const family of DATA.families) for (const word of family) FAMILIES.set(word, family);

/** As ccg folds letters: no case, no accents, one apostrophe. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replaceAll("’", "'");
}

/** For each quotation what is looked through, by place. Made when first asked, ahead of that when idle. */
const LOOKED_THROUGH = { said: [], around: [] };

function lookedThrough(quotation, place) {
  const texts = LOOKED_THROUGH[place];
  if (texts[quotation] === undefined) {
    const one = QUOTATIONS[quotation];
    const more = place === "around" ? [one.lead_in, one.label, one.theme] : [];
    texts[quotation] = folded([one.text, ...more].filter(Boolean).join("\n"));
  }
  return texts[quotation];
}

function lookAhead(from = 0) {
  const end = Math.min(COUNT, from + 500);
  for (let at = from; at < end; at += 1) lookedThrough(at, "said");
  if (end < COUNT) setTimeout(lookAhead, 0, end);
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What was typed as patterns that all have to be there: "in quotes" as it stands, a word by its family. */
function patterns(typed) {
  const found = [];
  for (const [, phrase, word] of folded(typed).matchAll(/["“”]([^"“”]+)["“”]?|([^\s"“”]+)/gu)) {
    const parts = (phrase || word).match(TOKEN) || [];
    if (!parts.length) continue;
    const [last] = parts.slice(-1);
    const source = phrase || parts.length > 1
      ? `${parts.map(literal).join("[^\\p{L}\\p{N}]+")}${phrase ? "(?![\\p{L}\\p{N}])" : ""}`
      : `(?:${literal(last)}|(?:${(FAMILIES.get(last) || [last]).map(literal).join("|")})(?![\\p{L}\\p{N}]))`;
    found.push(new RegExp(`(?<![\\p{L}\\p{N}])${source}`, "u"));
  }
  return found;
}

/** The quotations with all the words. */
function withWords(typed, place) {
  const wanted = patterns(typed);
  const bits = new Uint32Array(SIZE);
  for (let at = 0; at < COUNT; at += 1) {
    const text = lookedThrough(at, place);
    if (wanted.every((pattern) => pattern.test(text))) bits[at >>> 5] |= 1 << (at & 31);
  }
  return bits;
}

/** Text with the words typed marked in it. */
function marked(text, typed) {
  const wanted = typed ? patterns(typed.replace(/["“”]/g, " ")) : [];
  if (!wanted.length) return [text];
  const pieces = [];
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (!wanted.some((pattern) => pattern.test(folded(match[0])))) continue;
    pieces.push(text.slice(done, match.index), make("mark.word", null, match[0]));
    done = match.index + match[0].length;
  }
  return [...pieces, text.slice(done)];
}
