// What a crew does is written down first, shown then, and sent when the city can be reached: in order, with the time
// it happened, as often as it takes. Nothing is thrown away in silence.

import { inWords } from "../shared/command.js";
import { newCommandId, post } from "../shared/door.js";
import { drop, put, waiting } from "./outbox-store.js";

const EVERY_MILLIS = 30_000;
const LONGEST_MILLIS = 60_000;
const REFUSED = new Set([400, 403, 404, 409, 413, 415, 422]);

export class Outbox {
  constructor(changed) {
    this.changed = changed;
    this.items = [];
    this.pause = 0;
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => !document.hidden && this.hurry());
    setInterval(() => this.drain(), EVERY_MILLIS);
  }

  /** Resolves when it is written down; only then may the screen change. */
  async add({ incident, command, at, note, photo, crew }) {
    await put({ commandId: newCommandId(), incident, command, at, note, photo, crew, photoId: null, refusal: null });
    await this.read();
    this.drain();
  }

  async read() {
    this.items = await waiting();
    this.changed();
  }

  /** Of one order, those that the city has not refused. */
  of(incident) {
    return this.items.filter((item) => item.incident === incident && item.refusal === null);
  }

  async discard(sequence) {
    await drop(sequence);
    await this.read();
  }

  async again(item) {
    await put({ ...item, refusal: null });
    await this.read();
    this.drain();
  }

  hurry() {
    this.pause = 0;
    this.drain();
  }

  /** One tab at a time; a second call while one runs does nothing. */
  async drain() {
    clearTimeout(this.timer);
    const work = () => this.sendAll();
    if (navigator.locks) await navigator.locks.request("city-brain-crew-outbox", { ifAvailable: true }, (lock) => lock && work());
    else if (!this.running) {
      this.running = true;
      await work().finally(() => (this.running = false));
    }
  }

  async sendAll() {
    const stuck = new Set();
    for (let item = await this.next(stuck); item; item = await this.next(stuck)) {
      const refusal = await this.send(item);
      if (refusal === null) await drop(item.sequence);
      else if (REFUSED.has(refusal.status)) await put({ ...item, refusal: inWords(refusal) });
      else {
        // Not reached, overloaded, signed out: it stays, and what belongs after it stays behind it.
        stuck.add(item.incident);
        if (refusal.status === 0 || refusal.status === 401) break;
      }
    }
    await this.read();
    const left = this.items.some((item) => item.refusal === null);
    this.pause = left ? Math.min(LONGEST_MILLIS, Math.max(2_000, this.pause * 2)) : 0;
    if (left) this.timer = setTimeout(() => this.drain(), this.pause);
  }

  async next(stuck) {
    return (await waiting()).find((item) => item.refusal === null && !stuck.has(item.incident));
  }

  /** null when the city has taken it, else why not. */
  async send(item) {
    try {
      if (item.photo && !item.photoId) {
        item.photoId = (await post("/photos", item.photo)).photo;
        await put(item);
      }
      const { commandId, command, at, note, crew, photoId } = item;
      await post(`/incidents/${encodeURIComponent(item.incident)}/commands`, {
        commandId, command, at, ...(note ? { note } : {}), ...(crew ? { crew } : {}), ...(photoId ? { photo: photoId } : {}),
      });
      return null;
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      return refusal;
    }
  }
}
