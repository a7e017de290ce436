// All sensors in one bitmap: normal ones small and grey, those that need somebody in colour and shape.

import { FILL, severitySprite } from "../shared/marks.js";
import { colour, onTheme } from "../shared/theme.js";
import { GONE } from "../shared/city.js";
import { ownLayer } from "./own-layer.js";

const SEVERITY = [, "info", "minor", "major", "critical"];
const SHAPED = 2_000;
const SILENT = 5;
const SHELVED = 6;

export class SensorLayer {
  constructor(city, ground) {
    this.city = city;
    this.ground = ground;
    this.pixels = null;
    this.layer = ownLayer("sensors", (context, view) => this.paint(context, view), 20);
    this.takeColours();
    onTheme(() => {
      this.takeColours();
      this.layer.changed();
    });
    city.onChange(["sensors"], () => this.layer.changed());
  }

  takeColours() {
    this.normal = packed(colour("sensor"));
    this.silent = packed(colour("silent"));
    this.shelved = packed(colour("shelved"));
    this.severity = SEVERITY.map((name) => name && packed(FILL[name]));
  }

  /** Map coordinates of all sensors, computed once. */
  placed() {
    const { sensors } = this.city;
    if (sensors.placed === null) {
      const x = new Float64Array(sensors.ids.length);
      const y = new Float64Array(sensors.ids.length);
      for (let i = 0; i < x.length; i++) [x[i], y[i]] = this.ground.at(sensors.lon[i], sensors.lat[i]);
      sensors.placed = { x, y };
    }
    return sensors.placed;
  }

  paint(context, view) {
    const { sensors } = this.city;
    if (sensors.ids.length === 0) return;
    const { x, y } = this.placed();
    this.bitmap(context, view, x, y, sensors.state, sensors.abnormal.size > SHAPED);
    if (sensors.abnormal.size > SHAPED) return;
    const size = view.resolution < 0.6 ? 18 : view.resolution < 3 ? 13 : 9;
    for (const rank of [1, 2, 3, 4]) {
      const sprite = severitySprite(SEVERITY[rank], size, view.ratio);
      for (const i of sensors.abnormal) {
        if (sensors.state[i] !== rank) continue;
        const left = view.x(x[i]) - sprite.width / 2;
        const top = view.y(y[i]) - sprite.height / 2;
        if (left > -sprite.width && top > -sprite.height && left < view.width && top < view.height) context.drawImage(sprite, left, top);
      }
    }
  }

  bitmap(context, view, x, y, state, coloured) {
    const { width, height, a, d, e, f } = view;
    if (this.pixels?.width !== width || this.pixels.height !== height) this.pixels = context.createImageData(width, height);
    const words = new Uint32Array(this.pixels.data.buffer);
    words.fill(0);
    const half = Math.max(0, Math.round((view.resolution < 0.6 ? 3 : view.resolution < 2.5 ? 1.5 : 0.9) * view.ratio));
    for (let i = 0; i < x.length; i++) {
      const code = state[i];
      if (code === GONE || (code >= 1 && code <= 4 && !coloured)) continue;
      const column = (x[i] * a + e) | 0;
      const row = (y[i] * d + f) | 0;
      const reach = code === 0 ? half : half + 1;
      if (column < reach || row < reach || column >= width - reach || row >= height - reach) continue;
      const ink = code === 0 ? this.normal : code === SILENT || code > SHELVED ? this.silent : code === SHELVED ? this.shelved : this.severity[code];
      if (code >= SILENT) ring(words, width, column, row, reach, ink);
      else block(words, width, column, row, reach, ink);
    }
    context.putImageData(this.pixels, 0, 0);
  }

  /** The sensor within `reach` map units of a place, the one that needs somebody first; -1 if there is none. */
  nearest(mapX, mapY, reach) {
    const { sensors } = this.city;
    const { x, y } = this.placed();
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < x.length; i++) {
      if (sensors.state[i] === GONE) continue;
      const distance = Math.hypot(x[i] - mapX, y[i] - mapY);
      if (distance > reach) continue;
      const rank = distance - (sensors.abnormal.has(i) ? reach : 0);
      if (rank < least) [least, best] = [rank, i];
    }
    return best;
  }
}

function block(words, width, column, row, half, ink) {
  for (let r = row - half; r <= row + half; r++) words.fill(ink, r * width + column - half, r * width + column + half + 1);
}

// Hollow: nothing is known of what is inside.
function ring(words, width, column, row, half, ink) {
  const left = column - half;
  const right = column + half;
  words.fill(ink, (row - half) * width + left, (row - half) * width + right + 1);
  words.fill(ink, (row + half) * width + left, (row + half) * width + right + 1);
  for (let r = row - half + 1; r < row + half; r++) words[r * width + left] = words[r * width + right] = ink;
}

// #rrggbb as one little-endian word of ImageData.
function packed(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16)) >>> 0;
}
