// The crew's page, for a phone: my orders, one next step each, also where there is no network.

import { City } from "../shared/city.js";
import { get } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { duration } from "../shared/format.js";
import { startFrame } from "../shared/frame.js";
import { Notice } from "../shared/notice.js";
import { currentSession, signIn } from "../shared/session.js";
import { Stream } from "../shared/stream.js";
import { sure } from "../shared/sure.js";
import "../shared/theme.js";
import { inLanguage, loadWords, onLanguage, words, wordsOf } from "../shared/words.js";
import { OrderList } from "./order-list.js";
import { Outbox } from "./outbox.js";
import { keep, kept } from "./outbox-store.js";

const REFRESH_MILLIS = 30_000;
const TOGETHER_MILLIS = 300;

class CrewPage {
  constructor(city) {
    this.city = city;
    this.crew = currentSession().crew ?? localStorage.getItem("crew");
    this.crews = [];
    this.orders = null;
    this.seenAt = null;
    this.outbox = new Outbox(() => this.draw());
    this.list = new OrderList(city, this.outbox, (step) => this.act(step));
    city.onChange(["incidents", "snapshot"], () => this.refreshSoon());
    setInterval(() => this.refresh(), REFRESH_MILLIS);
    setInterval(() => this.drawStatus(), 1000);
    window.addEventListener("online", () => this.refresh());
    window.addEventListener("offline", () => this.drawStatus());
    onLanguage(() => {
      this.list.clear();
      this.draw();
    });
  }

  async start() {
    await this.list.readDrafts();
    await this.outbox.read();
    await this.chooseCrew();
    const before = this.crew && await kept(`orders ${this.crew}`);
    if (before) {
      this.orders = before.orders;
      this.seenAt = before.at;
    }
    this.draw();
    await this.refresh();
    this.outbox.drain();
    navigator.storage?.persist?.();
    if ("serviceWorker" in navigator) navigator.serviceWorker.register("/service-worker.js", { scope: "/crew" }).catch((failure) => console.warn(failure));
  }

  /** Who is no crew's own, such as an operator, chooses one. */
  async chooseCrew() {
    if (currentSession().crew) return;
    try {
      this.crews = (await get("/crews")).items.map((crew) => ({ ...crew, crew: crew.crew ?? crew.id }));
      await keep("crews", this.crews);
    } catch {
      this.crews = await kept("crews") ?? [];
    }
    if (!this.crews.some(({ crew }) => crew === this.crew)) this.crew = this.crews[0]?.crew ?? null;
  }

  refreshSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh(), TOGETHER_MILLIS);
  }

  async refresh() {
    if (!this.crew) return this.draw();
    const crew = this.crew;
    try {
      const { items } = await get(`/crews/${encodeURIComponent(crew)}/work-orders`);
      if (crew !== this.crew) return;
      this.orders = items;
      this.seenAt = Date.now();
      await keep(`orders ${crew}`, { orders: items, at: this.seenAt });
    } catch {
      // What was seen last stays, with its age.
    }
    this.draw();
  }

  async act(step) {
    await this.outbox.add({ ...step, at: new Date(this.city.clock.now()).toISOString(), crew: currentSession().role === "crew" ? undefined : this.crew });
    this.refreshSoon();
  }

  draw() {
    this.drawName();
    this.list.show(this.crew ? this.orders : []);
    this.drawStatus();
    this.drawOutbox();
    this.drawAbout();
  }

  drawName() {
    const node = document.getElementById("crew-name");
    if (this.crews.length === 0) return say(node, words("crew.title", { crew: this.crew ?? words("incident.noCrew") }));
    if (node.dataset.drawn === document.documentElement.lang) return;
    node.dataset.drawn = document.documentElement.lang;
    replace(node, element("select", {
      "aria-label": words("action.crew"),
      onchange: (event) => {
        this.crew = event.target.value;
        localStorage.setItem("crew", this.crew);
        this.orders = null;
        this.refresh();
      },
    }, this.crews.map((crew) => element("option", { value: crew.crew, text: inLanguage(crew.name) || crew.crew, selected: crew.crew === this.crew }))));
  }

  drawStatus() {
    const node = document.getElementById("status");
    const left = this.outbox.items.filter((item) => item.refusal === null).length;
    const online = navigator.onLine && !document.body.classList.contains("stale");
    node.classList.toggle("offline", !online);
    const age = this.seenAt ? words("crew.seen", { age: duration(Date.now() - this.seenAt) }) : "";
    say(node, [words(online ? "crew.online" : "crew.offline"), left ? words("crew.waiting", { n: left }) : "", age].filter(Boolean).join(" · "));
  }

  drawOutbox() {
    const refused = this.outbox.items.filter((item) => item.refusal !== null);
    replace(document.getElementById("outbox"), refused.map((item) => element("div.refused", {},
      element("p", {}, element("b", { text: words("crew.refused", { step: wordsOf("step", item.command), incident: item.incident }) })),
      element("p", { text: item.refusal }), item.note ? element("p.dim", { text: item.note }) : null,
      element("div.buttons", {},
        element("button", { type: "button", text: words("command.again"), onclick: () => this.outbox.again(item) }),
        element("button", { type: "button", text: words("crew.discard"), onclick: async () => await sure(words("crew.discardSure"), words("crew.discard")) && this.outbox.discard(item.sequence) })))));
  }

  drawAbout() {
    replace(document.getElementById("about"),
      window.isSecureContext ? null : element("p.dim", { text: words("crew.needsHttps") }),
      this.list.here || !navigator.geolocation || !window.isSecureContext ? null : element("button", { type: "button", text: words("crew.byDistance"), onclick: () => this.locate() }));
  }

  locate() {
    navigator.geolocation.watchPosition(({ coords }) => {
      this.list.here = coords;
      this.draw();
    }, () => {}, { maximumAge: 30_000 });
  }
}

async function start() {
  await loadWords();
  await signIn({ offline: true });
  const city = new City();
  startFrame(city);
  const stream = new Stream(["incidents"], (event, data) => city.hear(event, data), (state) => notice.tell(state));
  const notice = new Notice(city, stream, { offline: true });
  stream.open();
  window.cityBrain = { city, page: new CrewPage(city) };
  await window.cityBrain.page.start();
  document.body.classList.remove("loading");
}

start().catch((failure) => {
  console.error(failure);
  const node = document.getElementById("notice");
  node.hidden = false;
  replace(node, element("span", { text: words("notice.failed") }), " ", element("button", { type: "button", text: words("notice.reload"), onclick: () => location.reload() }));
});
