// Elements are made one by one and take text as text: nothing that comes from the city is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** element("button.wide", {onclick}, "text", child): null and false children are left out. */
export function element(tagAndClasses, properties = {}, ...children) {
  const [tag, ...classes] = tagAndClasses.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) set(made, name, value);
  append(made, children);
  return made;
}

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  append(made, children);
  return made;
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** Writes only what changed, so that a thousand clocks a second cost nothing. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "text") node.textContent = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name in node && name !== "list" && name !== "form" && name !== "width" && name !== "height") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function append(parent, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}
