// Rows of the lists: one for incidents, alerts, missions, sensors. They only show; what a click does is given.

import { alertKey } from "../shared/city.js";
import { element, replace, say } from "../shared/dom.js";
import { ago, counter, duration, millisOf, minutesAndSeconds } from "../shared/format.js";
import { nextLimit } from "../shared/limits.js";
import { severityMark } from "../shared/marks.js";
import { ambulanceOf } from "../shared/places.js";
import { inLanguage, words, wordsOf } from "../shared/words.js";

export function placeOf(incident, grids) {
  const grid = grids.get(incident.grid);
  const street = inLanguage(incident.place?.name);
  return [street, grid ? inLanguage(grid.name) : incident.grid].filter(Boolean).join(" · ");
}

/** Writes the clock of a limit: what is due, and the time left or by how much it is late. */
export function writeLimit(node, incident, now) {
  const limit = nextLimit(incident);
  if (limit === null) return replace(node);
  const [what, time] = node.childElementCount === 2 ? node.children : fresh(node);
  const left = limit.at - now;
  const late = left < 0 && limit.step !== "shelved";
  node.classList.toggle("late", late);
  node.classList.toggle("soon", !late && left < 60_000);
  say(what, late ? words("limit.late", { step: words(`limit.${limit.step}`) }) : words(`limit.${limit.step}`));
  say(time, Number.isNaN(limit.at) ? "" : `${late ? "+" : ""}${counter(left)}`);
}

function fresh(node) {
  replace(node, element("span.what"), element("b.time"));
  return node.children;
}

export function incidentRow({ city, grids, open }) {
  return {
    key: (incident) => incident.incidentId,
    empty: "empty.incidents",
    make(incident) {
      const parts = { mark: element("span.severity"), title: element("span.title"), state: element("span.sub"), limit: element("span.limit") };
      const button = element("button.row", { type: "button", onclick: () => open(incident.incidentId) },
        parts.mark, element("span.words", {}, parts.title, parts.state), parts.limit);
      return Object.assign(element("li", { data: { incident: incident.incidentId } }, button), { parts, button });
    },
    update(row, incident) {
      const { mark, title, state, limit } = row.parts;
      if (mark.dataset.is !== incident.severity) {
        mark.dataset.is = incident.severity;
        replace(mark, severityMark(incident.severity, wordsOf("severity", incident.severity)));
      }
      say(title, inLanguage(incident.title));
      const many = incident.alerts?.length > 1 ? words("incident.alerts", { n: incident.alerts.length }) : "";
      const climbed = incident.escalations > 0 ? words("incident.escalated", { level: inLanguage(incident.level?.name) }) : "";
      say(state, [wordsOf("state", incident.state), placeOf(incident, grids), many, climbed].filter(Boolean).join(" · "));
      const fresh = !incident.acknowledged && incident.state === "registered";
      row.classList.toggle("unseen-yet", fresh);
      row.classList.toggle("flashing", fresh && incident.severity === "critical");
      writeLimit(limit, incident, city.clock.now());
    },
  };
}

export function alertRow({ city, open }) {
  return {
    key: alertKey,
    empty: "empty.alerts",
    make(alert) {
      const parts = { title: element("span.title"), state: element("span.sub"), age: element("span.limit") };
      const button = element("button.row", { type: "button", onclick: () => open(alert.sensor) },
        element("span.severity", {}, severityMark(alert.severity, wordsOf("severity", alert.severity))),
        element("span.words", {}, parts.title, parts.state), parts.age);
      return Object.assign(element("li", {}, button), { parts, button });
    },
    update(row, alert) {
      say(row.parts.title, inLanguage(alert.text));
      say(row.parts.state, `${wordsOf("alertState", alert.state)} · ${wordsOf("kind", alert.kind)}`);
      say(row.parts.age, duration(city.clock.now() - millisOf(alert.raisedAt)));
    },
  };
}

export function missionRow({ city, places, open }) {
  return {
    key: (mission) => mission.missionId,
    empty: "empty.missions",
    make(mission) {
      const parts = { title: element("span.title"), state: element("span.sub"), eta: element("span.limit", {}, element("span.what"), element("b.time")) };
      const button = element("button.row", { type: "button", onclick: () => open(mission.missionId) },
        element("span.severity.cross", { text: "✚", ariaHidden: "true" }), element("span.words", {}, parts.title, parts.state), parts.eta);
      return Object.assign(element("li", {}, button), { parts, button });
    },
    update(row, mission) {
      const { plan, request } = mission;
      say(row.parts.title, `${ambulanceOf(mission)} → ${places.destinationOf(mission)}`);
      say(row.parts.state, [wordsOf("mission", plan?.status), words("mission.urgency", { n: request?.urgency ?? "–" })].join(" · "));
      const left = millisOf(plan?.etaAt) - city.clock.now();
      const [what, time] = row.parts.eta.children;
      say(what, plan?.savedSeconds !== undefined ? words("mission.saved") : words("mission.eta"));
      say(time, plan?.savedSeconds !== undefined ? minutesAndSeconds(plan.savedSeconds) : Number.isNaN(left) ? "–" : counter(Math.max(0, left)));
    },
  };
}

const SENSOR_STATES = ["normal", "info", "minor", "major", "critical", "silent", "shelved", "never-seen", "unregistered"];

/** The word of a state, given as the digit of the stream or as a word. */
export const sensorState = (state) => (/^\d$/.test(state) ? SENSOR_STATES[state] : state === "-" ? "unregistered" : String(state));

export function sensorRow({ city, open }) {
  return {
    key: (sensor) => sensor.sensor,
    empty: "empty.sensors",
    make(sensor) {
      const parts = { title: element("span.title"), state: element("span.sub"), age: element("span.limit") };
      const button = element("button.row", { type: "button", onclick: () => open(sensor.sensor) },
        element("span.severity.dot", { ariaHidden: "true" }), element("span.words", {}, parts.title, parts.state), parts.age);
      return Object.assign(element("li", {}, button), { parts, button });
    },
    update(row, sensor) {
      say(row.parts.title, sensor.sensor);
      say(row.parts.state, [wordsOf("kind", sensor.kind), wordsOf("sensorState", sensorState(sensor.state))].join(" · "));
      say(row.parts.age, sensor.at ? ago(sensor.at, city.clock.now()) : "");
    },
  };
}
