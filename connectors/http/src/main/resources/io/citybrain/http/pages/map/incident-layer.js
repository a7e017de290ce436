// Open incidents: one mark each; zoomed out, those of one neighbourhood share a mark that says how many they are.

import { isOpen } from "../shared/city.js";
import { rankOf, severitySprite } from "../shared/marks.js";
import { colour } from "../shared/theme.js";
import { ownLayer } from "./own-layer.js";
import { mapScale } from "./scale.js";

const CELL_PIXELS = 46;
const SIZE = 28;

export class IncidentLayer {
  constructor(city, ground) {
    this.city = city;
    this.ground = ground;
    this.drawn = [];
    this.selected = null;
    this.shows = () => true;
    this.layer = ownLayer("incidents", (context, view) => this.paint(context, view), 40);
    city.onChange(["incidents"], () => this.layer.changed());
  }

  select(incidentId) {
    this.selected = incidentId;
    this.layer.changed();
  }

  paint(context, view) {
    this.drawn = this.groups(view).sort((a, b) => b.rank - a.rank);
    for (const group of this.drawn) {
      const text = group.incidents.length > 1 ? String(Math.min(group.incidents.length, 999)) : "!";
      const hollow = group.incidents.every((incident) => incident.state === "resolved" || incident.state === "verified");
      const sprite = severitySprite(group.severity, SIZE, view.ratio, { hollow, text });
      const x = view.x(group.x);
      const y = view.y(group.y);
      if (group.incidents.some((incident) => incident.incidentId === this.selected)) {
        context.strokeStyle = colour("text");
        context.lineWidth = 3 * view.ratio;
        context.beginPath();
        context.arc(x, y, SIZE * 0.78 * view.ratio, 0, 2 * Math.PI);
        context.stroke();
      }
      context.drawImage(sprite, x - sprite.width / 2, y - sprite.height / 2);
    }
  }

  // Cells lie still in the map, so that marks do not jump while it moves.
  groups(view) {
    const cell = view.resolution < 0.5 ? 0 : CELL_PIXELS * mapScale() * view.resolution;
    const cells = new Map();
    for (const incident of this.city.incidents.values()) {
      const { longitude, latitude } = incident.place ?? {};
      if (!isOpen(incident) || longitude === undefined || !this.shows(incident)) continue;
      const [x, y] = this.ground.at(longitude, latitude);
      const key = cell === 0 ? incident.incidentId : `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
      const group = cells.get(key);
      if (!group) cells.set(key, { x, y, severity: incident.severity, rank: rankOf(incident.severity), incidents: [incident] });
      else join(group, incident, x, y);
    }
    return [...cells.values()];
  }

  /** What stands at a place: its incidents, the gravest group on top. */
  at(mapX, mapY, resolution) {
    const near = this.drawn.filter((group) => Math.hypot(group.x - mapX, group.y - mapY) < (SIZE / 2 + 4) * mapScale() * resolution);
    return near.length ? near[near.length - 1].incidents : [];
  }
}

function join(group, incident, x, y) {
  const n = group.incidents.length;
  group.x = (group.x * n + x) / (n + 1);
  group.y = (group.y * n + y) / (n + 1);
  group.incidents.push(incident);
  if (rankOf(incident.severity) < group.rank) {
    group.rank = rankOf(incident.severity);
    group.severity = incident.severity;
  }
}
