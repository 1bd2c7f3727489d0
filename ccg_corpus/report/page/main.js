// The parts of the report, and what happens when an address, a filter or a key changes.

const PARTS = [
  quotationsPart,
  documentsPart,
  matrixPart,
  voicesPart,
  codesPart,
  yearsPart,
  ...(DATA.findings && DATA.findings.length ? [findingsPart] : []),
  ...(DATA.searches.length ? [searchesPart] : []),
  madePart,
];
const UNFILTERED = ["findings", "searches", "made"];
let drawnPart = null;
let note = "";

const partNow = () => PARTS.find((one) => one.name === state.part);
const isWide = () => window.matchMedia("(min-width: 62rem)").matches;

function drawParts() {
  byId("parts").replaceChildren(...PARTS.map((part) => make("li", null, make("a", {
    href: address({ part: part.name }), "aria-current": part.name === state.part ? "page" : null,
  }, part.title))));
}

/** The part of the page that the state says, whole. */
function draw() {
  const part = partNow();
  const main = byId("main");
  const content = make("div.content");
  const isFilterable = !UNFILTERED.includes(part.name);
  main.className = `part-${part.name}`;
  growing = null;
  main.replaceChildren(
    ...(note ? [make("p.note", { role: "alert" }, note)] : []),
    ...(isFilterable ? [make("details.filterbox", { open: isWide() }, make("summary", null, "Filters"), filtersView())] : []),
    content);
  drawnPart = part.name;
  drawParts();
  showChosen();
  if (!isFilterable) byId("chosen").hidden = true;
  part.fill(content);
  document.title = `${part.title} – ${DATA.title}`;
}

/** Other filters: the numbers and the part's content anew. `whole`: the boxes too, where they were not what changed. */
function refresh(whole = false) {
  state.open = null;
  state.cell = null;
  note = "";
  go(address(), true);
  if (whole) {
    draw();
    return;
  }
  const part = partNow();
  const content = byId("main").querySelector(".content");
  if (part.update) part.update(content);
  else part.fill(content);
  showChosen();
  drawParts();
  refreshFilters(byId("main"));
}

/** Another address; `quiet`: in the place of this one, and nothing is drawn. */
function go(hash, quiet = false) {
  if (!quiet) {
    location.hash = hash;
    return;
  }
  try {
    history.replaceState(null, "", hash);
  } catch {
    // a browser that lets no script touch the address of a file: the page works without
  }
}

function arrive() {
  const before = address();
  note = readAddress(location.hash);
  const isSame = drawnPart === state.part && before === address() && !note;
  if (!isSame) draw();
  else showSource();
  if (state.open !== null) {
    const article = articleOf(state.open);
    if (article) article.scrollIntoView({ block: isSame ? "nearest" : "center" });
    if (byId("close") && !isWide()) byId("close").focus();
  } else if (!isSame) {
    window.scrollTo(0, 0);
  }
}

window.addEventListener("hashchange", arrive);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.open !== null) closeSource();
  else stepThrough(event);
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
arrive();
setTimeout(lookAhead, 50);
