// A screen that lost its feed says so, and since when. What is shown then is old, and looks old.

import { element, replace } from "./dom.js";
import { clockTime, duration } from "./format.js";
import { onLanguage, words } from "./words.js";

export class Notice {
  /** With `offline` the page goes on without a feed and says so itself; only what else is wrong is told here. */
  constructor(city, stream, { offline = false } = {}) {
    this.offline = offline;
    this.city = city;
    this.stream = stream;
    this.node = document.getElementById("notice");
    this.state = "connecting";
    onLanguage(() => this.draw());
    setInterval(() => this.draw(), 1000);
  }

  tell(state) {
    this.state = state;
    this.draw();
  }

  draw() {
    const text = this.text();
    document.body.classList.toggle("stale", this.state === "stale");
    document.body.classList.toggle("connecting", this.state === "connecting");
    this.node.hidden = text === null;
    if (text !== null && text !== this.shown) replace(this.node, element("span", { text }));
    this.shown = text;
  }

  text() {
    if (this.offline && this.state !== "live") return null;
    if (this.state === "connecting") return words("notice.connecting");
    if (this.state === "stale") {
      const silence = this.stream.silence();
      if (silence === null) return words("notice.neverConnected");
      return words("notice.stale", { at: clockTime(Date.now() - silence), age: duration(silence) });
    }
    const feed = this.city.feed;
    if (!feed) return null;
    if (feed.mqtt === false) return words("notice.broker", { at: feed.since ? clockTime(feed.since) : "–" });
    const down = Object.entries(feed.jobs ?? {}).filter(([, job]) => job && job.up === false);
    if (down.length) {
      const names = down.map(([name, job]) => words("notice.job", { name: words(`job.${name}`), at: job.at ? clockTime(job.at) : "–" }));
      return words("notice.jobs", { names: names.join(" · ") });
    }
    return feed.store === false ? words("notice.store") : null;
  }
}
