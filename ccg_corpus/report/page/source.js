// The text a quotation stands in, with its words, its label and its lead-in marked.

const SAID = { said: "quotation", label: "who speaks", lead: "lead-in", proof: "also read from" };

/** Shows the source of the open quotation beside the list, or takes the pane away. */
function showSource() {
  const pane = byId("source");
  if (!pane) return;
  const at = state.open;
  for (const one of document.querySelectorAll("article.open")) one.classList.remove("open");
  pane.hidden = at === null;
  document.body.classList.toggle("reads", at !== null);
  if (at === null) {
    pane.replaceChildren();
    return;
  }
  if (growing) growing.upTo(at);
  const article = articleOf(at);
  if (article) article.classList.add("open");
  fill(pane, sourceOf(at));
  const place = pane.querySelector("mark.said") || pane.querySelector(".source-text");
  const box = pane.querySelector(".source-text");
  if (place && box) box.scrollTop = Math.max(0, place.offsetTop - box.offsetTop - box.clientHeight / 3);
}

function sourceOf(at) {
  const quotation = QUOTATIONS[at];
  const paper = documentOf(quotation);
  const pieces = piecesOf(paper);
  const kinds = new Set(marksOf(at).map((mark) => mark.what));
  const legend = Object.keys(SAID).filter((what) => kinds.has(what)).map((what) => make(`span.${what}`, null, SAID[what]));
  const [before, after] = [at - 1, at + 1].map((one) => (QUOTATIONS[one] && QUOTATIONS[one].d === quotation.d ? one : null));
  return [
    make("div.source-head", null,
      make("p.source-title", { dir: "auto" }, make("b", null, quotation.cite), " ", paper.title || paper.id),
      make("button.close", { type: "button", id: "close", "aria-label": "Close the source", onclick: closeSource }, "Close")),
    make("p.legend", null, legend, make("span.sr", null, "")),
    pieces.length
      ? make("div.source-text", { tabindex: "0", role: "region", "aria-label": `Text of ${quotation.cite}` },
        pieces.map((piece) => pieceView(piece, at)))
      : make("p.nothing", null, "The text of this document was left out of the report."),
    make("p.source-foot", null,
      before !== null && make("a", { href: linkTo(before) }, "Before"), " ",
      after !== null && make("a", { href: linkTo(after) }, "Next"), " ",
      make("button.quiet", { type: "button", onclick: (event) => copy(asCited(quotation), event.target) }, "Copy with citation"),
      make("button.quiet", { type: "button", onclick: (event) => copy(linkFor(at), event.target) }, "Copy link")),
    make("details.evidence", null, make("summary", null, "How it was read"), evidenceView(quotation)),
  ];
}

function closeSource() {
  const at = state.open;
  state.open = null;
  go(address(), true);
  showSource();
  const article = articleOf(at);
  if (article) article.querySelector("a.source").focus();
}

function evidenceView(quotation) {
  const rows = (quotation.evidence || []).map(([field, text, rule]) =>
    make("tr", null, make("th", { scope: "row" }, field), make("td", { dir: "auto" }, text), make("td.rule", null, rule)));
  return make("table.plain", null,
    make("thead", null, make("tr", null, ["What", "Words of the paper", "Rule"].map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", null, rows));
}

/** The pieces of a paper: [start, kind, text, page]; null stands for text that was left out. */
const piecesOf = (paper) => paper.pieces || [];

/** What is marked for a quotation: {from, to, what}. */
const marksOf = (at) => (QUOTATIONS[at].marks || []).map(([from, to, what]) => ({ from, to, what }));

let ofPaper = { d: null, spans: [] };

/** Where the quotations of a paper stand. */
function spansOf(d) {
  if (ofPaper.d !== d) {
    const spans = [];
    QUOTATIONS.forEach((one, at) => {
      if (one.d !== d) return;
      for (const [from, to, what] of one.marks || []) if (what === "said") spans.push({ from, to, what: "other", at });
    });
    ofPaper = { d, spans };
  }
  return ofPaper.spans;
}

function pieceView(piece, at) {
  if (piece === null) return make("p.gap", { title: "Text that is not in this report" }, "[…]");
  const [start, kind, text, page] = piece;
  const end = start + text.length;
  const marks = [...marksOf(at), ...spansOf(QUOTATIONS[at].d).filter((one) => one.at !== at)]
    .filter((mark) => mark.from < end && mark.to > start);
  const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.from - start, mark.to - start])])]
    .filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  const inside = edges.slice(0, -1).map((from, place) =>
    segment(text.slice(from, edges[place + 1]), start + from, start + edges[place + 1], marks));
  return make(`p.piece.${kind}`, { dir: "auto" }, page ? make("span.page", null, `p. ${page}`) : null, inside);
}

const RANK = ["said", "label", "lead", "proof", "other"];

function segment(text, from, to, marks) {
  const over = marks.filter((mark) => mark.from <= from && mark.to >= to)
    .sort((a, b) => RANK.indexOf(a.what) - RANK.indexOf(b.what));
  if (!over.length || !text) return text;
  const [mark] = over;
  if (mark.what === "other") return make("a.other", { href: linkTo(mark.at) }, text);
  const begins = mark.from === from && make("span.unseen", null, `[${SAID[mark.what]}: `);
  const ends = mark.to === to && make("span.unseen", null, "]");
  return make(`mark.${mark.what}`, null, begins, text, ends);
}
