// The map of the city: ground, sensors, incidents, escorts, and what lies under a pointer.

import { get } from "../shared/door.js";
import { BaseMap, Ground } from "./base-map.js";
import { EscortLayer } from "./escort-layer.js";
import { IncidentLayer } from "./incident-layer.js";
import { mapScale } from "./scale.js";
import { SensorLayer } from "./sensor-layer.js";

const MARGIN = [56, 40, 40, 40];

export class CityMap {
  constructor(target, city, map, { grids, places, sensors = true, incidents = true } = {}) {
    this.city = city;
    this.ground = new Ground(map.geographic);
    this.base = new BaseMap(map, this.ground, grids, places);
    this.escort = new EscortLayer(city, this.ground, this.base, map);
    this.sensors = sensors ? new SensorLayer(city, this.ground) : null;
    this.incidents = incidents ? new IncidentLayer(city, this.ground) : null;
    this.home = map.bounds ? [...this.ground.at(...map.bounds.slice(0, 2)), ...this.ground.at(...map.bounds.slice(2))] : null;
    this.map = new ol.Map({
      target,
      controls: [new ol.control.ScaleLine({ minWidth: 80 })],
      layers: [...this.base.layers, ...[this.escort, this.sensors, this.incidents].filter(Boolean).map((own) => own.layer)],
      view: new ol.View({ projection: this.ground.projection, center: [0, 0], zoom: 14, minResolution: 0.08, maxResolution: 400, constrainResolution: false }),
    });
    this.fit();
    if (this.home === null) city.onChange(["snapshot"], () => this.home ?? this.fit());
    // OpenLayers stretches the kept picture of the ground when the map's size changes, until it must be drawn anew.
    this.map.on("change:size", () => this.base.layers.forEach((layer) => layer.changed()));
    this.map.on("singleclick", (event) => this.click?.(this.under(event.coordinate)));
    this.map.on("pointermove", (event) => {
      if (!event.dragging) this.map.getTargetElement().classList.toggle("over", this.under(event.coordinate).what !== "ground");
    });
  }

  fit() {
    this.home ??= this.aroundSensors();
    if (this.home === null) return;
    this.map.getView().fit(this.home, { padding: MARGIN, size: this.map.getSize() });
  }

  /** Without a road network the sensors say where the city is. */
  aroundSensors() {
    const { lon, lat } = this.city.sensors;
    const points = Array.from(lon, (x, i) => [x, lat[i]]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    return points.length ? ol.extent.buffer(ol.extent.boundingExtent(points.map(([x, y]) => this.ground.at(x, y))), 200) : null;
  }

  /** Goes there without flying: a flight hides what happens meanwhile. */
  goTo(lon, lat, resolution = 1) {
    const view = this.map.getView();
    view.setCenter(this.ground.at(lon, lat));
    if (view.getResolution() > resolution) view.setResolution(resolution);
  }

  /** Moves only if the place is out of sight. */
  reveal(lon, lat) {
    const [x, y] = this.ground.at(lon, lat);
    const size = this.map.getSize();
    const pixel = this.map.getPixelFromCoordinate([x, y]);
    if (!size || !pixel || pixel[0] < 40 || pixel[1] < 40 || pixel[0] > size[0] - 40 || pixel[1] > size[1] - 40) {
      this.map.getView().setCenter([x, y]);
    }
  }

  zoom(by) {
    const view = this.map.getView();
    view.animate({ resolution: view.getResolution() * by, duration: 120 });
  }

  showRoute(edges) {
    const points = this.base.route(edges);
    if (points.length) this.map.getView().fit(ol.extent.boundingExtent(points), { padding: [80, 80, 80, 80], maxZoom: 17 });
  }

  under([x, y]) {
    const resolution = this.map.getView().getResolution();
    const place = { lonLat: this.ground.geographic ? ol.proj.toLonLat([x, y]) : [x, y] };
    const ambulance = this.escort.ambulanceAt(x, y, resolution);
    if (ambulance) return { what: "ambulance", ambulance, ...place };
    const incidents = this.incidents?.at(x, y, resolution) ?? [];
    if (incidents.length) return { what: "incidents", incidents, ...place };
    const sensor = this.sensors ? this.sensors.nearest(x, y, 9 * mapScale() * resolution) : -1;
    if (sensor >= 0) return { what: "sensor", sensor: this.city.sensors.ids[sensor], ...place };
    return { what: "ground", ...place };
  }
}

/** The ground of the city; one without a road network is shown by its sensors alone. */
export async function fetchMap() {
  const nothing = { geographic: true, bounds: null, edges: [], junctions: [], signals: [], water: [], buildings: [] };
  try {
    return { ...nothing, ...await get("/map") };
  } catch (refusal) {
    if (refusal.status === 404) return nothing;
    throw refusal;
  }
}

/** The buttons that every map has. */
export function mapButtons(cityMap) {
  document.getElementById("zoom-in").addEventListener("click", () => cityMap.zoom(0.5));
  document.getElementById("zoom-out").addEventListener("click", () => cityMap.zoom(2));
  document.getElementById("zoom-home").addEventListener("click", () => cityMap.fit());
}
