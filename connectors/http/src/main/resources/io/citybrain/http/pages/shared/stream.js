// One stream of events a page. The browser resumes it with Last-Event-ID; a page that hears nothing for 3 s says so.

const SILENT_MILLIS = 3_000;
const DEAD_MILLIS = 10_000;
const HIDDEN_MILLIS = 60_000;

export class Stream {
  /** Calls hear(event, data) for snapshot, patch and beat; tell(state) with live, stale or connecting when it changes. */
  constructor(parts, hear, tell) {
    this.url = `/api/v1/events?parts=${parts.join(",")}`;
    this.hear = hear;
    this.tell = tell;
    this.lastHeard = null;
    this.state = null;
    this.opened = performance.now();
    document.addEventListener("visibilitychange", () => this.shown());
    window.addEventListener("pagehide", () => this.close());
    setInterval(() => this.watch(), 500);
  }

  open() {
    this.close();
    this.opened = performance.now();
    const source = new EventSource(this.url);
    for (const name of ["snapshot", "patch", "beat"]) {
      source.addEventListener(name, (message) => {
        this.lastHeard = performance.now();
        this.hear(name, JSON.parse(message.data));
        this.say("live");
      });
    }
    source.addEventListener("error", () => {
      // A closed one will not come again by itself: the session may be over.
      if (source.readyState === EventSource.CLOSED && this.source === source) this.refused = true;
    });
    this.source = source;
    this.refused = false;
    if (this.lastHeard === null) this.say("connecting");
  }

  close() {
    this.source?.close();
    this.source = null;
  }

  /** Milliseconds since the last word; null before the first. */
  silence() {
    return this.lastHeard === null ? null : performance.now() - this.lastHeard;
  }

  watch() {
    const quiet = performance.now() - Math.max(this.lastHeard ?? 0, this.opened);
    if ((this.lastHeard === null ? quiet : this.silence()) > SILENT_MILLIS) this.say("stale");
    if (this.source && (quiet > DEAD_MILLIS || (this.refused && quiet > SILENT_MILLIS))) {
      if (this.refused) fetch("/api/v1/session").then((answer) => {
        if (answer.status === 401) document.dispatchEvent(new Event("signed-out"));
      }).catch(() => {});
      this.open();
    }
  }

  // Browsers allow six connections to one host: tabs that nobody sees must not hold them.
  shown() {
    clearTimeout(this.hiding);
    if (document.hidden) this.hiding = setTimeout(() => this.close(), HIDDEN_MILLIS);
    else if (!this.source) this.open();
  }

  say(state) {
    if (state === this.state) return;
    this.state = state;
    this.tell(state);
  }
}
