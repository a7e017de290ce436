// One field for everything: incidents and sensors by what is known here, streets and hospitals by name.

import { isOpen } from "../shared/city.js";
import { element, replace } from "../shared/dom.js";
import { byUrgency } from "../shared/limits.js";
import { inLanguage, words, wordsOf } from "../shared/words.js";

const SHOWN = 12;

export class Search {
  constructor(city, places, open) {
    this.city = city;
    this.places = places;
    this.open = open;
    this.field = document.getElementById("search");
    this.list = document.getElementById("found");
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => setTimeout(() => (this.list.hidden = true), 200));
  }

  focus() {
    this.field.focus();
    this.field.select();
  }

  look() {
    const asked = this.field.value.trim().toLowerCase();
    const found = asked ? this.find(asked) : [];
    this.list.hidden = asked === "";
    replace(this.list, found.length ? found.map(({ what, text, sub, go }) => element("li", {}, element("button.row", {
      type: "button", onclick: () => { this.list.hidden = true; this.field.value = ""; go(); },
    }, element("span.words", {}, element("span.title", { text }), element("span.sub", { text: [words(`found.${what}`), sub].filter(Boolean).join(" · ") })))))
      : element("li.nothing", { text: words("found.nothing") }));
  }

  find(asked) {
    const has = (...texts) => texts.some((text) => text && String(text).toLowerCase().includes(asked));
    const found = [];
    for (const incident of [...this.city.incidents.values()].filter(isOpen).sort(byUrgency)) {
      if (has(incident.incidentId, incident.title?.zh, incident.title?.en, incident.place?.name)) {
        found.push({ what: "incident", text: inLanguage(incident.title), sub: wordsOf("state", incident.state), go: () => this.open.incident(incident.incidentId, true) });
      }
      if (found.length >= SHOWN / 2) break;
    }
    for (const place of this.places) {
      const { name, kind, id } = place.properties;
      if (has(name?.zh, name?.en, typeof name === "string" ? name : "", id)) found.push({ what: kind ?? "street", text: inLanguage(name), go: () => this.open.place(place) });
      if (found.length >= SHOWN * 0.75) break;
    }
    const { ids, kinds, kind } = this.city.sensors;
    for (let i = 0; i < ids.length && found.length < SHOWN; i++) {
      if (ids[i].toLowerCase().includes(asked)) found.push({ what: "sensor", text: ids[i], sub: wordsOf("kind", kinds[kind[i]]), go: () => this.open.sensor(ids[i]) });
    }
    return found;
  }

  press(event) {
    const rows = [...this.list.querySelectorAll("button")];
    if (event.key === "Enter") rows[0]?.click();
    else if (event.key === "ArrowDown") rows[0]?.focus();
    else if (event.key === "Escape") this.list.hidden = true;
  }
}
