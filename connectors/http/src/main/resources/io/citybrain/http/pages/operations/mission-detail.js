// One escort as the operations centre sees it: to look at; the dispatcher's page commands.

import { CorridorStrip } from "../shared/corridor-strip.js";
import { element, replace, say } from "../shared/dom.js";
import { clockTime, counter, millisOf, minutesAndSeconds } from "../shared/format.js";
import { ambulanceOf } from "../shared/places.js";
import { words, wordsOf } from "../shared/words.js";
import { pair } from "./incident-detail.js";

export class MissionDetail {
  constructor(context, missionId) {
    this.context = context;
    this.missionId = missionId;
    this.strip = new CorridorStrip(context.city);
  }

  draw(node) {
    this.node = node;
    this.left = element("b.big");
    this.status = element("span.chip.state");
    const mission = this.mission();
    if (!mission) return replace(node, element("p.nothing", { text: words("empty.missionGone") }));
    this.pairs = element("dl.pairs");
    replace(node, element("h2", { text: `${ambulanceOf(mission)} → ${this.context.places.destinationOf(mission)}` }),
      element("p.chips", {}, this.status, element("span.chip", { text: words("mission.urgency", { n: mission.request?.urgency ?? "–" }) })),
      element("p.eta-line", {}, element("span", { text: words("mission.eta") }), this.left), this.pairs,
      element("h3", { text: words("strip.title") }), this.strip.node,
      element("p", {}, element("a.button", { href: `/dispatch#${encodeURIComponent(this.missionId)}`, text: words("mission.toDispatch") })));
    this.refresh();
  }

  mission() {
    const live = this.context.city.missions.get(this.missionId);
    if (live) this.last = live;
    return live ?? this.context.city.endedMissions?.get(this.missionId) ?? this.last;
  }

  refresh() {
    const mission = this.mission();
    if (!mission || !this.pairs) return;
    const { plan } = mission;
    const left = millisOf(plan?.etaAt) - this.context.city.clock.now();
    say(this.status, wordsOf("mission", plan?.status));
    say(this.left, Number.isNaN(left) ? "–" : counter(Math.max(0, left)));
    const without = (millisOf(plan?.etaWithoutPriorityAt) - millisOf(plan?.etaAt)) / 1000;
    replace(this.pairs, pair("mission.etaAt", plan?.etaAt ? clockTime(plan.etaAt) : "–"),
      pair("mission.saving", plan?.savedSeconds !== undefined ? minutesAndSeconds(plan.savedSeconds) : minutesAndSeconds(without)),
      plan?.reason ? pair("mission.reason", wordsOf("reason", plan.reason)) : null);
    this.strip.show(plan);
  }
}
