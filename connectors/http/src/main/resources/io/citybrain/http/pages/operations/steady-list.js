// A list that never jumps under the pointer: while somebody points at it or is in it, rows stay where they are, their
// words go on changing, and new ones wait behind "3 new".

import { element, replace, say } from "../shared/dom.js";
import { words } from "../shared/words.js";

const ROWS = 250;
const HOLD_MILLIS = 20_000;

export class SteadyList {
  /** kind: {key(item), make(item) -> node, update(node, item), empty: word key} */
  constructor(kind) {
    this.kind = kind;
    this.rows = new Map();
    this.order = [];
    this.items = [];
    this.selected = null;
    this.touched = -Infinity;
    this.waiting = element("button.waiting", { type: "button", hidden: true, onclick: () => this.letIn() });
    this.list = element("ul.rows");
    this.more = element("p.dim.more");
    this.node = element("div.steady", {}, this.waiting, this.list, this.more);
    for (const name of ["pointermove", "wheel", "focusin", "touchmove"]) {
      this.list.addEventListener(name, () => (this.touched = performance.now()), { passive: true });
    }
    this.list.addEventListener("pointerleave", () => {
      this.touched = -Infinity;
      this.show(this.items);
    });
  }

  held() {
    return performance.now() - this.touched < HOLD_MILLIS;
  }

  letIn() {
    this.touched = -Infinity;
    this.show(this.items);
    this.node.scrollIntoView({ block: "start" });
  }

  /** items in the order in which they should stand. */
  show(items) {
    this.items = items;
    const byKey = new Map(items.map((item) => [this.kind.key(item), item]));
    const held = this.held() && this.order.some((key) => byKey.has(key));
    if (!held) this.order = items.slice(0, ROWS).map((item) => this.kind.key(item));
    const standing = new Set(this.order);
    const nodes = this.order.map((key) => this.row(key, byKey.get(key)));
    for (const key of this.rows.keys()) if (!standing.has(key)) this.rows.delete(key);
    this.arrange(nodes);
    this.tellWaiting(held ? items.filter((item) => !standing.has(this.kind.key(item))).length : 0);
    say(this.more, items.length === 0 ? words(this.kind.empty) : !held && items.length > ROWS ? words("list.more", { n: items.length - ROWS }) : "");
    this.more.classList.toggle("nothing", items.length === 0);
  }

  tellWaiting(count) {
    this.waiting.hidden = count === 0;
    if (count > 0) say(this.waiting, words("list.new", { n: count }));
  }

  row(key, item) {
    let row = this.rows.get(key);
    if (!row) this.rows.set(key, (row = this.kind.make(item)));
    row.classList.toggle("gone", item === undefined);
    row.classList.toggle("selected", key === this.selected);
    if (item !== undefined) this.kind.update(row, item);
    return row;
  }

  arrange(nodes) {
    const standing = this.list.children;
    nodes.forEach((node, i) => {
      if (standing[i] !== node) this.list.insertBefore(node, standing[i] ?? null);
    });
    while (standing.length > nodes.length) standing[standing.length - 1].remove();
  }

  select(key) {
    this.selected = key;
    for (const [at, row] of this.rows) row.classList.toggle("selected", at === key);
  }

  /** The key `by` rows below the selected one; it is brought into sight. */
  step(by) {
    if (this.order.length === 0) return null;
    const at = this.order.indexOf(this.selected);
    const next = this.order[Math.min(this.order.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    this.touched = performance.now();
    this.select(next);
    this.rows.get(next)?.scrollIntoView({ block: "nearest" });
    return next;
  }

  clear() {
    this.rows.clear();
    replace(this.list);
    this.order = [];
  }
}
