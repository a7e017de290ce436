// Missions: the corridor, its signals and their answers, ambulances; traffic that stands; stop bars when near.

import { colour } from "../shared/theme.js";
import { inLanguage } from "../shared/words.js";
import { ownLayer } from "./own-layer.js";
import { mapScale } from "./scale.js";

const SLOW = 5;
const SIGNAL_STALE_MILLIS = 15_000;

/** granted, pending, requested, rejected, released or planned: what a signal has answered, without the reason. */
export function answerOf(junction) {
  const word = String(junction.answer ?? "").split(/[: ]/)[0];
  return ["granted", "pending", "rejected", "released", "requested"].includes(word) ? word : "planned";
}

export const reasonOf = (junction) => String(junction.answer ?? "").replace(/^rejected:?\s*/, "");

export class EscortLayer {
  constructor(city, ground, base, map) {
    this.city = city;
    this.ground = ground;
    this.base = base;
    this.selected = null;
    this.preview = null;
    this.showsFlow = true;
    this.signals = new Map(map.signals.map((signal) => [signal.signal, {
      ...signal, at: ground.at(signal.lon, signal.lat),
      bars: signal.bars.map((bar) => ({ links: bar.links, from: ground.at(bar.lon1, bar.lat1), to: ground.at(bar.lon2, bar.lat2) })),
    }]));
    this.routes = new Map();
    this.layer = ownLayer("escort", (context, view) => this.paint(context, view), 30);
    city.onChange(["missions", "ambulances", "signals", "flow", "crews"], () => this.layer.changed());
  }

  /** A route that is only being considered: [[lon, lat], …] or edges. */
  consider(route) {
    this.preview = route === null ? null : typeof route[0] === "string" ? this.base.route(route) : route.map(([x, y]) => this.ground.at(x, y));
    this.layer.changed();
  }

  paint(context, view) {
    context.lineCap = context.lineJoin = "round";
    if (this.showsFlow) this.paintFlow(context, view);
    if (this.preview) this.paintLine(context, view, this.preview, 6, colour("corridor"), [10, 8]);
    for (const mission of this.city.missions.values()) this.paintRoute(context, view, mission);
    if (view.resolution < 0.45) this.paintBars(context, view);
    for (const mission of this.city.missions.values()) this.paintJunctions(context, view, mission);
    for (const crew of this.city.crews.values()) this.paintCrew(context, view, crew);
    for (const ambulance of this.city.ambulances.values()) this.paintAmbulance(context, view, ambulance);
  }

  paintFlow(context, view) {
    const { edges, level } = this.city.flow;
    for (let i = 0; i < edges.length; i++) {
      const slow = Number(level[i]);
      if (!(slow >= SLOW)) continue;
      const points = this.base.lines.get(edges[i]);
      if (points) this.paintLine(context, view, points, slow >= 8 ? 3 : 2, colour(slow >= 8 ? "standing" : "slow"));
    }
  }

  paintRoute(context, view, mission) {
    const route = mission.plan?.route;
    if (!route?.length) return;
    const key = `${route.length} ${route[0]} ${route[route.length - 1]}`;
    const known = this.routes.get(mission.missionId);
    const points = known?.key === key ? known.points : this.base.route(route);
    this.routes.set(mission.missionId, { key, points });
    const wide = mission.missionId === this.selected ? 9 : 6;
    this.paintLine(context, view, points, wide + 3, colour("corridor-edge"));
    this.paintLine(context, view, points, wide, colour("corridor"));
  }

  paintLine(context, view, points, width, style, dash = []) {
    context.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? context.moveTo(view.x(x), view.y(y)) : context.lineTo(view.x(x), view.y(y))));
    context.setLineDash(dash.map((part) => part * view.ratio));
    context.strokeStyle = style;
    context.lineWidth = width * view.ratio;
    context.stroke();
    context.setLineDash([]);
  }

  // Answers have a form as well as a colour: filled disc, dashed ring, cross, small ring.
  paintJunctions(context, view, mission) {
    for (const junction of mission.plan?.junctions ?? []) {
      const signal = this.signals.get(junction.signal);
      if (!signal) continue;
      const answer = answerOf(junction);
      const [x, y] = [view.x(signal.at[0]), view.y(signal.at[1])];
      const r = (answer === "planned" ? 5 : 8) * view.ratio;
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.fillStyle = answer === "granted" ? colour("green") : colour("panel");
      context.fill();
      context.lineWidth = 2.5 * view.ratio;
      context.strokeStyle = answer === "granted" ? colour("panel") : answer === "rejected" ? colour("red") : answer === "pending" ? colour("amber") : colour("corridor");
      context.setLineDash(answer === "pending" ? [4 * view.ratio, 3 * view.ratio] : []);
      context.stroke();
      context.setLineDash([]);
      if (answer === "rejected") cross(context, x, y, r * 0.45);
    }
  }

  // As in sumo-gui: a bar at each lane's end, split among its links; green solid, yellow dashed, red thick, off hollow.
  paintBars(context, view) {
    const [west, south, east, north] = view.extent;
    const now = this.city.clock.now();
    for (const [id, signal] of this.signals) {
      if (signal.at[0] < west || signal.at[0] > east || signal.at[1] < south || signal.at[1] > north) continue;
      const live = this.city.signals.get(id);
      const stale = !live || live.stale || now - Date.parse(live.at) > SIGNAL_STALE_MILLIS * Math.max(1, this.city.clock.speed);
      for (const bar of signal.bars) this.paintBar(context, view, bar, live?.state ?? "", stale, live?.held);
    }
  }

  paintBar(context, view, bar, state, stale, held) {
    const n = bar.links.length;
    context.lineCap = "butt";
    for (let i = 0; i < n; i++) {
      const letter = (state[bar.links[i]] ?? "o").toLowerCase();
      const x = (f) => view.x(bar.from[0] + (bar.to[0] - bar.from[0]) * f);
      const y = (f) => view.y(bar.from[1] + (bar.to[1] - bar.from[1]) * f);
      context.beginPath();
      context.moveTo(x(i / n), y(i / n));
      context.lineTo(x((i + 0.92) / n), y((i + 0.92) / n));
      context.setLineDash((stale ? [2, 3] : letter === "y" ? [5, 3] : []).map((part) => part * view.ratio));
      if (held && !stale) {
        context.strokeStyle = colour("text");
        context.lineWidth = 9 * view.ratio;
        context.stroke();
      }
      context.strokeStyle = stale ? colour("silent") : colour({ g: "green", y: "amber", u: "amber", r: "red", s: "red" }[letter] ?? "silent");
      context.lineWidth = (letter === "g" ? 6 : 4) * view.ratio;
      context.stroke();
    }
    context.setLineDash([]);
    context.lineCap = "round";
  }

  paintAmbulance(context, view, ambulance) {
    if (!Number.isFinite(ambulance.lon)) return;
    const [mapX, mapY] = this.ground.at(ambulance.lon, ambulance.lat);
    const [x, y, r] = [view.x(mapX), view.y(mapY), 11 * view.ratio];
    const busy = Boolean(ambulance.mission);
    context.save();
    context.translate(x, y);
    context.fillStyle = colour(busy ? "text" : "panel");
    context.strokeStyle = colour(busy ? "panel" : "text");
    context.lineWidth = 2 * view.ratio;
    if (busy) {
      context.rotate(((ambulance.heading ?? 0) * Math.PI) / 180);
      context.beginPath();
      context.moveTo(0, -r * 1.75);
      context.lineTo(r * 0.6, -r * 0.8);
      context.lineTo(-r * 0.6, -r * 0.8);
      context.fill();
      context.rotate((-(ambulance.heading ?? 0) * Math.PI) / 180);
    }
    context.beginPath();
    context.roundRect(-r, -r, 2 * r, 2 * r, r * 0.4);
    context.fill();
    context.stroke();
    context.fillStyle = colour(busy ? "panel" : "text");
    context.fillRect(-r * 0.18, -r * 0.6, r * 0.36, r * 1.2);
    context.fillRect(-r * 0.6, -r * 0.18, r * 1.2, r * 0.36);
    context.restore();
    if (view.resolution < 6) this.label(context, view, ambulance.id, x, y + r * 2.3);
  }

  paintCrew(context, view, crew) {
    if (!Number.isFinite(crew.lon) || view.resolution > 6) return;
    const [mapX, mapY] = this.ground.at(crew.lon, crew.lat);
    const [x, y, r] = [view.x(mapX), view.y(mapY), 7 * view.ratio];
    context.beginPath();
    context.arc(x, y - r * 0.7, r * 0.6, 0, 2 * Math.PI);
    context.roundRect(x - r, y, 2 * r, r * 1.4, r * 0.6);
    context.fillStyle = colour("panel");
    context.strokeStyle = colour("text");
    context.lineWidth = 1.8 * view.ratio;
    context.fill();
    context.stroke();
    if (view.resolution < 2.5) this.label(context, view, inLanguage(crew.name) || crew.crew, x, y + r * 3);
  }

  label(context, view, text, x, y) {
    context.font = `600 ${12 * view.ratio}px ${colour("font")}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.strokeStyle = colour("land");
    context.lineWidth = 3 * view.ratio;
    context.strokeText(text, x, y);
    context.fillStyle = colour("text");
    context.fillText(text, x, y);
  }

  ambulanceAt(mapX, mapY, resolution) {
    for (const ambulance of this.city.ambulances.values()) {
      if (!Number.isFinite(ambulance.lon)) continue;
      const [x, y] = this.ground.at(ambulance.lon, ambulance.lat);
      if (Math.hypot(x - mapX, y - mapY) < 16 * mapScale() * resolution) return ambulance;
    }
    return null;
  }
}

function cross(context, x, y, r) {
  context.beginPath();
  context.moveTo(x - r, y - r);
  context.lineTo(x + r, y + r);
  context.moveTo(x + r, y - r);
  context.lineTo(x - r, y + r);
  context.stroke();
}
