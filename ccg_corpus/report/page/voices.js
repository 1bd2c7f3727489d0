// Who carries the argument: how many people are quoted in each document, and how much each.

const MOST_VOICES = 12;
const PAPERS_AT_ONCE = 12;

const voicesPart = {
  name: "voices",
  title: "Voices",
  fill(content) {
    const bits = found();
    const field = FIELDS.get("document");
    const papers = field.lines.filter((line) => common(line.bits, bits));
    const box = make("div.papers");
    fill(content,
      make("h1", null, "Voices"),
      make("p.hint", null, "A voice is a person whom the document tells apart (P7, Practice nurse 2). “As many as” is how many equally loud voices would be as uneven (one over the sum of squared shares)."),
      papers.length ? box : make("p.nothing", null, "No quotation has all of this."));
    growing = new Growing(box, papers, (line) => voicesOf(heardIn(line, bits)), PAPERS_AT_ONCE);
  },
};

function heardIn(line, bits) {
  const people = FIELDS.get("participant");
  const counts = new Map();
  let total = 0;
  let untold = 0;
  const own = line.bits.slice();
  narrow(own, bits);
  for (const at of members(own)) {
    total += 1;
    for (const person of people ? people.of[at] : []) {
      if (people.lines[person].key === null) untold += 1;
      else counts.set(person, (counts.get(person) || 0) + 1);
    }
  }
  const voices = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const told = voices.reduce((sum, [, count]) => sum + count, 0);
  const effective = told ? 1 / voices.reduce((sum, [, count]) => sum + (count / told) ** 2, 0) : null;
  return { line, voices, total, untold, effective };
}

function voicesOf({ line, voices, total, untold, effective }) {
  const paper = DOCUMENTS.find((one) => one.id === line.key);
  const said = [
    `${counted(voices.length, "person", "people")} quoted`,
    counted(total, "quotation"),
    untold ? `${untold.toLocaleString("en")} of nobody who is told apart` : null,
    voices.length > 1 ? `the loudest has ${percent(voices[0][1], total)}` : null,
    effective ? `as many as ${effective.toFixed(1)}` : null,
  ].filter(Boolean).join(" · ");
  const most = Math.max(untold, voices.length ? voices[0][1] : 0);
  const rows = voices.slice(0, MOST_VOICES).map(([person, count]) => voiceRow(person, count, most));
  if (voices.length > MOST_VOICES) rows.push(make("tr", null, make("th", { scope: "row" }, counted(voices.length - MOST_VOICES, "other")), make("td.number", null, voices.slice(MOST_VOICES).reduce((sum, [, count]) => sum + count, 0)), make("td")));
  if (untold) rows.push(make("tr.untold", null, make("th", { scope: "row" }, "nobody who is told apart"), make("td.number", null, untold), make("td.bars", null, bar(untold, most))));
  return make("section.voices", null,
    make("h2", { dir: "auto" }, (paper && (paper.title || paper.id)) || line.title, " ", paper && make("span.reference", null, paper.cite)),
    make("p.facts", null, said),
    make("table.bars", { "aria-label": `Voices in ${line.title}` },
      make("thead.unseen", null, make("tr", null, ["Who", "Quotations", "Length"].map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", null, rows)),
    paper && silentIn(paper));
}

function voiceRow(person, count, most) {
  const line = FIELDS.get("participant").lines[person];
  return make("tr", null,
    make("th", { scope: "row", dir: "auto" }, make("a", { href: address({ part: "quotations", chosen: chosenOf([["participant", person]]) }) }, shortName(line.title))),
    make("td.number", null, count),
    make("td.bars", null, bar(count, most)));
}

/** A person without the document, under a heading that names it. */
const shortName = (id) => id.slice(id.indexOf(":") + 1);

function silentIn(paper) {
  const silence = paper.silence || {};
  const lines = [["People", "people"], ["Cases", "cases"], ["Roles", "roles"]]
    .filter(([, name]) => (silence[name] || []).length)
    .map(([title, name]) => make("p.facts", { dir: "auto" }, `${title} of the document without a quotation in this report: ${silence[name].map(shortName).join(", ")}`));
  const carried = (paper.carried || []).map((one) =>
    make("p.facts", { dir: "auto" }, `One voice carries “${one.title}”: ${shortName(one.voice)} has ${one.quotations} of ${one.of}.`));
  return [carried, lines];
}
