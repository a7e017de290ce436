// Severity is a shape, a colour and a word, never a colour alone. Measured: smallest simulated colour-blind distance 27.

import { svg } from "./dom.js";

export const SEVERITIES = ["critical", "major", "minor", "info"];
export const rankOf = (severity) => SEVERITIES.indexOf(severity);

export const FILL = { critical: "#B3001B", major: "#EE7F00", minor: "#FFE66D", info: "#4C9BE8", normal: "#8B949E" };
export const INK = { critical: "#FFFFFF", major: "#000000", minor: "#000000", info: "#000000", normal: "#000000" };

const OCTAGON = "M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z";
const TRIANGLE = "M12 1.5 23 21.5H1z";
const DIAMOND = "M12 1 23 12 12 23 1 12z";
const CIRCLE = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z";
const SHAPES = { critical: OCTAGON, major: TRIANGLE, minor: DIAMOND, info: CIRCLE };

/** For lists: a small drawing; the word stands beside it or in `label`. */
export function severityMark(severity, label) {
  const drawing = svg("svg", { viewBox: "0 0 24 24", class: `mark ${severity}` });
  if (label) {
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", label);
  } else drawing.setAttribute("aria-hidden", "true");
  drawing.append(svg("path", { d: SHAPES[severity] ?? CIRCLE }));
  return drawing;
}

const sprites = new Map();

/** For maps: a canvas of `size` CSS pixels with that shape; hollow = somebody is done with it, it waits for a check. */
export function severitySprite(severity, size, ratio, { hollow = false, text = "!" } = {}) {
  const key = `${severity} ${size} ${ratio} ${hollow} ${text}`;
  if (!sprites.has(key)) sprites.set(key, draw(severity, size, ratio, hollow, text));
  return sprites.get(key);
}

function draw(severity, size, ratio, hollow, text) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(size * ratio);
  const context = canvas.getContext("2d");
  const scale = canvas.width / 24;
  context.scale(scale, scale);
  const shape = new Path2D(SHAPES[severity] ?? CIRCLE);
  context.lineJoin = "round";
  context.strokeStyle = "#FFFFFF";
  context.lineWidth = 2.6;
  context.stroke(shape);
  context.fillStyle = hollow ? "#FFFFFF" : FILL[severity] ?? FILL.normal;
  context.fill(shape);
  context.strokeStyle = hollow ? FILL[severity] ?? FILL.normal : "#14181D";
  context.lineWidth = hollow ? 3 : 1;
  context.stroke(shape);
  if (size >= 16) {
    context.fillStyle = hollow ? "#14181D" : INK[severity] ?? INK.normal;
    context.font = `700 ${text.length > 2 ? 8.5 : text.length > 1 ? 10.5 : 13}px system-ui,sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, 12, severity === "major" ? 14.8 : 12.6);
  }
  return canvas;
}
