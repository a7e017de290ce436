// Missions under way, each with its corridor; and the record of those that are over, with what they saved.

import { inWords, sendCommand } from "../shared/command.js";
import { CorridorStrip } from "../shared/corridor-strip.js";
import { get, post } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { clockTime, counter, millisOf, minutesAndSeconds, when } from "../shared/format.js";
import { ambulanceOf } from "../shared/places.js";
import { may } from "../shared/session.js";
import { sure } from "../shared/sure.js";
import { onLanguage, words, wordsOf } from "../shared/words.js";

const KEPT = 50;

export class MissionBoard {
  constructor(city, places, map) {
    this.city = city;
    this.places = places;
    this.map = map;
    this.node = document.getElementById("missions");
    this.cards = new Map();
    this.over = [];
    this.chosen = decodeURIComponent(location.hash.slice(1)) || null;
    this.draw();
    onLanguage(() => {
      this.cards.clear();
      this.draw();
    });
    city.onChange(["missions", "snapshot"], () => this.write());
    setInterval(() => this.write(), 500);
    this.fetchRecord();
  }

  draw() {
    this.list = element("div.cards");
    this.record = element("div.record", { id: "record" });
    this.answer = element("p.answer", { role: "status" });
    replace(this.node,
      element("header", {}, element("h2", { text: words("missions.title") }),
        may("missions") ? element("button.danger", { type: "button", onclick: () => this.releaseAll(), text: words("missions.releaseAll") }) : null),
      this.answer, this.list, element("h2", { text: words("record.title") }), this.record);
    this.write();
    this.drawRecord();
  }

  write() {
    const missions = [...this.city.missions.values()].sort((a, b) => (a.request?.urgency ?? 9) - (b.request?.urgency ?? 9) || (a.missionId < b.missionId ? -1 : 1));
    for (const id of this.cards.keys()) if (!this.city.missions.has(id)) this.cards.delete(id);
    const nodes = missions.map((mission) => {
      if (!this.cards.has(mission.missionId)) this.cards.set(mission.missionId, this.card(mission));
      const card = this.cards.get(mission.missionId);
      this.writeCard(card, mission);
      return card.node;
    });
    if (nodes.length === 0 && !this.list.querySelector(".nothing")) replace(this.list, element("p.nothing", { text: words("empty.missions") }));
    if (nodes.length > 0 && (nodes.length !== this.list.childElementCount || nodes.some((node, i) => this.list.children[i] !== node))) replace(this.list, nodes);
    this.map.escort.selected = this.chosen;
  }

  card(mission) {
    const parts = {
      title: element("h3"), status: element("span.chip.state"), urgency: element("span.chip"), eta: element("b.big"), at: element("span.dim"), without: element("b"), saving: element("b"),
      reason: element("p.error"), strip: new CorridorStrip(this.city), answer: element("p.answer", { role: "status" }), approval: element("div.buttons"),
    };
    const cancel = may("missions") && element("button.danger.cancel", { type: "button", onclick: () => this.cancel(mission.missionId, parts.answer), text: words("missions.cancel") });
    const node = element("article.card", { data: { mission: mission.missionId }, onclick: () => this.choose(mission.missionId, false) },
      element("header", {}, parts.title, element("p.chips", {}, parts.status, parts.urgency)),
      element("div.eta-line", {}, element("div", {}, element("span.dim", { text: words("mission.eta") }), parts.eta), parts.at,
        element("div", {}, element("span.dim", { text: words("request.without") }), parts.without),
        element("div", {}, element("span.dim", { text: words("mission.saving") }), parts.saving)),
      parts.reason, parts.strip.node, parts.approval, element("footer", {}, cancel, parts.answer));
    return { node, parts };
  }

  writeCard({ node, parts }, mission) {
    const { plan, request } = mission;
    const now = this.city.clock.now();
    const left = millisOf(plan?.etaAt) - now;
    say(parts.title, `${ambulanceOf(mission)} → ${this.places.destinationOf(mission)}`);
    say(parts.status, wordsOf("mission", plan?.status ?? "requested"));
    say(parts.urgency, words("mission.urgency", { n: request?.urgency ?? "–" }));
    say(parts.eta, Number.isNaN(left) ? "–" : counter(Math.max(0, left)));
    say(parts.at, plan?.etaAt ? clockTime(plan.etaAt) : "");
    say(parts.without, plan?.etaWithoutPriorityAt ? clockTime(plan.etaWithoutPriorityAt) : "–");
    say(parts.saving, minutesAndSeconds((millisOf(plan?.etaWithoutPriorityAt) - millisOf(plan?.etaAt)) / 1000));
    say(parts.reason, plan?.reason ? wordsOf("reason", plan.reason) : "");
    parts.strip.show(plan);
    node.classList.toggle("chosen", mission.missionId === this.chosen);
    this.writeApproval(parts, mission);
  }

  // Only where policy leaves the decision to a person.
  writeApproval(parts, mission) {
    const asks = mission.plan?.status === "requested" && may("missions");
    if (asks === (parts.approval.childElementCount > 0)) return;
    const decide = (decision) => sendMission(`/missions/${encodeURIComponent(mission.missionId)}/approval`, { decision }, parts.answer);
    replace(parts.approval, asks ? [
      element("button.primary", { type: "button", text: words("missions.approve"), onclick: () => decide("approve") }),
      element("button", { type: "button", text: words("missions.refuse"), onclick: () => decide("refuse") }),
    ] : []);
  }

  choose(missionId, show = true) {
    this.chosen = missionId;
    const route = this.city.missions.get(missionId)?.plan?.route;
    if (show && route) this.map.showRoute(route);
    this.cards.get(missionId)?.node.scrollIntoView({ block: "nearest" });
    this.map.escort.layer.changed();
    this.write();
  }

  step(by) {
    const ids = [...this.list.querySelectorAll("[data-mission]")].map((card) => card.dataset.mission);
    if (ids.length) this.choose(ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(this.chosen) + by))]);
  }

  cancelChosen() {
    const card = this.cards.get(this.chosen);
    if (card && may("missions")) this.cancel(this.chosen, card.parts.answer);
  }

  async cancel(missionId, answer) {
    const mission = this.city.missions.get(missionId);
    if (!mission || !await sure(words("missions.cancelSure", { ambulance: ambulanceOf(mission) }), words("missions.cancel"))) return;
    await sendMission(`/missions/${encodeURIComponent(missionId)}/cancel`, {}, answer);
  }

  async releaseAll() {
    if (await sure(words("missions.releaseAllSure"), words("missions.releaseAll"))) await sendCommand("/escort/release-all", {}, this.answer);
  }

  ended(mission) {
    this.over = [mission, ...this.over.filter(({ missionId }) => missionId !== mission.missionId)].slice(0, KEPT);
    this.drawRecord();
  }

  async fetchRecord() {
    const { items } = await get(`/missions?limit=${KEPT}`).catch(() => ({ items: [] }));
    const ends = new Set(["refused", "arrived", "cancelled", "lost"]);
    this.over = items.filter((mission) => mission.gone || ends.has(mission.plan?.status));
    this.drawRecord();
  }

  drawRecord() {
    if (this.over.length === 0) return replace(this.record, element("p.nothing", { text: words("record.empty") }));
    const now = this.city.clock.now();
    const head = ["record.when", "record.ambulance", "record.to", "record.end", "mission.saved"];
    return replace(this.record, element("table", {}, element("thead", {}, element("tr", {}, head.map((key) => element("th", { scope: "col", text: words(key) })))),
      element("tbody", {}, this.over.map((mission) => element("tr", {}, element("td", { text: when(mission.plan?.plannedAt ?? mission.request?.requestedAt, now) }),
        element("td", { text: ambulanceOf(mission) }), element("td", { text: this.places.destinationOf(mission) }),
        element("td", { text: [wordsOf("mission", mission.plan?.status), mission.plan?.reason && wordsOf("reason", mission.plan.reason)].filter(Boolean).join(": ") }),
        element("td.number", { text: minutesAndSeconds(mission.plan?.savedSeconds) }))))));
  }
}

async function sendMission(path, body, answer) {
  answer.classList.remove("error");
  say(answer, words("command.sending"));
  try {
    const { status, reason } = await post(path, body) ?? {};
    say(answer, [wordsOf("mission", status) || words("command.done"), reason && wordsOf("reason", reason)].filter(Boolean).join(": "));
  } catch (refusal) {
    answer.classList.add("error");
    say(answer, inWords(refusal));
  }
}
