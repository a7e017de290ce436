// Names for what the city knows by number: where a mission goes, whose grid it is, who the crews are.

import { inLanguage } from "./words.js";

const NEAR_DEGREES = 0.0004;

export const ambulanceOf = (mission) => mission.ambulance ?? mission.request?.ambulance ?? mission.plan?.ambulance ?? "";

/** A point of a place, for the map to go to: of a line its middle. */
export function pointOf({ geometry: { type, coordinates } }) {
  const points = type === "Point" ? [coordinates] : type === "LineString" ? coordinates : coordinates.flat(type === "Polygon" ? 1 : 2);
  return points[Math.floor(points.length / 2)];
}

export class Places {
  /** edges: those of the map, some of which have a street's name. */
  constructor({ features }, edges = []) {
    this.features = features;
    this.streets = new Map(edges.filter((edge) => edge.name).map((edge) => [edge.id, edge.name]));
    this.destinations = features.filter(({ geometry, properties }) => geometry.type === "Point" && !/station|street|water/.test(properties.kind));
  }

  /** What a mission request says of one. */
  static asDestination({ geometry, properties }) {
    return properties.edge ? { edge: properties.edge, positionMetres: properties.positionMetres }
      : { longitude: geometry.coordinates[0], latitude: geometry.coordinates[1] };
  }

  /** The name of where a mission goes; without one, the road or the coordinates. */
  destinationOf(mission) {
    const to = mission.request?.destination;
    if (!to) return mission.plan?.route?.at(-1) ?? "–";
    const place = this.destinations.find(({ geometry, properties }) => (to.edge ? properties.edge === to.edge
      : Math.hypot(geometry.coordinates[0] - to.longitude, geometry.coordinates[1] - to.latitude) < NEAR_DEGREES));
    return place ? inLanguage(place.properties.name) : inLanguage(this.streets.get(to.edge)) || to.edge || `${to.longitude.toFixed(4)}, ${to.latitude.toFixed(4)}`;
  }
}

export function gridsById({ features }) {
  return new Map(features.map(({ properties }) => {
    const id = properties.grid ?? properties.id;
    return [id, { ...properties, crewId: properties.crew?.id ?? properties.crew, label: () => inLanguage(properties.name) || id }];
  }));
}

/** Crews with the names that the grids give them. */
export function crewsById(crews, { features }) {
  const named = new Map(features.map(({ properties }) => properties.crew).filter((crew) => crew?.id).map((crew) => [crew.id, { crew: crew.id, name: crew.name }]));
  for (const crew of crews) {
    const id = crew.crew ?? crew.id;
    named.set(id, { ...named.get(id), ...crew, crew: id });
  }
  return named;
}
