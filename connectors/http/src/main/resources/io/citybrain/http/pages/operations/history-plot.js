// What a sensor has measured, with the limits that it is judged by.

import { get, query } from "../shared/door.js";
import { element, replace } from "../shared/dom.js";
import { number } from "../shared/format.js";
import { colour } from "../shared/theme.js";
import { locale, words, wordsOf } from "../shared/words.js";

const HOUR = 3_600_000;
const SPANS = [1, 6, 24, 168];
let library = null;

function loadPlots() {
  library ??= new Promise((loaded, failed) => {
    document.head.append(element("link", { rel: "stylesheet", href: "/lib/uplot/dist/uPlot.min.css" }));
    document.head.append(element("script", { src: "/lib/uplot/dist/uPlot.iife.min.js", onload: loaded, onerror: failed }));
  });
  return library;
}

/** A plot with buttons for its span; `quantities` to choose from. */
export function historyPlot(city, sensor, quantities, quantity) {
  const box = element("div.plot", { role: "img", "aria-label": words("plot.label", { quantity: wordsOf("quantity", quantity), sensor }) });
  const state = { hours: 24, quantity };
  const tell = element("p.dim.plot-note");
  const choices = element("div.plot-choices");
  const draw = async () => {
    replace(choices,
      quantities.length > 1
        ? element("select", { "aria-label": words("plot.quantity"), onchange: (event) => { state.quantity = event.target.value; draw(); } },
          quantities.map((name) => element("option", { value: name, text: wordsOf("quantity", name), selected: name === state.quantity })))
        : element("span", { text: wordsOf("quantity", state.quantity) }),
      element("span.spans", {}, SPANS.map((hours) => element("button", {
        type: "button", "aria-pressed": String(hours === state.hours), text: words(hours < 48 ? "unit.hoursShort" : "unit.daysShort", { n: hours < 48 ? hours : hours / 24 }),
        onclick: () => { state.hours = hours; draw(); },
      }))));
    tell.textContent = words("loading");
    const to = Math.round(city.clock.now());
    const from = to - state.hours * HOUR;
    try {
      const [history] = await Promise.all([get(`/sensors/${encodeURIComponent(sensor)}/history${query({
        quantity: state.quantity, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: 600,
      })}`), loadPlots()]);
      tell.textContent = history.points.length === 0 ? words("plot.empty") : "";
      plot(box, history, from, to);
    } catch {
      replace(box);
      tell.textContent = words("plot.failed");
    }
  };
  draw();
  return element("section.history", {}, element("h3", { text: words("plot.title") }), choices, box, tell);
}

function plot(box, history, from, to) {
  replace(box);
  if (history.points.length === 0 || !box.clientWidth) return;
  const grid = { stroke: colour("line"), width: 1 };
  const font = `12px ${colour("font")}`;
  const axis = { stroke: colour("dim"), grid, ticks: grid, font };
  const time = new Intl.DateTimeFormat(locale(), to - from > 30 * HOUR
    ? { month: "numeric", day: "numeric" } : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const values = history.points.map(([, value]) => value).filter((value) => value !== null);
  const limits = (history.limits ?? []).filter((limit) => Number.isFinite(limit.raise));
  const all = [...values, ...limits.map((limit) => limit.raise)];
  const room = (Math.max(...all) - Math.min(...all)) * 0.08 || 1;
  new window.uPlot({
    width: box.clientWidth, height: 190, ms: 1, legend: { show: false }, cursor: { y: false, drag: { x: false } },
    scales: { x: { time: true, min: from, max: to }, y: { range: [Math.min(...all) - room, Math.max(...all) + room] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => time.format(tick)), space: 70 }, { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => number(tick)) }],
    series: [{}, { stroke: colour("text"), width: 1.5, points: { show: history.points.length < 40, size: 4 } }],
    hooks: { draw: [(drawn) => limits.forEach((limit) => drawLimit(drawn, limit, history.unit, font))] },
  }, [history.points.map(([at]) => at), history.points.map(([, value]) => value)], box);
}

function drawLimit(drawn, limit, unit, font) {
  const { ctx, bbox } = drawn;
  const y = drawn.valToPos(limit.raise, "y", true);
  ctx.save();
  ctx.strokeStyle = colour("limit");
  ctx.fillStyle = colour("text");
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.textAlign = "left";
  ctx.font = font.replace("12px", `${12 * devicePixelRatio}px`);
  ctx.fillText(`${wordsOf("rule", limit.rule)} ${number(limit.raise)} ${unit ?? ""}`, bbox.left + 6 * devicePixelRatio, y - 5 * devicePixelRatio);
  ctx.restore();
}
