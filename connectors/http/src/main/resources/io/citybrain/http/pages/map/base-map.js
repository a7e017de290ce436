// The ground: water, buildings, grids and roads, from the project's own network. No request leaves the host.

import { colour, onTheme } from "../shared/theme.js";
import { mapScale } from "./scale.js";
import { inLanguage, onLanguage } from "../shared/words.js";

/** Where things are in the map: WGS-84 becomes web Mercator; a network without geography keeps its metres. */
export class Ground {
  constructor(geographic) {
    this.geographic = geographic;
    this.projection = geographic ? ol.proj.get("EPSG:3857") : new ol.proj.Projection({ code: "city-metres", units: "m" });
  }

  at(lon, lat) {
    return this.geographic ? ol.proj.fromLonLat([lon, lat]) : [lon, lat];
  }

  line(flat) {
    const points = [];
    for (let i = 0; i < flat.length; i += 2) points.push(this.at(flat[i], flat[i + 1]));
    return points;
  }

  /** Map units per metre on the ground. */
  stretch(coordinate) {
    return this.geographic ? 1 / Math.cos((ol.proj.toLonLat(coordinate)[1] * Math.PI) / 180) : 1;
  }

  feature(geometry) {
    const options = this.geographic ? { dataProjection: "EPSG:4326", featureProjection: "EPSG:3857" } : {};
    return new ol.format.GeoJSON().readGeometry(geometry, options);
  }
}

const font = (weight, pixels) => `${weight} ${Math.round(pixels * mapScale())}px ${colour("font")}`;

/** Draws once per rest of the view: while it moves the picture moves along, so that roads cost nothing. */
export class BaseMap {
  constructor(map, ground, grids, places) {
    this.ground = ground;
    this.lines = new Map();
    const land = new ol.source.Vector();
    const roads = new ol.source.Vector();
    for (const geometry of map.water ?? []) land.addFeature(new ol.Feature({ geometry: this.area(geometry), what: "water" }));
    for (const geometry of map.buildings ?? []) land.addFeature(new ol.Feature({ geometry: this.area(geometry), what: "building" }));
    for (const ring of map.junctions ?? []) {
      const geometry = new ol.geom.Polygon([ring.map(([x, y]) => ground.at(x, y))]);
      roads.addFeature(new ol.Feature({ geometry, what: "junction" }));
    }
    for (const edge of map.edges) roads.addFeature(this.road(edge));
    this.land = this.layer(land, (feature) => this.landStyle(feature));
    this.roads = this.layer(roads, (feature, resolution) => this.roadStyle(feature, resolution));
    this.grids = this.layer(new ol.source.Vector({ features: (grids?.features ?? []).map((grid) => new ol.Feature({
      geometry: ground.feature(grid.geometry), name: grid.properties.name, grid: grid.properties.grid,
    })) }), (feature) => this.gridStyle(feature));
    this.places = this.layer(new ol.source.Vector(), (feature, resolution) => this.placeStyle(feature, resolution));
    for (const place of places?.features ?? []) this.addPlace(place, land);
    this.layers = [this.land, this.roads, this.grids, this.places];
    const redraw = () => this.layers.forEach((layer) => layer.changed());
    onTheme(redraw);
    onLanguage(redraw);
  }

  layer(source, style) {
    return new ol.layer.VectorImage({ source, style, imageRatio: 1.5, declutter: false });
  }

  area(geometry) {
    return Array.isArray(geometry)
      ? new ol.geom.Polygon([geometry.map(([x, y]) => this.ground.at(x, y))])
      : this.ground.feature(geometry.geometry ?? geometry);
  }

  road(edge) {
    const points = this.ground.line(edge.line);
    this.lines.set(edge.id, points);
    return new ol.Feature({
      geometry: new ol.geom.LineString(points), what: "road", name: edge.name,
      metres: (edge.width ?? 3.2) * (edge.lanes ?? 1) * this.ground.stretch(points[0]),
    });
  }

  addPlace({ geometry, properties }, land) {
    const what = properties.kind;
    const feature = new ol.Feature({ geometry: this.ground.feature(geometry), what, name: properties.name });
    if (what === "water" && geometry.type !== "Point") land.addFeature(feature);
    else this.places.getSource().addFeature(feature);
  }

  // A hospital is an H, a station a cross, both grey: they are places, not alarms.
  placeStyle(feature, resolution) {
    const what = feature.get("what");
    const isLine = feature.getGeometry().getType() !== "Point";
    if (resolution > (isLine ? 3 : 12)) return null;
    const text = (words, more) => new ol.style.Text({
      text: words, fill: new ol.style.Fill({ color: colour("map-text") }), stroke: new ol.style.Stroke({ color: colour("land"), width: 3 * mapScale() }), ...more,
    });
    const name = inLanguage(feature.get("name"));
    if (isLine) return new ol.style.Style({ text: text(name, { placement: "line", font: font(500, 13), textBaseline: "bottom", offsetY: -5 }) });
    const sign = new ol.style.Style({
      image: new ol.style.RegularShape({
        points: 4, radius: 14 * mapScale(), angle: Math.PI / 4, fill: new ol.style.Fill({ color: colour("panel") }), stroke: new ol.style.Stroke({ color: colour("map-text"), width: 1.5 }),
      }),
      text: text(what === "hospital" ? "H" : what?.includes("station") ? "✚" : "•", { font: font(700, 14), stroke: undefined, offsetY: 1 }),
    });
    return resolution > 4 ? sign : [sign, new ol.style.Style({ text: text(name, { font: font(600, 13), offsetY: 21 * mapScale() }) })];
  }

  landStyle(feature) {
    return new ol.style.Style({ fill: new ol.style.Fill({ color: colour(feature.get("what")) }) });
  }

  roadStyle(feature, resolution) {
    const color = colour("road");
    if (feature.get("what") === "junction") {
      return resolution > 1 ? null : new ol.style.Style({ fill: new ol.style.Fill({ color }) });
    }
    const width = Math.max(1.1, feature.get("metres") / resolution);
    const styles = [new ol.style.Style({ stroke: new ol.style.Stroke({ color, width }) })];
    const name = feature.get("name");
    if (name && resolution < 2.5) {
      styles.push(new ol.style.Style({ zIndex: 1, text: new ol.style.Text({
        text: inLanguage(name), placement: "line", font: font(500, 13), overflow: false,
        fill: new ol.style.Fill({ color: colour("map-text") }), stroke: new ol.style.Stroke({ color: colour("land"), width: 3 * mapScale() }),
      }) }));
    }
    return styles;
  }

  gridStyle(feature) {
    return new ol.style.Style({
      stroke: new ol.style.Stroke({ color: colour("grid"), width: 1.5, lineDash: [6, 5] }),
      text: new ol.style.Text({
        text: inLanguage(feature.get("name")), font: font(500, 13), overflow: false,
        fill: new ol.style.Fill({ color: colour("map-text") }), stroke: new ol.style.Stroke({ color: colour("land"), width: 3 * mapScale() }),
      }),
    });
  }

  /** The line of a route given as edges; edges that the map does not know are left out. */
  route(edges) {
    return edges.flatMap((edge) => this.lines.get(edge) ?? []);
  }
}
