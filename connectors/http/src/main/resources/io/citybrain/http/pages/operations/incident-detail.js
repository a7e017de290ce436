// One incident: what is known, what is due, what may be done, what has happened.

import { alertKey } from "../shared/city.js";
import { sendCommand } from "../shared/command.js";
import { get } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { counter, millisOf, when } from "../shared/format.js";
import { severityMark } from "../shared/marks.js";
import { may } from "../shared/session.js";
import { inLanguage, words, wordsOf } from "../shared/words.js";
import { historyPlot } from "./history-plot.js";
import { placeOf } from "./rows.js";

const SHELF_HOURS = [1, 4, 24];
const WORKING = ["registered", "dispatched", "accepted", "on-the-way", "on-site"];

// What tells most about a rule's alert. Silence and lamps have no curve.
const MEASURED = {
  "cover-opened": "tiltDegrees", "cover-tilted": "tiltDegrees", "water-under-cover": "waterLevelMetres",
  "methane-high": "methanePercentLel", "hydrogen-sulfide-high": "hydrogenSulfidePpm",
  "water-above-warning": "levelMetres", "water-above-guarantee": "levelMetres", "level-jump": "levelMetres", "level-stuck": "levelMetres",
  "leakage-current": "leakageMilliamperes",
};

// What is possible in which state; the incidents job has the last word.
const POSSIBLE = {
  acknowledge: (incident) => !incident.acknowledged && [...WORKING, "resolved"].includes(incident.state),
  assign: (incident) => WORKING.includes(incident.state),
  verify: (incident) => incident.state === "resolved",
  close: (incident) => incident.state === "verified",
  reopen: (incident) => ["resolved", "verified", "closed", "rejected"].includes(incident.state),
  shelve: (incident) => !incident.shelvedUntil && WORKING.includes(incident.state),
  unshelve: (incident) => Boolean(incident.shelvedUntil),
  reject: (incident) => WORKING.includes(incident.state),
};

export class IncidentDetail {
  constructor(context, incidentId) {
    this.context = context;
    this.incidentId = incidentId;
    this.drawnRevision = null;
    this.answer = element("p.answer", { role: "status" });
  }

  incident() {
    return this.context.city.incidents.get(this.incidentId) ?? this.last;
  }

  async draw(node) {
    this.node = node;
    if (!this.incident()) {
      try {
        this.last = await get(`/incidents/${encodeURIComponent(this.incidentId)}`);
      } catch {
        return replace(node, element("p.nothing", { text: words("empty.incidentGone") }));
      }
    }
    this.last = this.incident();
    this.title = element("h2");
    this.facts = element("div.facts");
    this.limits = element("dl.limits");
    this.actions = element("div.actions");
    this.alerts = element("section");
    this.events = element("section");
    replace(node, this.title, this.facts, this.limits, this.actions, this.answer, this.alerts, this.history(), this.events);
    this.drawnRevision = null;
    this.refresh();
  }

  /** Called at each change and each second: words only where something changed. */
  refresh() {
    const incident = this.incident();
    if (!incident || !this.limits) return;
    this.last = incident;
    if (this.drawnRevision !== incident.revision) {
      this.drawnRevision = incident.revision;
      this.drawFacts(incident);
      this.drawActions(incident);
      this.drawAlerts(incident);
      this.drawEvents(incident);
    }
    this.writeLimits(incident);
  }

  drawFacts(incident) {
    const severity = wordsOf("severity", incident.severity);
    replace(this.title, severityMark(incident.severity), element("span", { text: inLanguage(incident.title) }));
    const crew = this.context.crews.get(incident.crew);
    replace(this.facts,
      element("p.chips", {}, element("span.chip", { text: severity }), element("span.chip.state", { text: wordsOf("state", incident.state) }),
        incident.acknowledged ? element("span.chip", { text: words("incident.acknowledged") }) : null,
        incident.shelvedUntil ? element("span.chip", { text: words("incident.shelvedUntil", { at: when(incident.shelvedUntil, this.context.city.clock.now()) }) }) : null),
      element("dl.pairs", {},
        pair("incident.place", placeOf(incident, this.context.grids) || "–"),
        pair("incident.crew", crew ? inLanguage(crew.name) || crew.crew : incident.crew ?? words("incident.noCrew")),
        pair("incident.level", inLanguage(incident.level?.name ?? incident.level) || "–"),
        pair("incident.id", incident.incidentId)));
  }

  writeLimits(incident) {
    const now = this.context.city.clock.now();
    const steps = [["acknowledge", incident.deadlines?.acknowledgeBy], ["arrive", incident.deadlines?.arriveBy], ["resolve", incident.deadlines?.resolveBy]]
      .filter(([, by]) => by);
    if (this.limits.childElementCount !== steps.length) {
      replace(this.limits, steps.map(([step]) => element("div", {}, element("dt", { text: words(`limit.${step}`) }), element("dd"))));
    }
    steps.forEach(([step, by], i) => {
      const done = reached(incident, step);
      const left = millisOf(by) - now;
      const [, value] = this.limits.children[i].children;
      this.limits.children[i].classList.toggle("late", !done && left < 0);
      this.limits.children[i].classList.toggle("met", done);
      say(value, done ? `✓ ${words("limit.met")}` : left < 0 ? words("limit.lateBy", { time: counter(left) }) : counter(left));
    });
  }

  drawActions(incident) {
    if (!may("incidents")) {
      replace(this.actions, element("p.dim", { text: words("action.viewerOnly") }));
      return;
    }
    const note = element("input", { type: "text", maxLength: 1000, id: "note", "aria-label": words("action.note"), placeholder: words("action.note"), value: this.note ?? "", oninput: (event) => (this.note = event.target.value) });
    const send = async (command) => {
      const text = note.value.trim();
      if (await this.send({ ...command, ...(text ? { note: text } : {}) })) this.note = note.value = "";
    };
    const button = (name, kind = "") => POSSIBLE[name](incident) && element(`button${kind}`, {
      type: "button", onclick: () => send({ command: name }), text: words(`action.${name}`), data: { command: name },
    });
    replace(this.actions,
      element("div.buttons", {}, button("acknowledge", ".primary"), button("verify", ".primary"), button("close", ".primary"), button("unshelve")),
      POSSIBLE.assign(incident) && this.assign(incident, send),
      note,
      element("div.buttons", {},
        POSSIBLE.shelve(incident) && element("span.shelf", {}, element("span", { text: words("action.shelveFor") }), SHELF_HOURS.map((hours) => element("button", {
          type: "button", text: words("unit.hoursShort", { n: hours }), "aria-label": words("action.shelveHours", { n: hours }),
          onclick: () => send({ command: "shelve", until: new Date(this.context.city.clock.now() + hours * 3_600_000).toISOString() }),
        }))), button("reopen"), button("reject")));
  }

  assign(incident, send) {
    const crews = [...this.context.crews.values()];
    if (crews.length === 0) return null;
    const own = this.context.grids.get(incident.grid)?.crewId;
    const choice = element("select", { "aria-label": words("action.crew") }, crews.map((crew) => element("option", {
      value: crew.crew, text: inLanguage(crew.name) || crew.crew, selected: crew.crew === (incident.crew ?? own),
    })));
    return element("div.assign", {}, choice, element("button", {
      type: "button", data: { command: "assign" }, text: words(incident.state === "registered" ? "action.assign" : "action.reassign"),
      onclick: () => send({ command: "assign", crew: choice.value }),
    }));
  }

  send(command) {
    return sendCommand(`/incidents/${encodeURIComponent(this.incidentId)}/commands`, command, this.answer);
  }

  acknowledge() {
    const incident = this.incident();
    if (incident && may("incidents") && POSSIBLE.acknowledge(incident)) this.send({ command: "acknowledge" });
  }

  drawAlerts(incident) {
    const rows = (incident.alerts ?? []).map((alert) => {
      const live = this.context.city.alerts.get(alertKey(alert));
      return element("li", {}, element("button.row", { type: "button", onclick: () => this.context.openSensor(alert.sensor) },
        element("span.severity", {}, severityMark(alert.severity, wordsOf("severity", alert.severity))),
        element("span.words", {}, element("span.title", { text: live ? inLanguage(live.text) : `${alert.sensor} · ${wordsOf("rule", alert.rule)}` }),
          element("span.sub", { text: wordsOf("alertState", live?.state ?? alert.state) }))));
    });
    replace(this.alerts, element("h3", { text: words("incident.alertsTitle", { n: rows.length }) }), element("ul.rows", {}, rows));
  }

  history() {
    const alert = this.incident().alerts?.find(({ rule }) => MEASURED[rule]);
    return alert ? historyPlot(this.context.city, alert.sensor, [MEASURED[alert.rule]], MEASURED[alert.rule]) : null;
  }

  drawEvents(incident) {
    const now = this.context.city.clock.now();
    const rows = [...(incident.events ?? [])].reverse().map((event) => element("li", {},
      element("time", { dateTime: event.at, text: when(event.at, now) }),
      element("div", {},
        element("b", { text: wordsOf("event", event.event) }),
        element("span.dim", { text: [event.by && wordsOf("by", event.by), event.crew && inLanguage(this.context.crews.get(event.crew)?.name ?? event.crew)].filter(Boolean).map((who) => ` · ${who}`).join("") }),
        event.sensor || event.limit ? element("span.dim", { text: ` · ${event.sensor ?? words(`limit.${event.limit}`)}` }) : null,
        event.note ? element("p.note", { text: event.note }) : null,
        event.photo ? this.photo(event.photo) : null)));
    replace(this.events, element("h3", { text: words("incident.events") }), element("ol.timeline", {}, rows));
  }

  photo(id) {
    const url = `/api/v1/photos/${encodeURIComponent(id)}`;
    return element("a.photo", { href: url, target: "_blank", rel: "noopener" }, element("img", { src: url, alt: words("incident.photo"), loading: "lazy" }));
  }
}

function reached(incident, step) {
  const order = ["registered", "dispatched", "accepted", "on-the-way", "on-site", "resolved", "verified", "closed"];
  const at = order.indexOf(incident.state);
  return step === "acknowledge" ? incident.acknowledged || at > 1 : step === "arrive" ? at >= 4 : at >= 5;
}

export function pair(key, value) {
  return element("div", {}, element("dt", { text: words(key) }), element("dd", { text: value }));
}
