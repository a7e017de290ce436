// The left side: incidents, alerts, missions, sensors, data health. Every figure on top opens one of them.

import { isOpen } from "../shared/city.js";
import { get, query } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { clockTime, duration, millisOf, number } from "../shared/format.js";
import { byUrgency, isOverdue } from "../shared/limits.js";
import { rankOf, SEVERITIES } from "../shared/marks.js";
import { onLanguage, words, wordsOf } from "../shared/words.js";
import { alertRow, incidentRow, missionRow, sensorRow, sensorState } from "./rows.js";
import { SteadyList } from "./steady-list.js";

const TABS = ["incidents", "alerts", "missions", "sensors", "health"];
const RECENT_MILLIS = 600_000;
const SILENT = 5;

export class Lists {
  constructor(city, { grids, places }, open) {
    this.city = city;
    this.tab = "incidents";
    this.filter = {};
    this.grids = grids;
    this.lists = {
      incidents: new SteadyList(incidentRow({ city, grids, open: open.incident })),
      alerts: new SteadyList(alertRow({ city, open: open.sensor })),
      missions: new SteadyList(missionRow({ city, places, open: open.mission })),
      sensors: new SteadyList(sensorRow({ city, open: open.sensor })),
    };
    this.open = open;
    this.drawTabs();
    this.panel = document.getElementById("panel");
    this.show("incidents");
    city.onChange(["incidents", "alerts", "missions", "sensors", "snapshot"], (parts) => this.refresh(parts));
    setInterval(() => this.refresh(new Set(TABS)), 1000);
    onLanguage(() => {
      this.drawTabs();
      for (const list of Object.values(this.lists)) list.clear();
      this.show(this.tab, this.filter);
    });
  }

  drawTabs() {
    replace(document.getElementById("tabs"), TABS.map((tab) => element("button", {
      type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === this.tab), "aria-controls": "panel",
      onclick: () => this.show(tab), text: words(`tab.${tab}`),
    })));
  }

  /** filter: {severity, grid, overdue, recent, silent}, all optional. */
  show(tab, filter = {}) {
    this.tab = tab;
    this.filter = filter;
    for (const button of document.getElementById("tabs").children) {
      button.setAttribute("aria-selected", String(button.id === `tab-${tab}`));
    }
    this.panel.setAttribute("aria-labelledby", `tab-${tab}`);
    const list = this.lists[tab];
    if (list) list.touched = -Infinity;
    this.health = element("div.health");
    replace(this.panel, list?.node ?? this.health);
    this.panel.scrollTop = 0;
    this.drawFilter();
    this.refresh(new Set([tab]));
    if (tab === "sensors") this.fetchSensors();
  }

  drawFilter() {
    const node = document.getElementById("filter");
    const chosen = (name, options) => element("select", {
      "aria-label": words(`filter.${name}`), value: this.filter[name] ?? "",
      onchange: (event) => this.show(this.tab, { ...this.filter, [name]: event.target.value || undefined }),
    }, element("option", { value: "", text: words(`filter.${name}.all`) }),
    options.map(([value, text]) => element("option", { value, text, selected: this.filter[name] === value })));
    const severities = SEVERITIES.map((severity) => [severity, wordsOf("severity", severity)]);
    const grids = [...this.grids.entries()].map(([id, grid]) => [id, grid.label()]);
    const set = Object.keys(this.filter).filter((name) => this.filter[name] === true);
    replace(node,
      this.tab === "incidents" || this.tab === "alerts" ? chosen("severity", severities) : null,
      this.tab === "incidents" && grids.length ? chosen("grid", grids) : null,
      this.tab === "sensors" ? chosen("state", [1, 2, 3, 4, 5, 6, 7].map((n) => [sensorState(n), wordsOf("sensorState", sensorState(n))])) : null,
      set.map((name) => element("button.chip", {
        type: "button", text: `${words(`filter.${name}`)} ×`, "aria-label": words("filter.remove", { name: words(`filter.${name}`) }),
        onclick: () => this.show(this.tab, { ...this.filter, [name]: undefined }),
      })));
    node.hidden = node.childElementCount === 0;
  }

  refresh(parts) {
    if (this.tab === "health") return this.drawHealth();
    if (!parts.has(this.tab) && !parts.has("snapshot")) return;
    const now = this.city.clock.now();
    if (this.tab === "incidents") this.lists.incidents.show(this.incidents(now));
    if (this.tab === "alerts") this.lists.alerts.show(this.alerts(now));
    if (this.tab === "missions") this.lists.missions.show([...this.city.missions.values()].sort((a, b) => (a.request?.urgency ?? 9) - (b.request?.urgency ?? 9)));
    if (this.tab === "sensors") this.lists.sensors.show(this.sensors());
  }

  incidents(now) {
    const { severity, grid, overdue } = this.filter;
    return [...this.city.incidents.values()].filter((incident) => isOpen(incident)
      && (!severity || incident.severity === severity) && (!grid || incident.grid === grid) && (!overdue || isOverdue(incident, now))).sort(byUrgency);
  }

  alerts(now) {
    const { severity, recent } = this.filter;
    return [...this.city.alerts.values()]
      .filter((alert) => (!severity || alert.severity === severity) && (!recent || now - millisOf(alert.raisedAt) < RECENT_MILLIS))
      .sort((a, b) => (recent ? 0 : rankOf(a.severity) - rankOf(b.severity)) || millisOf(b.raisedAt) - millisOf(a.raisedAt));
  }

  /** Those whose state is asked for, from the stream itself; without a filter, those that are not normal. */
  sensors() {
    const { ids, kinds, kind, state } = this.city.sensors;
    const found = [];
    for (let i = 0; i < ids.length && found.length < 1000; i++) {
      const word = sensorState(state[i] === 8 ? "-" : state[i]);
      if (this.filter.state ? word !== this.filter.state : state[i] === 0 || state[i] > 8) continue;
      found.push({ sensor: ids[i], kind: kinds[kind[i]], state: word, rank: state[i] >= SILENT ? state[i] : 5 - state[i], at: this.heard?.get(ids[i]) });
    }
    return found.sort((a, b) => a.rank - b.rank || (a.sensor < b.sensor ? -1 : 1));
  }

  // When they were last heard is asked for once the list is open: it is not in the stream.
  async fetchSensors() {
    const { items } = await get(`/sensors${query({ state: this.filter.state, limit: 500 })}`).catch(() => ({ items: [] }));
    this.heard = new Map(items.map((sensor) => [sensor.sensor ?? sensor.id, sensor.observedAt]));
    this.refresh(new Set(["sensors"]));
  }

  drawHealth() {
    const { figures, feed, lastAt } = this.city;
    const line = (label, value, bad = false) => element("div.line", {}, element("dt", { text: label }), element("dd", { text: `${bad ? "⚠ " : ""}${value}` }));
    const jobs = Object.entries(feed?.jobs ?? {}).filter(([, job]) => job).map(([name, job]) => line(
      words(`job.${name}`), `${words(job.up ? "health.up" : "health.down")}${job.at ? ` · ${clockTime(job.at)}` : ""}`, !job.up));
    replace(this.health, element("dl", {},
      line(words("health.broker"), feed ? words(feed.mqtt ? "health.up" : "health.down") : "–", feed?.mqtt === false), jobs,
      line(words("health.store"), feed ? words(feed.store ? "health.up" : "health.down") : "–", feed?.store === false),
      line(words("figure.sensors"), number(figures.sensors)), line(words("figure.silent"), number(figures.silent)),
      line(words("health.messages"), number(figures.messagesPerSecond)),
      line(words("figure.refused"), number(figures.refusedPerMinute)),
      line(words("figure.lag"), figures.lagMillis === undefined ? "–" : `${number(figures.lagMillis)} ms`),
      line(words("health.newest"), lastAt ? duration(this.city.clock.now() - millisOf(lastAt)) : "–")),
    element("p.dim", { text: words("health.refusedWhere") }));
  }

  list() {
    return this.lists[this.tab];
  }

  step(by) {
    const key = this.list()?.step(by);
    if (key) this.keyed(key);
  }

  openSelected() {
    const key = this.list()?.selected;
    if (key) this.keyed(key, true);
  }

  keyed(key, enter = false) {
    if (this.tab === "incidents") this.open.incident(key, enter);
    else if (enter && this.tab === "missions") this.open.mission(key);
    else if (enter && this.tab === "sensors") this.open.sensor(key);
    else if (enter && this.tab === "alerts") this.open.sensor(key.split("/")[1]);
  }
}
