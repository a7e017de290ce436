// The dispatcher's page: choose an ambulance and where it goes, see both times, ask with one click, watch the corridor.

import { CityMap, fetchMap, mapButtons } from "../map/city-map.js";
import { City } from "../shared/city.js";
import { get } from "../shared/door.js";
import { element, replace, say } from "../shared/dom.js";
import { startFrame } from "../shared/frame.js";
import { Keyboard } from "../shared/keyboard.js";
import { Notice } from "../shared/notice.js";
import { ambulanceOf, Places } from "../shared/places.js";
import { signIn } from "../shared/session.js";
import { Stream } from "../shared/stream.js";
import "../shared/theme.js";
import { loadWords, onLanguage, words, wordsOf } from "../shared/words.js";
import { MissionBoard } from "./mission-board.js";
import { RequestForm } from "./request-form.js";

const PARTS = ["missions", "signals", "flow", "ambulances", "figures"];
const NO_FEATURES = { features: [] };

class Dispatch {
  constructor(city, { map, places }) {
    this.places = new Places(places, map.edges);
    this.map = new CityMap("map", city, map, { places, sensors: false, incidents: false });
    mapButtons(this.map);
    this.request = new RequestForm(city, this.places, this.map);
    this.board = new MissionBoard(city, this.places, this.map);
    this.request.requested = (missionId) => this.board.choose(missionId);
    this.map.click = (under) => this.clicked(under);
    city.ended = (mission) => {
      this.board.ended(mission);
      const status = wordsOf("mission", mission.plan?.status);
      say(document.getElementById("critical"), `${ambulanceOf(mission)}: ${status}`);
    };
    this.drawLegend();
    onLanguage(() => this.drawLegend());
    const keyboard = new Keyboard({
      "1": { does: "key.urgency1", run: () => this.request.setUrgency(1) },
      "2": { does: "key.urgency2", run: () => this.request.setUrgency(2) },
      "3": { does: "key.urgency3", run: () => this.request.setUrgency(3) },
      a: { does: "key.ambulances", run: () => this.request.focusAmbulances() },
      "/": { does: "key.destination", run: () => this.request.focusSearch() },
      Enter: { does: "key.request", run: () => this.request.send() },
      j: { does: "key.next", run: () => this.board.step(1) },
      k: { does: "key.previous", run: () => this.board.step(-1) },
      x: { does: "key.cancelMission", run: () => this.board.cancelChosen() },
      h: { does: "key.home", run: () => this.map.fit() },
      Escape: { does: "key.clear", run: () => this.request.clear() },
    });
    document.getElementById("keys").addEventListener("click", () => keyboard.help());
  }

  clicked(under) {
    if (under.what !== "ambulance") return this.request.chooseSpot(under.lonLat);
    if (under.ambulance.mission) return this.board.choose(under.ambulance.mission);
    return this.request.chooseAmbulance(under.ambulance.id);
  }

  drawLegend() {
    const lamp = (answer, sign) => element("li", {}, element(`span.lamp.${answer}`, { text: sign, ariaHidden: "true" }), wordsOf("answer", answer));
    replace(document.getElementById("legend"), lamp("granted", "●"), lamp("pending", "◌"), lamp("rejected", "✕"), lamp("planned", "○"),
      element("li", {}, element("span.sign.slow"), words("legend.slow")));
  }
}

async function start() {
  await loadWords();
  await signIn();
  const city = new City();
  startFrame(city);
  const stream = new Stream(PARTS, (event, data) => city.hear(event, data), (state) => notice.tell(state));
  const notice = new Notice(city, stream);
  stream.open();
  const [map, places] = await Promise.all([fetchMap(), get("/places").catch(() => NO_FEATURES)]);
  window.cityBrain = { city, page: new Dispatch(city, { map, places }) };
  document.body.classList.remove("loading");
}

start().catch((failure) => {
  console.error(failure);
  const node = document.getElementById("notice");
  node.hidden = false;
  replace(node, element("span", { text: words("notice.failed") }), " ", element("button", { type: "button", text: words("notice.reload"), onclick: () => location.reload() }));
});
