package io.citybrain.sim.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the built-in district.
 *
 * @param network SUMO's {@code .net.xml}
 * @param places hospitals, stations, streets and water as GeoJSON
 */
public record DistrictRoads(Path network, Path places) {

    /** Writes both into a folder; the same bytes each time. */
    public static DistrictRoads write(Path folder) throws IOException {
        Files.createDirectories(folder);
        DistrictRoads roads = new DistrictRoads(folder.resolve("district.net.xml"), folder.resolve("places.geojson"));
        DistrictPlan plan = new DistrictPlan();
        NetXml.write(plan, roads.network());
        PlacesJson.write(plan, roads.places());
        return roads;
    }
}
