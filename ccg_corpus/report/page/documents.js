// The documents with their facts.

const documentsPart = {
  name: "documents",
  title: "Documents",
  fill(content) {
    const bits = found();
    const field = FIELDS.get("document");
    const rows = DOCUMENTS.map((paper) => {
      const line = field.byKey.get(paper.id);
      const here = line ? common(line.bits, bits) : 0;
      return make("tr", null,
        make("th", { scope: "row", dir: "auto" }, paper.reference, " ", make("code.id", null, paper.id),
          (paper.attributes || []).map(([name, value]) => make("span.status", null, `${name}: ${value}`))),
        make("td", null, paper.type || "–"),
        make("td", null, paper.study || "–"),
        make("td.version", null, paper.version_of ? `version of ${paper.version_of}` : "–"),
        make("td.number", null, line && here
          ? make("a", { href: address({ part: "quotations", chosen: withLine("document", line.at) }) }, here)
          : here));
    });
    fill(content, 
      make("h1", null, counted(DOCUMENTS.length, "document")),
      make("p.hint", null, "A version of another document prints the same work; what both print counts once, under the other."),
      make("div.wide", { tabindex: "0", role: "region", "aria-label": "Documents" }, make("table.plain", null,
        make("thead", null, make("tr", null, ["Document", "Type", "Study", "Version", "Quotations"].map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", null, rows))));
  },
};

/** The filters in force, and of one field this line alone. */
function withLine(name, at) {
  const chosen = new Map(state.chosen);
  chosen.set(name, new Set([at]));
  return chosen;
}
