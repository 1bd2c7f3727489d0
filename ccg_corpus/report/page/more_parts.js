// Codes together, years, findings, the searches that were logged, and how the report was made.

const codesPart = {
  name: "codes",
  title: "Codes",
  fill(content) {
    const field = FIELDS.get("code");
    const coded = field && field.lines.some((line) => line.key !== null && line.count);
    fill(content, 
      make("h1", null, "Codes that occur together"),
      coded
        ? make("p.hint", null, "How many quotations have both codes; on the diagonal, how many have the one. Codes that the codebook's terms propose count too, until somebody refuses them.")
        : make("p.nothing", null, "No quotation here has a code."),
      make("div.drawn"));
    if (!coded) return;
    drawHeat(content.querySelector(".drawn"), field, field, { diagonal: false });
    const bits = found();
    const cell = crossed(field, field, bits);
    const pairs = [];
    field.lines.forEach((one) => field.lines.slice(one.at + 1).forEach((other) => {
      const both = cell(one.at, other.at).length;
      if (both && one.key !== null && other.key !== null && !under(field, one, other)) pairs.push([one, other, both]);
    }));
    pairs.sort((a, b) => b[2] - a[2] || a[0].at - b[0].at || a[1].at - b[1].at);
    const rows = pairs.slice(0, 15).map(([one, other, both]) => make("tr", null,
      make("th", { scope: "row", dir: "auto" }, `${one.title} and ${other.title}`),
      make("td.number", null, both),
      make("td", null, `${percent(both, common(one.bits, bits))} of the one, ${percent(both, common(other.bits, bits))} of the other`)));
    if (rows.length) content.append(make("h2", null, "The commonest pairs"), make("table.plain", null,
      make("thead", null, make("tr", null, ["Codes", "Both", "Share"].map((text) => make("th", { scope: "col" }, text)))), make("tbody", null, rows)));
  },
};

/** Whether the other code stands under the one in the codebook: they occur together by definition. */
function under(field, one, other) {
  for (let at = one.at + 1; at <= other.at; at += 1) if (field.lines[at].depth <= one.depth) return false;
  return true;
}

const yearsPart = {
  name: "years",
  title: "Years",
  fill(content) {
    const bits = found();
    const field = FIELDS.get("year");
    const stated = field.lines.filter((line) => line.key !== null);
    const years = stated.map((line) => Number(line.key));
    const papers = new Map();
    const seen = new Set(members(bits).map((at) => QUOTATIONS[at].d));
    for (const d of seen) {
      const year = String(DOCUMENTS[d].year ?? "none");
      papers.set(year, (papers.get(year) || 0) + 1);
    }
    const counts = new Map(stated.map((line) => [line.key, common(line.bits, bits)]));
    const most = Math.max(1, ...counts.values());
    const rows = [];
    for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
      const count = counts.get(String(year)) || 0;
      const line = field.byKey.get(String(year));
      rows.push(make("tr", null,
        make("th", { scope: "row" }, year),
        make("td.number", null, papers.get(String(year)) || 0),
        make("td.number", null, line && count ? make("a", { href: address({ part: "quotations", chosen: withLine("year", line.at) }) }, count) : count),
        make("td.bars", null, bar(count, most))));
    }
    const unstated = field.byKey.get(null);
    if (unstated) rows.push(make("tr", null, make("th", { scope: "row" }, "not stated"), make("td.number", null, papers.get("none") || 0), make("td.number", null, common(unstated.bits, bits)), make("td.bars")));
    fill(content, make("h1", null, "By year of publication"),
      make("table.bars.years", null,
        make("thead", null, make("tr", null, ["Year", "Documents", "Quotations", ""].map((text) => make("th", { scope: "col" }, text || make("span.unseen", null, "Length"))))),
        make("tbody", null, rows)),
      make("p.hint", null, "Documents are those with a quotation here. For years by role, by case or by code see the matrix."));
  },
};

const findingsPart = {
  name: "findings",
  title: "Findings",
  fill(content) {
    fill(content, make("h1", null, "Findings"), DATA.findings.map((finding) => make("section.finding", null,
      make("h2", { dir: "auto" }, finding.statement),
      finding.confidence && make("p.hint", null, `CERQual: ${finding.confidence} confidence`),
      [["Supports", "supports"], ["Contradicts", "contradicts"]].map(([title, name]) => (finding[name] || []).length
        ? [make("h3", null, title), finding[name].map((id) => (AT.has(id) ? quotationView(AT.get(id), "h4") : make("p.nothing", null, `${id} is not in this report`)))]
        : null),
      finding.notes && make("p.memo", { dir: "auto" }, finding.notes))));
  },
};

const searchesPart = {
  name: "searches",
  title: "Searches",
  fill(content) {
    const rows = DATA.searches.map((one) => make("tr", null,
      make("td", null, (one.at || "").replace("T", " ").replace("Z", "")),
      make("td", null, one.who || "–"),
      make("td", { dir: "auto" }, one.query || "", one.strict ? make("code.id", null, one.strict) : null),
      make("td.number", null, one.hits === null ? "–" : one.hits),
      make("td", null, one.corpus || "–")));
    fill(content, make("h1", null, counted(rows.length, "search", "searches")),
      make("p.hint", null, "As queries.log.jsonl has them, the oldest first: what was asked, how it was read, how much was found."),
      make("div.wide", { tabindex: "0", role: "region", "aria-label": "Searches" }, make("table.plain", null,
        make("thead", null, make("tr", null, ["Asked (UTC)", "By", "Query", "Found", "Corpus"].map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", null, rows))));
  },
};

const madePart = {
  name: "made",
  title: "How it was made",
  fill(content) {
    fill(content, make("h1", null, "How this report was made"),
      DATA.made.text.map((paragraph) => make("p.prose", { dir: "auto" }, paragraph)),
      make("table.plain.facts-table", null, make("tbody", null, DATA.made.facts.map(([name, value]) =>
        make("tr", null, make("th", { scope: "row" }, name), make("td", { dir: "auto" }, value))))),
      make("h2", null, "Using this page"),
      make("p.prose", null, "Everything is in this one file; it loads nothing and sends nothing. Filters of one group are alternatives, those of different groups hold together. A word finds its family as the corpus has it, and the words that begin so; “in quotes” it is found as it stands. The address of the page has the quotation, or the part and the filters: send it with the file."),
      make("p.prose", null, "By keys: Tab goes through everything; among quotations j and k go to the next and the one before; in the matrix arrow keys go from cell to cell; Escape closes the source."));
  },
};
