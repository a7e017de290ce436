// Times are local and of the city's clock; every value can say its age.

import { locale, words } from "./words.js";

const formats = new Map();

function format(name, options) {
  const key = `${name} ${locale()}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), options));
  return formats.get(key);
}

export const millisOf = (time) => (time === undefined || time === null ? NaN : typeof time === "number" ? time : Date.parse(time));

export function clockTime(time) {
  return format("time", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(millisOf(time)));
}

/** The time of day; with the date when it is not the day of `now`. */
export function when(time, now) {
  const at = new Date(millisOf(time));
  if (Number.isNaN(at.getTime())) return "–";
  if (new Date(now).toDateString() === at.toDateString()) return clockTime(time);
  return format("date", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 42 s · 3 min · 2 h 05 · 3 d */
export function duration(millis) {
  const seconds = Math.max(0, Math.round(Math.abs(millis) / 1000));
  if (seconds < 90) return words("unit.seconds", { n: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return words("unit.minutes", { n: minutes });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return words("unit.hours", { n: hours });
  return words("unit.days", { n: Math.round(hours / 24) });
}

export function ago(time, now) {
  const at = millisOf(time);
  return Number.isNaN(at) ? "–" : words("time.ago", { age: duration(now - at) });
}

/** m:ss, or h:mm:ss: a clock that counts, always of the same width per part. */
export function counter(millis) {
  const seconds = Math.floor(Math.abs(millis) / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return words("unit.days", { n: Math.floor(hours / 24) });
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":").replace(/^0/, "");
}

export function minutesAndSeconds(seconds) {
  if (seconds === undefined || seconds === null || !Number.isFinite(seconds)) return "–";
  return `${seconds <= -1 ? "−" : ""}${counter(seconds * 1000)}`;
}

export function number(value, digits = 3) {
  if (typeof value === "boolean") return words(value ? "value.yes" : "value.no");
  if (typeof value !== "number") return value === undefined || value === null ? "–" : String(value);
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: Math.max(digits, String(Math.trunc(Math.abs(value))).length) }).format(value);
}

export function metres(value) {
  return value < 1000 ? `${number(Math.round(value))} m` : `${number(value / 1000, 2)} km`;
}
