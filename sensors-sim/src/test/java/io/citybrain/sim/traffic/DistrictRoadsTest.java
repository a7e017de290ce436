package io.citybrain.sim.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citybrain.city.roads.Programme;
import io.citybrain.city.roads.Projection;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.Signal;
import io.citybrain.wire.NetworkFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistrictRoadsTest {
    @TempDir
    private Path folder;

    static RoadNetwork read(Path folder) throws Exception {
        NetworkFile.Result result = NetworkFile.read(DistrictRoads.write(folder).network());
        assertThat(result.errors()).isEmpty();
        return result.network();
    }

    @Test
    void theNetworkIsReadAsAnyOtherAndLiesWhereTheSensorsAre() throws Exception {
        RoadNetwork roads = read(folder);

        assertThat(roads.edges().count()).isEqualTo(120);
        assertThat(roads.signals().count()).isEqualTo(32);
        for (int junction = 0; junction < roads.junctions().count(); junction++) {
            Projection.Point degrees = roads.projection()
                    .toEarth(roads.junctions().x(junction), roads.junctions().y(junction));
            assertThat(degrees.x()).isBetween(120.119, 120.181);
            assertThat(degrees.y()).isBetween(30.253, 30.307);
        }
    }

    @Test
    void everyWayHasGreenAndNeverTogetherWithOneThatItTouches() throws Exception {
        RoadNetwork roads = read(folder);
        for (int i = 0; i < roads.signals().count(); i++) {
            Signal signal = roads.signals().get(i);
            Programme programme = signal.programme();
            assertThat(programme.cycleSeconds()).isEqualTo(Crossing.CYCLE_SECONDS);
            for (int a = 0; a < signal.linkCount(); a++) {
                int link = a;
                assertThat(programme.phases()).anyMatch(phase -> phase.isGreen(link));
                for (int b = 0; b < signal.linkCount(); b++) {
                    assertThat(signal.areFoes(a, b) && programme.areGreenTogether(a, b))
                            .as("%s, links %d and %d", signal.id(), a, b)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void theMapHasHospitalsStationsStreetsAndWaterInBothLanguages() throws Exception {
        RoadNetwork roads = read(folder);
        JsonNode map = new ObjectMapper()
                .readTree(Files.readAllBytes(DistrictRoads.write(folder).places()));
        List<String> kinds = new ArrayList<>();
        for (JsonNode feature : map.path("features")) {
            JsonNode properties = feature.path("properties");
            kinds.add(properties.path("kind").asText());
            assertThat(properties.path("name").path("zh").asText()).isNotBlank();
            assertThat(properties.path("name").path("en").asText()).isNotBlank();
            if (properties.has("edge")) {
                int edge = roads.edges().get(properties.path("edge").asText());
                assertThat(properties.path("positionMetres").asDouble())
                        .isBetween(0.0, roads.edges().lengthMetres(edge));
            }
        }
        assertThat(kinds).contains("hospital", "station", "street", "water");
    }
}
