// One sound for each new critical. Browsers allow sound only after a gesture, so it is off until somebody wants it.

import { say } from "../shared/dom.js";
import { inLanguage, onLanguage, words } from "../shared/words.js";

export class AlarmSound {
  constructor(city) {
    this.city = city;
    this.heard = null;
    this.context = null;
    this.button = document.getElementById("sound");
    this.button.addEventListener("click", () => this.toggle());
    onLanguage(() => this.draw());
    this.draw();
    city.onChange(["incidents", "snapshot"], () => this.look());
  }

  toggle() {
    if (this.context) {
      this.context.close();
      this.context = null;
    } else {
      this.context = new AudioContext();
      this.play();
    }
    this.draw();
  }

  draw() {
    const on = this.context !== null;
    say(this.button, on ? "♪" : "♪̸");
    this.button.setAttribute("aria-pressed", String(on));
    this.button.title = words(on ? "sound.on" : "sound.off");
    this.button.setAttribute("aria-label", words(on ? "sound.on" : "sound.off"));
  }

  // What was there when the page came is not news.
  look() {
    const critical = [...this.city.incidents.values()].filter((incident) => incident.severity === "critical" && !incident.acknowledged);
    const news = this.heard === null ? [] : critical.filter((incident) => !this.heard.has(incident.incidentId));
    this.heard ??= new Set();
    critical.forEach((incident) => this.heard.add(incident.incidentId));
    if (news.length === 0) return;
    say(document.getElementById("critical"), words("sound.critical", { title: inLanguage(news[0].title) }));
    if (this.context) this.play();
  }

  play() {
    const { context } = this;
    for (const [hertz, start] of [[880, 0], [660, 0.22]]) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0.0001, context.currentTime + start);
      loudness.gain.exponentialRampToValueAtTime(0.3, context.currentTime + start + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + start + 0.2);
      tone.connect(loudness).connect(context.destination);
      tone.start(context.currentTime + start);
      tone.stop(context.currentTime + start + 0.22);
    }
  }
}
