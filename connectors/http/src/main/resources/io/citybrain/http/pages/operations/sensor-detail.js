// One sensor: where it is, its newest values with their age, its history, its alerts.

import { sendCommand } from "../shared/command.js";
import { get } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { ago, number, when } from "../shared/format.js";
import { severityMark } from "../shared/marks.js";
import { may } from "../shared/session.js";
import { inLanguage, words, wordsOf } from "../shared/words.js";
import { historyPlot } from "./history-plot.js";
import { pair } from "./incident-detail.js";
import { sensorState } from "./rows.js";

const SHELF_HOURS = [1, 4, 24];

export class SensorDetail {
  constructor(context, sensor) {
    this.context = context;
    this.sensor = sensor;
  }

  async draw(node) {
    this.node = node;
    this.ages = [];
    replace(node, element("p.nothing", { text: words("loading") }));
    let known;
    try {
      known = await get(`/sensors/${encodeURIComponent(this.sensor)}`);
    } catch (refusal) {
      return replace(node, element("p.nothing", { text: wordsOf("refusal", refusal.code) }));
    }
    this.known = known;
    const values = Object.entries(known.values ?? {});
    const measured = values.filter(([, value]) => typeof value.value === "number").map(([name]) => name);
    this.alerts = element("section");
    const entry = known.entry ?? known.registry ?? {};
    replace(node,
      element("h2", { text: this.sensor }),
      element("p.chips", {}, element("span.chip", { text: wordsOf("kind", known.kind ?? entry.kind) }),
        element("span.chip.state", { text: wordsOf("sensorState", sensorState(known.state ?? "-")) })),
      element("dl.pairs", {}, pair("incident.place", inLanguage(entry.place?.name) || coordinates(known, entry)),
        entry.area ? pair("sensor.area", entry.area) : null,
        entry.heartbeatSeconds ? pair("sensor.heartbeat", words("unit.seconds", { n: number(entry.heartbeatSeconds) })) : null),
      this.alerts,
      element("h3", { text: words("sensor.values") }),
      values.length ? element("dl.values", {}, values.map(([name, value]) => this.value(name, value))) : element("p.dim", { text: words("sensor.noValues") }),
      measured.length ? historyPlot(this.context.city, this.sensor, measured, this.judged(measured)) : null);
    this.refresh();
  }

  // What an open alert is about is shown first.
  judged(measured) {
    const about = this.own().map((alert) => alert.quantity).find((quantity) => measured.includes(quantity));
    return about ?? measured.find((name) => name !== "batteryVolts") ?? measured[0];
  }

  value(name, value) {
    const age = element("span.dim");
    this.ages.push([age, value.at]);
    return element("div", {}, element("dt", { text: wordsOf("quantity", name) }),
      element("dd", {}, element("b", { text: `${typeof value.value === "string" ? wordsOf("value", value.value) : number(value.value)} ${value.unit ?? ""}`.trim() }), age));
  }

  own() {
    return [...this.context.city.alerts.values()].filter((alert) => alert.sensor === this.sensor);
  }

  refresh() {
    if (!this.alerts) return;
    const now = this.context.city.clock.now();
    for (const [node, at] of this.ages) say(node, ago(at, now));
    const alerts = this.own();
    const drawn = alerts.map((alert) => `${alert.alertId} ${alert.revision}`).join(" ");
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    replace(this.alerts, alerts.length ? element("h3", { text: words("sensor.alerts") }) : null, alerts.map((alert) => this.alert(alert, now)));
  }

  alert(alert, now) {
    const answer = element("p.answer", { role: "status" });
    const path = `/alerts/${[alert.kind, alert.sensor, alert.rule].map(encodeURIComponent).join("/")}/commands`;
    const send = (command) => sendCommand(path, command, answer);
    return element("div.alert", {},
      element("p", {}, severityMark(alert.severity, wordsOf("severity", alert.severity)), element("b", { text: inLanguage(alert.text) })),
      element("p.dim", { text: `${wordsOf("alertState", alert.state)} · ${words("alert.since", { at: when(alert.raisedAt, now) })}` }),
      may("alerts") ? element("div.buttons", {},
        alert.state === "active" && element("button", { type: "button", text: words("action.acknowledge"), onclick: () => send({ command: "acknowledge" }) }),
        alert.state === "shelved" ? element("button", { type: "button", text: words("action.unshelve"), onclick: () => send({ command: "unshelve" }) })
          : element("span.shelf", {}, element("span", { text: words("action.shelveFor") }), SHELF_HOURS.map((hours) => element("button", {
            type: "button", text: words("unit.hoursShort", { n: hours }), "aria-label": words("action.shelveHours", { n: hours }),
            onclick: () => send({ command: "shelve", until: new Date(this.context.city.clock.now() + hours * 3_600_000).toISOString() }),
          })))) : null, answer);
  }
}

function coordinates(known, entry) {
  const lon = known.lon ?? entry.place?.longitude;
  const lat = known.lat ?? entry.place?.latitude;
  return lon === undefined ? "–" : `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
}
