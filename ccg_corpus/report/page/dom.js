// Elements from plain values. Text only ever becomes text nodes: there is no innerHTML in this page.

/** An element: `make("p.note", {id: "x", onclick: f}, "text", child, [children])`. */
function make(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  put(element, ...children);
  return element;
}

/** Adds children; what is null or "" is left out. */
function put(element, ...children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === "" || child === false) continue;
    element.append(typeof child === "object" ? child : String(child));
  }
  return element;
}

/** Other children in the place of those there are. */
function fill(element, ...children) {
  element.replaceChildren();
  return put(element, ...children);
}

const byId = (id) => document.getElementById(id);

/** "1 quotation", "1,200 quotations". */
function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A share for reading: "40 %"; what is not nothing is never "0 %". */
function percent(part, whole) {
  if (!whole) return "–";
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? "<1 %" : `${Math.round(share)} %`;
}

/** A bar whose length is a share of the longest. */
function bar(part, most) {
  const element = make("span.bar", { "aria-hidden": "true" });
  element.style.width = `${most ? Math.max(0.5, (100 * part) / most) : 0}%`;
  return element;
}

/** Says something to who listens to the page instead of looking at it. */
function tell(text) {
  const told = byId("told");
  if (told.textContent !== text) told.textContent = text;
}

/** Copies text; where the browser keeps the clipboard to itself, by a field and its own command. */
async function copy(text, button) {
  const said = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea.unseen", { "aria-label": "to copy" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  button.textContent = "Copied";
  tell("Copied");
  setTimeout(() => { button.textContent = said; }, 1500);
}
