// The corridor as a strip: the signals ahead, when the ambulance comes, when they are green, what they have answered.

import { answerOf, reasonOf } from "../map/escort-layer.js";
import { element, replace, say } from "./dom.js";
import { clockTime, counter, millisOf } from "./format.js";
import { words, wordsOf } from "./words.js";

const SHOWN = 12;

export class CorridorStrip {
  constructor(city) {
    this.city = city;
    this.node = element("ol.strip", { tabIndex: 0 });
    this.drawn = null;
  }

  show(plan) {
    const junctions = (plan?.junctions ?? []).slice(0, SHOWN);
    const key = junctions.map((junction) => `${junction.signal} ${junction.answer} ${junction.greenFrom}`).join("|") + document.documentElement.lang;
    if (key !== this.drawn) {
      this.drawn = key;
      this.node.setAttribute("aria-label", words("strip.title"));
      replace(this.node, junctions.length ? junctions.map((junction) => this.junction(junction)) : element("li.none", { text: words("strip.none") }));
      this.etas = [...this.node.querySelectorAll(".eta")];
    }
    const now = this.city.clock.now();
    junctions.forEach((junction, i) => {
      const left = millisOf(junction.etaAt) - now;
      if (this.etas[i]) say(this.etas[i], Number.isNaN(left) ? "–" : left < 0 ? words("strip.now") : counter(left));
    });
  }

  junction(junction) {
    const answer = answerOf(junction);
    const reason = answer === "rejected" ? reasonOf(junction) : "";
    const green = junction.greenFrom && junction.greenUntil ? `${clockTime(junction.greenFrom)}–${clockTime(junction.greenUntil)}` : "";
    return element(`li.${answer}`, { data: { signal: junction.signal } },
      element("span.lamp", { ariaHidden: "true", text: { granted: "●", pending: "◌", rejected: "✕", requested: "◌", released: "○", planned: "○" }[answer] }),
      element("b.eta"), element("span.name", { text: junction.signal, title: junction.signal }),
      element("span.answer", { text: wordsOf("answer", answer) }),
      reason ? element("span.reason", { text: wordsOf("reason", reason) }) : null,
      green ? element("span.green", { text: green, title: words("strip.green") }) : null);
  }
}
