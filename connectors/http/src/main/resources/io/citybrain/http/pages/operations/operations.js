// The operations centre: the whole city on one screen, calm while all is well.

import { CityMap, fetchMap, mapButtons } from "../map/city-map.js";
import { City } from "../shared/city.js";
import { get } from "../shared/door.js";
import { element, replace } from "../shared/dom.js";
import { startFrame } from "../shared/frame.js";
import { Keyboard } from "../shared/keyboard.js";
import { SEVERITIES, severityMark } from "../shared/marks.js";
import { Notice } from "../shared/notice.js";
import { crewsById, gridsById, Places, pointOf } from "../shared/places.js";
import { signIn } from "../shared/session.js";
import { Stream } from "../shared/stream.js";
import "../shared/theme.js";
import { loadWords, onLanguage, words, wordsOf } from "../shared/words.js";
import { AlarmSound } from "./alarm-sound.js";
import { Figures } from "./figures.js";
import { IncidentDetail } from "./incident-detail.js";
import { Lists } from "./lists.js";
import { MissionDetail } from "./mission-detail.js";
import { Search } from "./search.js";
import { SensorDetail } from "./sensor-detail.js";

const PARTS = ["sensors", "alerts", "incidents", "missions", "signals", "flow", "ambulances", "crews", "figures"];
const NO_FEATURES = { features: [] };

class Operations {
  constructor(city, stream, { map, grids, places, crews }) {
    this.city = city;
    this.stream = stream;
    this.places = new Places(places, map.edges);
    this.grids = gridsById(grids);
    this.crews = crewsById(crews, grids);
    const open = {
      incident: (id, move) => this.openIncident(id, move), sensor: (id) => this.openSensor(id),
      mission: (id) => this.openMission(id), place: (place) => this.openPlace(place),
    };
    this.map = new CityMap("map", city, map, { grids, places });
    this.map.click = (under) => this.clicked(under);
    mapButtons(this.map);
    this.lists = new Lists(city, this, open);
    this.figures = new Figures(city, this.lists);
    this.search = new Search(city, places.features, open);
    this.sound = new AlarmSound(city);
    this.node = document.getElementById("detail");
    this.detail = null;
    this.drawLegend();
    city.onChange(["incidents", "alerts", "missions", "beat"], () => this.detail?.refresh());
    setInterval(() => this.detail?.refresh(), 1000);
    onLanguage(() => {
      this.drawLegend();
      if (this.detail) this.show(this.detail);
    });
    this.startKeys();
    document.getElementById("flow").addEventListener("click", (event) => this.toggleFlow(event.currentTarget));
  }

  startKeys() {
    const keyboard = new Keyboard({
      j: { does: "key.next", run: () => this.lists.step(1) },
      k: { does: "key.previous", run: () => this.lists.step(-1) },
      Enter: { does: "key.open", run: () => this.lists.openSelected() },
      a: { does: "key.acknowledge", run: () => this.detail?.acknowledge?.() },
      "/": { does: "key.search", run: () => this.search.focus() },
      i: { does: "key.incidents", run: () => this.lists.show("incidents") },
      h: { does: "key.home", run: () => this.map.fit() },
      Escape: { does: "key.close", run: () => this.close() },
    });
    document.getElementById("keys").addEventListener("click", () => keyboard.help());
  }

  clicked(under) {
    if (under.what === "ambulance" && under.ambulance.mission) this.openMission(under.ambulance.mission);
    else if (under.what === "incidents") {
      if (under.incidents.length === 1) this.openIncident(under.incidents[0].incidentId);
      else this.map.goTo(...under.lonLat, this.map.map.getView().getResolution() / 3);
    } else if (under.what === "sensor") this.openSensor(under.sensor);
    else this.close();
  }

  openIncident(id, move = false) {
    this.lists.lists.incidents.select(id);
    this.map.incidents.select(id);
    this.map.escort.selected = null;
    this.show(new IncidentDetail(this, id));
    const place = this.city.incidents.get(id)?.place;
    if (place?.longitude === undefined) return;
    if (move) this.map.goTo(place.longitude, place.latitude, 1.2);
    else this.map.reveal(place.longitude, place.latitude);
  }

  openSensor(id) {
    this.lists.lists.sensors.select(id);
    this.show(new SensorDetail(this, id));
    const { sensors } = this.city;
    const at = sensors.index.get(id);
    if (at !== undefined && Number.isFinite(sensors.lon[at])) this.map.reveal(sensors.lon[at], sensors.lat[at]);
  }

  openMission(id) {
    this.lists.lists.missions.select(id);
    this.map.escort.selected = id;
    this.show(new MissionDetail(this, id));
    const route = this.city.missions.get(id)?.plan?.route;
    if (route) this.map.showRoute(route);
  }

  openPlace(place) {
    this.map.goTo(...pointOf(place), 1);
  }

  show(detail) {
    this.detail = detail;
    const body = element("div.body");
    replace(this.node, element("button.plain.close", { type: "button", "aria-label": words("close"), title: words("close"), text: "×", onclick: () => this.close() }), body);
    const wasHidden = this.node.hidden;
    this.node.hidden = false;
    if (wasHidden) this.map.map.updateSize();
    detail.draw(body);
  }

  close() {
    this.detail = null;
    this.node.hidden = true;
    for (const list of Object.values(this.lists.lists)) list.select(null);
    this.map.escort.selected = null;
    this.map.incidents.select(null);
    this.map.map.updateSize();
  }

  toggleFlow(button) {
    const { escort } = this.map;
    escort.showsFlow = !escort.showsFlow;
    button.setAttribute("aria-pressed", String(escort.showsFlow));
    escort.layer.changed();
  }

  drawLegend() {
    const item = (mark, text) => element("li", {}, mark, text);
    const sign = (name) => element(`span.sign.${name}`, { ariaHidden: "true" });
    replace(document.getElementById("legend"), SEVERITIES.map((severity) => item(severityMark(severity), wordsOf("severity", severity))),
      item(sign("normal"), words("sensorState.normal")), item(sign("silent"), words("sensorState.silent")),
      item(sign("corridor"), words("legend.corridor")), item(sign("slow"), words("legend.slow")));
  }
}


async function start() {
  if (new URLSearchParams(location.search).get("view") === "wall") document.body.classList.add("wall");
  await loadWords();
  await signIn();
  const city = new City();
  city.endedMissions = new Map();
  city.ended = (mission) => city.endedMissions.set(mission.missionId, mission);
  startFrame(city);
  const stream = new Stream(PARTS, (event, data) => city.hear(event, data), (state) => notice.tell(state));
  const notice = new Notice(city, stream);
  // The stream is opened at once: what it says waits in `city` until the map is here.
  stream.open();
  const [map, grids, places, crews] = await Promise.all([
    fetchMap(), get("/grids").catch(() => NO_FEATURES), get("/places").catch(() => NO_FEATURES), get("/crews").catch(() => ({ items: [] })),
  ]);
  window.cityBrain = { city, page: new Operations(city, stream, { map, grids, places, crews: crews.items }) };
  document.body.classList.remove("loading");
}

start().catch((failure) => {
  console.error(failure);
  const node = document.getElementById("notice");
  node.hidden = false;
  replace(node, element("span", { text: words("notice.failed") }), " ", element("button", { type: "button", text: words("notice.reload"), onclick: () => location.reload() }));
});

