// One escort: which ambulance, where to, how urgent. Both times stand there before anything is asked.

import { inWords } from "../shared/command.js";
import { post } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { ago, metres, minutesAndSeconds } from "../shared/format.js";
import { Places } from "../shared/places.js";
import { may } from "../shared/session.js";
import { inLanguage, onLanguage, words, wordsOf } from "../shared/words.js";

const URGENCIES = [1, 2, 3];
const OLD_MILLIS = 10_000;
const AGAIN_MILLIS = 15_000;

export class RequestForm {
  constructor(city, places, map) {
    this.city = city;
    this.places = places;
    this.map = map;
    this.node = document.getElementById("request");
    this.ambulance = null;
    this.destination = null;
    this.urgency = 1;
    this.estimate = null;
    this.asked = 0;
    this.draw();
    onLanguage(() => this.draw());
    city.onChange(["ambulances", "snapshot"], () => this.writeAmbulances());
    // Traffic changes while somebody hesitates.
    setInterval(() => this.ready() && !document.hidden && this.fetchEstimate(), AGAIN_MILLIS);
  }

  draw() {
    this.ambulances = element("ul.choices", { id: "ambulances" });
    this.drawnAmbulances = null;
    this.search = element("input", { type: "search", placeholder: words("request.search"), "aria-label": words("request.search"), autocomplete: "off", oninput: () => this.drawDestinations() });
    this.destinations = element("ul.choices");
    this.urgencies = element("div.urgencies", { role: "group", "aria-label": words("request.urgency") });
    this.times = element("div.times", { "aria-live": "polite" });
    this.button = element("button.primary.ask", { type: "button", onclick: () => this.send() });
    this.answer = this.answer ?? element("p.answer", { role: "status" });
    replace(this.node, element("h2", { text: words("request.title") }),
      element("h3", { text: words("request.ambulance") }), this.ambulances,
      element("h3", { text: words("request.destination") }), this.search, this.destinations,
      element("h3", { text: words("request.urgency") }), this.urgencies,
      this.times, this.button, this.answer);
    this.writeAmbulances();
    this.drawDestinations();
    this.drawUrgencies();
    this.drawTimes();
  }

  writeAmbulances() {
    const known = [...this.city.ambulances.values()].sort((a, b) => Number(Boolean(a.mission)) - Number(Boolean(b.mission)) || (a.id < b.id ? -1 : 1));
    const now = this.city.clock.now();
    // Somebody else was faster.
    if (this.city.ambulances.get(this.ambulance)?.mission) {
      this.ambulance = null;
      this.map.escort.consider(null);
      queueMicrotask(() => this.changed());
    }
    const key = known.map(({ id, mission }) => `${id}${mission ?? ""}`).join() + this.ambulance;
    if (key !== this.drawnAmbulances) {
      this.drawnAmbulances = key;
      replace(this.ambulances, known.length ? known.map((ambulance) => element("li", {}, element("button", {
        type: "button", "aria-pressed": String(ambulance.id === this.ambulance), disabled: Boolean(ambulance.mission),
        data: { ambulance: ambulance.id }, onclick: () => this.chooseAmbulance(ambulance.id),
      }, element("b", { text: inLanguage(ambulance.name) || ambulance.id }), element("span.dim"))))
        : element("li.nothing", { text: words("request.noAmbulances") }));
    }
    known.forEach((ambulance, i) => {
      const old = now - Date.parse(ambulance.at) > OLD_MILLIS;
      const node = this.ambulances.children[i].querySelector("span");
      say(node, ambulance.mission ? words("request.onMission") : old ? words("request.lastHeard", { age: ago(ambulance.at, now) }) : words("request.free"));
    });
  }

  drawDestinations() {
    const asked = this.search.value.trim().toLowerCase();
    const spot = this.destination?.spot ? [this.destination] : [];
    const found = this.places.destinations.filter(({ properties: { name, id } }) => !asked
      || [name?.zh, name?.en, id].some((text) => text?.toLowerCase().includes(asked)));
    const rows = [...spot.map(({ label }) => ({ label, isSpot: true })), ...found.map((place) => ({ label: inLanguage(place.properties.name), place }))];
    replace(this.destinations, rows.length ? rows.map(({ label, place, isSpot }) => element("li", {}, element("button", {
      type: "button", "aria-pressed": String(isSpot ? true : this.destination?.id === place.properties.id),
      data: place ? { place: place.properties.id } : {}, onclick: () => place && this.choosePlace(place),
    }, element("b", { text: label })))) : element("li.nothing", { text: words("request.noPlace") }),
    element("li.dim.hint", { text: words("request.orMap") }));
  }

  drawUrgencies() {
    replace(this.urgencies, URGENCIES.map((urgency) => element("button", {
      type: "button", "aria-pressed": String(urgency === this.urgency), onclick: () => this.setUrgency(urgency), text: words(`request.urgency${urgency}`),
    })));
  }

  chooseAmbulance(id) {
    this.ambulance = id;
    this.writeAmbulances();
    this.changed();
  }

  choosePlace(place) {
    this.destination = { id: place.properties.id, label: inLanguage(place.properties.name), to: Places.asDestination(place) };
    this.changed();
  }

  chooseSpot([longitude, latitude]) {
    this.destination = { spot: true, label: words("request.spot", { at: `${longitude.toFixed(4)}, ${latitude.toFixed(4)}` }), to: { longitude, latitude } };
    this.changed();
  }

  setUrgency(urgency) {
    this.urgency = urgency;
    this.drawUrgencies();
    this.changed();
  }

  clear() {
    this.ambulance = this.destination = this.estimate = null;
    this.search.value = "";
    this.map.escort.consider(null);
    this.writeAmbulances();
    this.changed();
  }

  focusSearch() {
    this.search.focus();
  }

  focusAmbulances() {
    this.ambulances.querySelector("button:enabled")?.focus();
  }

  ready() {
    return this.ambulance !== null && this.destination !== null;
  }

  changed() {
    this.estimate = null;
    this.asked++;
    this.drawDestinations();
    this.drawTimes();
    if (this.ready()) this.fetchEstimate();
  }

  async fetchEstimate() {
    const mine = this.asked;
    try {
      const estimate = await post("/missions/estimate", { ambulance: this.ambulance, destination: this.destination.to, urgency: this.urgency });
      if (mine !== this.asked) return;
      this.estimate = estimate;
      this.map.escort.consider(estimate.line ?? estimate.route ?? null);
    } catch (refusal) {
      if (mine !== this.asked) return;
      this.estimate = { reason: inWords(refusal) };
      this.map.escort.consider(null);
    }
    this.drawTimes();
  }

  drawTimes() {
    const { estimate } = this;
    this.button.disabled = !this.ready() || !may("missions") || (estimate?.reason !== undefined && !estimate.route?.length);
    say(this.button, this.ready() ? words("request.ask", { ambulance: this.ambulance }) : words("request.choose"));
    if (!this.ready()) return replace(this.times, may("missions") ? null : element("p.dim", { text: words("action.viewerOnly") }));
    if (!estimate) return replace(this.times, element("p.dim", { text: words("request.estimating") }));
    if (estimate.reason && !estimate.route?.length) return replace(this.times, element("p.error", { text: wordsOf("reason", estimate.reason) }));
    const saving = estimate.secondsWithoutPriority - estimate.secondsWithPriority;
    return replace(this.times,
      time("request.with", minutesAndSeconds(estimate.secondsWithPriority), ".with"),
      time("request.without", minutesAndSeconds(estimate.secondsWithoutPriority)),
      time("mission.saving", minutesAndSeconds(saving)),
      element("p.dim", { text: `${metres(estimate.metres)} · ${this.destination.label}` }),
      estimate.reason ? element("p.error", { text: wordsOf("reason", estimate.reason) }) : null);
  }

  async send() {
    if (this.button.disabled || this.sending) return;
    this.sending = true;
    this.button.disabled = true;
    this.answer.classList.remove("error");
    say(this.answer, words("command.sending"));
    try {
      const { missionId, status, reason } = await post("/missions", { ambulance: this.ambulance, urgency: this.urgency, destination: this.destination.to });
      const refused = status === "refused";
      this.answer.classList.toggle("error", refused);
      say(this.answer, [wordsOf("mission", status ?? "requested"), reason && wordsOf("reason", reason)].filter(Boolean).join(": "));
      if (!refused) {
        this.clear();
        this.requested?.(missionId);
      }
    } catch (refusal) {
      this.answer.classList.add("error");
      say(this.answer, inWords(refusal));
    } finally {
      this.sending = false;
      this.drawTimes();
    }
  }
}

function time(key, value, kind = "") {
  return element(`div.time${kind}`, {}, element("span", { text: words(key) }), element("b", { text: value }));
}
