// The newest state of the city as this page knows it: a snapshot, then what changed.

import { CityClock } from "./city-clock.js";
import { millisOf } from "./format.js";

const KEYED = { incidents: "incidentId", missions: "missionId", signals: "signal", ambulances: "id", crews: "crew" };
const OVER = new Set(["closed", "rejected"]);

export const alertKey = (alert) => `${alert.kind}/${alert.sensor}/${alert.rule}`;
export const isOpen = (incident) => !OVER.has(incident.state);

export class City {
  constructor() {
    this.clock = new CityClock();
    this.sensors = emptySensors();
    this.alerts = new Map();
    this.incidents = new Map();
    this.missions = new Map();
    this.signals = new Map();
    this.ambulances = new Map();
    this.crews = new Map();
    this.flow = { edges: [], level: [] };
    this.figures = {};
    this.feed = null;
    this.lastAt = null;
    this.listeners = [];
    this.dirty = new Set();
    this.scheduled = false;
  }

  /** Calls then(changed parts) at most once a frame. */
  onChange(parts, then) {
    this.listeners.push({ parts, then });
  }

  hear(event, data) {
    if (event === "snapshot") this.takeSnapshot(data);
    else if (event === "patch") this.takePatch(data);
    else this.takeBeat(data);
  }

  takeSnapshot(data) {
    this.lastAt = data.at;
    if (!this.clock.known) this.clock.hear(millisOf(data.at));
    this.sensors = emptySensors();
    if (data.sensors) {
      this.sensors.kinds = data.sensors.kinds;
      this.addSensors(data.sensors);
    }
    this.alerts = new Map((data.alerts ?? []).map((alert) => [alertKey(alert), alert]));
    for (const [part, key] of Object.entries(KEYED)) {
      this[part] = new Map((data[part] ?? []).map((item) => [item[key], item]));
    }
    this.flow = { edges: data.flow?.edges ?? [], level: Array.from(data.flow?.level ?? "") };
    this.figures = data.figures ?? {};
    this.mark("sensors", "alerts", "flow", "figures", "snapshot", ...Object.keys(KEYED));
  }

  takePatch(data) {
    this.lastAt = data.at ?? this.lastAt;
    if (data.sensorsRemoved) this.removeSensors(data.sensorsRemoved);
    if (data.sensorsAdded) this.addSensors(data.sensorsAdded);
    if (data.sensors) this.changeSensors(data.sensors);
    if (data.alerts) this.changeAlerts(data.alerts);
    for (const part of Object.keys(KEYED)) if (data[part]) this.changeKeyed(part, data[part]);
    if (data.flow) this.changeFlow(data.flow);
    if (data.figures) {
      Object.assign(this.figures, data.figures);
      this.mark("figures");
    }
  }

  takeBeat(data) {
    this.clock.hear(millisOf(data.now), millisOf(data.wall));
    this.feed = data.feed ?? this.feed;
    this.mark("beat");
  }

  changeAlerts(alerts) {
    for (const alert of alerts) {
      const key = alertKey(alert);
      const known = this.alerts.get(key);
      if (known && known.alertId === alert.alertId && known.revision > alert.revision) continue;
      if (alert.state === "cleared") this.alerts.delete(key);
      else this.alerts.set(key, alert);
    }
    this.mark("alerts");
  }

  changeKeyed(part, items) {
    const known = this[part];
    for (const item of items) {
      const key = item[KEYED[part]];
      if (item.gone) known.delete(key);
      // Positions come in pieces, everything else whole.
      else if (part === "ambulances" || part === "crews") known.set(key, { ...known.get(key), ...item, mission: item.mission });
      else if (!(known.get(key)?.revision > item.revision)) known.set(key, item);
      if (part === "missions" && item.gone) this.ended?.(item);
    }
    this.mark(part);
  }

  addSensors(added) {
    const { sensors } = this;
    const from = sensors.ids.length;
    for (let i = 0; i < added.ids.length; i++) {
      sensors.index.set(added.ids[i], from + i);
      sensors.ids.push(added.ids[i]);
    }
    sensors.kind = grown(sensors.kind, Uint8Array, added.kind);
    sensors.lon = grown(sensors.lon, Float64Array, added.lon.map(orNowhere));
    sensors.lat = grown(sensors.lat, Float64Array, added.lat.map(orNowhere));
    const states = Uint8Array.from(added.state, stateCode);
    sensors.state = grown(sensors.state, Uint8Array, states);
    states.forEach((state, i) => { if (isAbnormal(state)) sensors.abnormal.add(from + i); });
    sensors.placed = null;
    this.mark("sensors");
  }

  // The indices of those behind stay true: a removed sensor is only drawn no more.
  removeSensors(ids) {
    for (const id of ids) {
      const at = this.sensors.index.get(id);
      if (at === undefined) continue;
      this.sensors.index.delete(id);
      this.sensors.state[at] = GONE;
      this.sensors.abnormal.delete(at);
    }
    this.mark("sensors");
  }

  changeSensors(change) {
    const { state, abnormal } = this.sensors;
    eachDelta(change, (index, letter) => {
      state[index] = stateCode(letter);
      if (isAbnormal(state[index])) abnormal.add(index);
      else abnormal.delete(index);
    });
    this.mark("sensors");
  }

  changeFlow(change) {
    if (change.added) {
      this.flow.edges.push(...change.added);
      this.flow.level.push(...change.level);
    }
    eachDelta(change, (index, level) => (this.flow.level[index] = level));
    this.mark("flow");
  }

  mark(...parts) {
    for (const part of parts) this.dirty.add(part);
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      const changed = this.dirty;
      this.dirty = new Set();
      for (const { parts: wanted, then } of this.listeners) if (wanted.some((part) => changed.has(part))) then(changed);
    });
  }
}

/** Of a sensor: 0 normal, 1 info, 2 minor, 3 major, 4 critical, 5 silent, 6 shelved, 7 never seen. */
export const GONE = 9;
const stateCode = (letter) => (letter === "-" ? 8 : letter.charCodeAt(0) - 48);
const isAbnormal = (state) => state >= 1 && state <= 4;

const orNowhere = (degrees) => degrees ?? NaN;

function emptySensors() {
  return {
    ids: [], kinds: [], index: new Map(), abnormal: new Set(), placed: null,
    kind: new Uint8Array(0), lon: new Float64Array(0), lat: new Float64Array(0), state: new Uint8Array(0),
  };
}

function grown(old, Type, more) {
  const whole = new Type(old.length + more.length);
  whole.set(old);
  whole.set(more, old.length);
  return whole;
}

// Deltas: [5, 2, 10] with "104" means 5 -> 1, 7 -> 0, 17 -> 4.
function eachDelta(change, then) {
  let index = 0;
  for (let i = 0; i < (change.i?.length ?? 0); i++) {
    index += change.i[i];
    then(index, change.s[i]);
  }
}
