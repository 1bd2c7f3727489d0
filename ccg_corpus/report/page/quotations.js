// Quotations in a list: a few dozen at a time, all of them on paper.

const AT_ONCE = 40;
const GROUPED_BY = ["document", "theme", "role as stated", "case", "site", "code", "participant", "year", ""];
let groupedBy = "document";

const documentOf = (quotation) => DOCUMENTS[quotation.d];

/** Who says it, as printed; else what is known; else that nothing is. */
const speakerOf = (quotation) => quotation.speaker || "no speaker stated";

/** A quotation as one pastes it into a text: the words, who, where; and the id to find it by. */
const asCited = (quotation) =>
  `“${quotation.text}” (${[quotation.speaker, quotation.cite].filter(Boolean).join("; ")}) [${quotation.id}]`;

function quotationView(at, heading = "h3") {
  const quotation = QUOTATIONS[at];
  const facts = [quotation.role, quotation.case && `case ${quotation.case}`, quotation.theme].filter(Boolean);
  const codes = [
    ...(quotation.codes || []).map((code) => make("span.code", { dir: "auto" }, code)),
    ...(quotation.proposed || []).map((code) => make("span.code.proposed", { dir: "auto" }, `${code} (proposed)`)),
  ];
  const title = `${speakerOf(quotation)}, ${quotation.cite}`;
  return make(`article.quotation${state.open === at ? ".open" : ""}`, { "data-at": at, "aria-label": title },
    quotation.lead_in && make("p.lead-in", { dir: "auto" }, marked(quotation.lead_in, state.place === "around" ? state.words : "")),
    make("blockquote", { dir: "auto" }, marked(quotation.text, state.words)),
    make(`${heading}.by`, { dir: "auto" }, make("span.who", null, speakerOf(quotation)), " ",
      make("span.cite", null, quotation.cite)),
    make("p.facts", { dir: "auto" }, facts.join(" · "), " ", codes, statusOf(quotation)),
    notesOf(quotation),
    make("p.acts", null,
      make("a.source", { href: linkTo(at), "aria-label": `Source of ${title}` }, "In the source"),
      make("button.quiet", { type: "button", onclick: (event) => copy(asCited(quotation), event.target) }, "Copy with citation"),
      make("button.quiet", { type: "button", onclick: (event) => copy(linkFor(at), event.target) }, "Copy link"),
      make("code.id", null, quotation.id)));
}

/** The address of this page at a quotation. */
const linkFor = (at) => `${location.href.replace(/#.*$/s, "")}${linkTo(at)}`;

function statusOf(quotation) {
  const said = [];
  if (quotation.kind && quotation.kind !== "participant") said.push(quotation.kind);
  if (quotation.status) said.push(quotation.status);
  if (quotation.confidence < 0.6) said.push(`read with confidence ${quotation.confidence}`);
  return said.map((text) => make("span.status", null, text));
}

function notesOf(quotation) {
  const also = (quotation.also || []).map((one) => one.id).join(", ");
  return [
    (quotation.memos || []).map((memo) => make("p.memo", { dir: "auto" }, make("b", null, memo.by ? `Memo (${memo.by}): ` : "Memo: "), memo.text)),
    also && make("p.also", null, `Also printed in ${also}`),
  ];
}

/** The quotation where it stands in the list, if it does yet. */
const articleOf = (at) => document.querySelector(`article[data-at="${at}"]`);

/** The list: headings and quotations in order. */
function listed(bits) {
  const ats = members(bits);
  const field = FIELDS.get(groupedBy);
  if (!field) return ats.map((at) => ({ at }));
  const under = field.lines.map(() => []);
  for (const at of ats) for (const line of field.of[at]) under[line].push(at);
  return under.flatMap((some, line) => (some.length
    ? [{ title: field.lines[line].title, line, count: some.length }, ...some.map((at) => ({ at }))]
    : []));
}

function itemView(item) {
  if (item.at !== undefined) return quotationView(item.at);
  const reference = groupedBy === "document" ? DOCUMENTS.find((one) => one.id === FIELDS.get("document").lines[item.line].key) : null;
  return make("h2.group-title", { dir: "auto" }, reference ? reference.title || reference.id : item.title, " ",
    make("span.count", null, counted(item.count, "quotation")),
    reference && make("span.reference", null, reference.cite));
}

/** A list that grows as it is read. `upTo`: a quotation that has to be there already. */
class Growing {
  constructor(box, items, view, atOnce = AT_ONCE) {
    Object.assign(this, { box, items, view, atOnce, done: 0 });
    this.list = make("div.list");
    this.more = make("button.more", { type: "button", onclick: () => this.grow() });
    fill(box, this.list, this.more);
    this.grow();
    if (window.IntersectionObserver) {
      new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) this.grow(); }, { rootMargin: "600px" }).observe(this.more);
    }
  }

  grow(number = this.atOnce) {
    const end = Math.min(this.items.length, this.done + number);
    const some = document.createDocumentFragment();
    for (; this.done < end; this.done += 1) some.append(this.view(this.items[this.done]));
    this.list.append(some);
    const left = this.items.length - this.done;
    this.more.hidden = left === 0;
    this.more.textContent = `${left.toLocaleString("en")} more`;
  }

  upTo(at) {
    const place = this.items.findIndex((item) => item.at === at);
    if (place >= this.done) this.grow(place - this.done + this.atOnce);
  }

  whole() {
    this.grow(this.items.length);
  }
}

let growing = null;

const quotationsPart = {
  name: "quotations",
  title: "Quotations",
  fill(content) {
    const list = make("section.quotations", { "aria-label": "Quotations" });
    const source = make("aside.source-pane", { id: "source", "aria-label": "Source text", hidden: true });
    fill(content, make("div.reading", null, list, source));
    this.update(content);
  },
  update(content) {
    const bits = found();
    const number = common(bits, everything());
    const list = content.querySelector(".quotations");
    const choice = make("select", { id: "grouped", onchange: () => { groupedBy = choice.value; this.update(content); byId("grouped").focus(); } },
      GROUPED_BY.filter((name) => !name || FIELDS.has(name)).map((name) =>
        make("option", { value: name, selected: name === groupedBy }, name ? FIELDS.get(name).title : "nothing")));
    const box = make("div");
    fill(list, 
      make("div.above", null,
        make("h1", null, counted(number, "quotation")),
        make("p.choices", null, make("label", { for: "grouped" }, "Under each "), choice, " ",
          make("button.quiet", { type: "button", onclick: printAll }, "Print these"))),
      groupedBy === "code" && make("p.hint", null, "A quotation stands under each of its codes."),
      number ? box : make("p.nothing", null, "No quotation has all of this. Take a filter away above, or a word."));
    growing = new Growing(box, listed(bits), itemView);
    tell(counted(number, "quotation"));
    showSource();
  },
};

function printAll() {
  if (growing) growing.whole();
  window.print();
}

window.addEventListener("beforeprint", () => { if (growing && growing.box.isConnected) growing.whole(); });

/** From one quotation to the next by keys, where the focus is among them: j and k, as in mail and news. */
function stepThrough(event) {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !event.target.closest) return;
  const here = event.target.closest("article.quotation");
  if (!here || event.target.matches("input, select, textarea")) return;
  if (step > 0 && growing && !here.nextElementSibling) growing.grow();
  let next = here;
  do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && !next.matches("article.quotation"));
  if (!next) return;
  event.preventDefault();
  next.querySelector("a.source").focus();
  next.scrollIntoView({ block: "nearest" });
}
