// The limit that an incident runs against: to be acknowledged, then reached, then resolved, then checked by a person.

import { isOpen } from "./city.js";
import { millisOf } from "./format.js";
import { rankOf } from "./marks.js";

const ON_SITE = new Set(["on-site", "arrived"]);
const DONE = new Set(["resolved", "verified", "closed", "rejected"]);

/** {step: acknowledge|arrive|resolve|verify|close, at: epoch millis or NaN} or null where nothing is due. */
export function nextLimit(incident) {
  if (incident.shelvedUntil) return { step: "shelved", at: millisOf(incident.shelvedUntil) };
  if (incident.state === "resolved") return { step: "verify", at: NaN };
  if (incident.state === "verified") return { step: "close", at: NaN };
  if (DONE.has(incident.state)) return null;
  const { acknowledgeBy, arriveBy, resolveBy } = incident.deadlines ?? {};
  if (!incident.acknowledged && acknowledgeBy) return { step: "acknowledge", at: millisOf(acknowledgeBy) };
  if (!ON_SITE.has(incident.state) && arriveBy) return { step: "arrive", at: millisOf(arriveBy) };
  return { step: "resolve", at: millisOf(resolveBy) };
}

export function isOverdue(incident, now) {
  const limit = isOpen(incident) ? nextLimit(incident) : null;
  return limit !== null && limit.step !== "shelved" && limit.at < now;
}

/** Gravest first, then the one with the least time left; what is shelved or only waits for a check comes after. */
export function byUrgency(a, b) {
  return waits(a) - waits(b) || rankOf(a.severity) - rankOf(b.severity) || due(a) - due(b) || (a.incidentId < b.incidentId ? -1 : 1);
}

const waits = (incident) => (incident.shelvedUntil ? 2 : DONE.has(incident.state) ? 1 : 0);

function due(incident) {
  const limit = nextLimit(incident);
  return limit === null || Number.isNaN(limit.at) ? Number.MAX_SAFE_INTEGER : limit.at;
}
