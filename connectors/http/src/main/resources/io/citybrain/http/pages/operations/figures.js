// Key figures. Each is a button: every number opens the list behind it.

import { isOpen } from "../shared/city.js";
import { element, replace, say } from "../shared/dom.js";
import { minutesAndSeconds, number } from "../shared/format.js";
import { isOverdue } from "../shared/limits.js";
import { SEVERITIES, severityMark } from "../shared/marks.js";
import { onLanguage, words, wordsOf } from "../shared/words.js";

// A flood starts above 10 alarms in 10 minutes and ends below 5 (ISA-18.2); about 1 in 10 minutes is what one
// operator can live with.
const FLOOD_STARTS = 10;
const FLOOD_ENDS = 5;

export class Figures {
  constructor(city, lists) {
    this.city = city;
    this.lists = lists;
    this.flood = false;
    this.draw();
    city.onChange(["figures", "beat"], () => this.write());
    onLanguage(() => this.draw());
  }

  draw() {
    const lists = this.lists;
    this.values = {};
    const figure = (name, open) => {
      const value = element("b", { text: "–" });
      this.values[name] = value;
      return element(`button.figure.${name}`, { type: "button", onclick: open }, value, element("span", { text: words(`figure.${name}`) }));
    };
    this.alerts = Object.fromEntries(SEVERITIES.map((severity) => [severity, element("b", { text: "–" })]));
    const alerts = element("div.figure.alerts-open", {},
      element("div.by-severity", {}, SEVERITIES.map((severity) => element("button", {
        type: "button", "aria-label": words("figure.alertsOf", { severity: wordsOf("severity", severity) }), title: wordsOf("severity", severity),
        onclick: () => lists.show("alerts", { severity }),
      }, severityMark(severity), this.alerts[severity]))),
      element("span", { text: words("figure.alerts") }));
    replace(document.getElementById("figures"),
      figure("incidents", () => lists.show("incidents")),
      figure("overdue", () => lists.show("incidents", { overdue: true })),
      alerts,
      figure("load", () => lists.show("alerts", { recent: true })),
      figure("missions", () => lists.show("missions")),
      figure("saved", () => (location.href = "/dispatch#record")),
      figure("sensors", () => lists.show("sensors")),
      figure("silent", () => lists.show("sensors", { state: "silent" })),
      figure("refused", () => lists.show("health")),
      figure("lag", () => lists.show("health")));
    this.write();
  }

  write() {
    const { figures } = this.city;
    const set = (name, value, alarming = false) => {
      say(this.values[name], value);
      this.values[name].parentElement.classList.toggle("alarming", alarming);
    };
    // Counted here, from what the list behind the number shows: the two must never differ.
    const now = this.city.clock.now();
    const open = [...this.city.incidents.values()].filter(isOpen);
    const overdue = open.filter((incident) => isOverdue(incident, now)).length;
    set("incidents", number(open.length));
    set("overdue", number(overdue), overdue > 0);
    for (const severity of SEVERITIES) say(this.alerts[severity], number(figures.alertsOpen?.[severity]));
    const load = figures.alarmsLast10Min;
    this.flood = load > FLOOD_STARTS || (this.flood && load >= FLOOD_ENDS);
    set("load", load === undefined ? "–" : `${number(load)}${this.flood ? ` · ${words("figure.flood")}` : ""}`, this.flood);
    set("missions", number(figures.missionsActive));
    set("saved", minutesAndSeconds(figures.savedSecondsToday));
    set("sensors", number(figures.sensors));
    set("silent", number(figures.silent));
    set("refused", number(figures.refusedPerMinute));
    set("lag", figures.lagMillis === undefined ? "–" : `${number(figures.lagMillis)} ms`, figures.lagMillis > 5000);
  }
}
