// Orders by urgency and distance. Each has one large next step; a photo and a note go with it.

import { element, replace, say, svg } from "../shared/dom.js";
import { clockTime, counter, metres, millisOf } from "../shared/format.js";
import { rankOf, severityMark } from "../shared/marks.js";
import { inLanguage, words, wordsOf } from "../shared/words.js";
import { keep, kept } from "./outbox-store.js";
import { small } from "./photo.js";

const NEXT = { dispatched: "accept", accepted: "on-the-way", "on-the-way": "arrive", "on-site": "resolve" };
const AFTER = { accept: "accepted", "on-the-way": "on-the-way", arrive: "on-site", resolve: "resolved" };
const EARTH_METRES = 6_371_000;

export class OrderList {
  constructor(city, outbox, act) {
    this.city = city;
    this.outbox = outbox;
    this.act = act;
    this.node = document.getElementById("orders");
    // A note half written or a photo just taken must survive a phone that closes the page.
    this.drafts = new Map();
    this.cards = new Map();
    this.here = null;
    setInterval(() => this.writeClocks(), 1000);
  }

  async readDrafts() {
    for (const [id, draft] of await kept("drafts") ?? []) this.drafts.set(id, draft);
  }

  keepDrafts() {
    return keep("drafts", [...this.drafts].filter(([, draft]) => draft.note || draft.photo));
  }

  /** orders as the city has them, or null while none were ever seen. */
  show(orders) {
    this.orders = orders;
    if (orders === null) return replace(this.node, element("p.nothing", { text: words("crew.noOrdersYet") }));
    const shown = orders.map((order) => ({ ...order, state: this.stateOf(order), metres: this.distance(order) })).sort(byUrgency);
    for (const id of this.cards.keys()) if (!shown.some((order) => order.incidentId === id)) this.cards.delete(id);
    const nodes = shown.map((order) => this.card(order));
    if (nodes.length === 0) replace(this.node, element("p.nothing", { text: words("crew.noOrders") }));
    else if (nodes.length !== this.node.childElementCount || nodes.some((node, i) => this.node.children[i] !== node)) replace(this.node, nodes);
    this.writeClocks();
  }

  clear() {
    this.cards.clear();
  }

  // What is on its way to the city counts as done here.
  stateOf(order) {
    const last = this.outbox.of(order.incidentId).filter((item) => AFTER[item.command]).at(-1);
    return last ? AFTER[last.command] : order.state;
  }

  distance({ place }) {
    if (!this.here || place?.longitude === undefined) return undefined;
    const radians = (degrees) => (degrees * Math.PI) / 180;
    const x = radians(place.longitude - this.here.longitude) * Math.cos(radians(place.latitude));
    const y = radians(place.latitude - this.here.latitude);
    return EARTH_METRES * Math.hypot(x, y);
  }

  card(order) {
    const known = this.cards.get(order.incidentId);
    const drawn = JSON.stringify([order.state, order.severity, order.revision, order.lastNote, order.metres && Math.round(order.metres / 50), this.outbox.of(order.incidentId).length]);
    if (known?.dataset.drawn === drawn) return known;
    const made = this.draw(order);
    made.dataset.drawn = drawn;
    this.cards.set(order.incidentId, made);
    return made;
  }

  draw(order) {
    const next = NEXT[order.state];
    const place = [inLanguage(order.place?.name), order.metres !== undefined ? metres(order.metres) : ""].filter(Boolean).join(" · ");
    const due = element("p.due", { data: { due: order.dueAt ?? "" } }, element("span", { text: words("crew.due") }), element("b"));
    const pending = this.outbox.of(order.incidentId).length;
    return element(`article.order.${order.severity}`, { data: { incident: order.incidentId } },
      element("header", {}, severityMark(order.severity, wordsOf("severity", order.severity)), element("h2", { text: inLanguage(order.title) })),
      element("p.chips", {}, element("span.chip", { text: wordsOf("severity", order.severity) }), element("span.chip.state", { text: wordsOf("state", order.state) }),
        pending ? element("span.chip.pending", { text: words("crew.notSent", { n: pending }) }) : null),
      order.dueAt && order.state !== "resolved" ? due : null,
      element("p.place", {}, element("span", { text: place || "–" }), order.place?.longitude !== undefined
        ? element("a.button", { href: `geo:${order.place.latitude},${order.place.longitude}`, text: words("crew.navigate") }) : null),
      inLanguage(order.instructions) ? element("p.instructions", { text: inLanguage(order.instructions) }) : null,
      order.lastNote ? element("p.dim", { text: `${words("crew.lastNote")} ${order.lastNote}` }) : null,
      order.state === "on-site" ? this.report(order) : null,
      next ? element("button.primary.next", { type: "button", data: { command: next }, text: words(`step.${next}`), onclick: (event) => this.take(order, next, event.currentTarget) })
        : element("p.dim.waits", { text: words("crew.waitsForCheck") }));
  }

  report(order) {
    const draft = this.draft(order.incidentId);
    const shown = element("div.photo-shown");
    const error = element("p.error", { role: "alert" });
    const file = element("input", {
      type: "file", accept: "image/*", id: `photo-${order.incidentId}`, class: "unseen",
      onchange: async () => {
        if (!file.files[0]) return;
        try {
          draft.photo = await small(file.files[0]);
          this.keepDrafts();
          say(error, "");
        } catch {
          say(error, words("crew.noPicture"));
        }
        showPhoto(shown, draft);
      },
    });
    showPhoto(shown, draft);
    return element("div.report", {},
      element("label.button.camera", { htmlFor: file.id }, camera(), words("crew.photo")), file, shown, error,
      element("textarea", { rows: 2, maxLength: 1000, placeholder: words("crew.note"), "aria-label": words("crew.note"), value: draft.note, oninput: (event) => { draft.note = event.target.value; }, onchange: () => this.keepDrafts() }));
  }

  draft(incidentId) {
    if (!this.drafts.has(incidentId)) this.drafts.set(incidentId, { note: "", photo: null });
    return this.drafts.get(incidentId);
  }

  async take(order, command, button) {
    button.disabled = true;
    const draft = command === "resolve" ? this.draft(order.incidentId) : { note: "", photo: null };
    await this.act({ incident: order.incidentId, command, note: draft.note.trim(), photo: draft.photo });
    if (command !== "resolve") return;
    this.drafts.delete(order.incidentId);
    this.keepDrafts();
  }

  writeClocks() {
    const now = this.city.clock.now();
    for (const node of this.node.querySelectorAll(".due")) {
      const left = millisOf(node.dataset.due) - now;
      node.classList.toggle("late", left < 0);
      say(node.querySelector("b"), left < 0 ? words("limit.lateBy", { time: counter(left) }) : `${counter(left)} (${clockTime(node.dataset.due)})`);
    }
  }
}

function camera() {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: "M4 7h4l2-3h4l2 3h4v13H4z" }), svg("circle", { cx: 12, cy: 13, r: 4 }));
}

function showPhoto(node, draft) {
  if (!draft.photo) return replace(node);
  const url = URL.createObjectURL(draft.photo);
  return replace(node, element("img", { src: url, alt: words("crew.photoTaken"), onload: () => URL.revokeObjectURL(url) }));
}

function byUrgency(a, b) {
  const done = (order) => (order.state === "resolved" ? 1 : 0);
  return done(a) - done(b) || rankOf(a.severity) - rankOf(b.severity) || (a.metres ?? 0) - (b.metres ?? 0)
    || (millisOf(a.dueAt) || Infinity) - (millisOf(b.dueAt) || Infinity) || (a.incidentId < b.incidentId ? -1 : 1);
}
