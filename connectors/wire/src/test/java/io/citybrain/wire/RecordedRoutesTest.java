package io.citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.citybrain.city.roads.Drive;
import io.citybrain.city.roads.FreeFlow;
import io.citybrain.city.roads.Landmarks;
import io.citybrain.city.roads.MapMatcher;
import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.city.roads.RoadPosition;
import io.citybrain.city.roads.Route;
import io.citybrain.city.roads.RouteSearch;
import io.citybrain.city.roads.Score;
import io.citybrain.city.roads.VehicleClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ambulance trips of the recorded networks: each is drivable, is followed by GPS, and has no faster way unseen. */
final class RecordedRoutesTest {

    private static Path folder(String name) {
        String data = System.getProperty("citybrain.data", "");
        Path folder = Path.of(data, "traffic", name);
        assumeTrue(
                !data.isEmpty() && Files.isDirectory(folder),
                "skipped: no traffic/" + name + ", set -Dcitybrain.data=DIR");
        return folder;
    }

    private static List<int[]> trips(Path folder, RoadNetwork network) throws IOException {
        List<int[]> trips = new ArrayList<>();
        String json = Files.readString(folder.resolve("ambulance_trips.json"));
        Matcher routes = Pattern.compile("\"route\":\\s*\\[([^]]*)]").matcher(json);
        while (routes.find()) {
            trips.add(Pattern.compile("\"([^\"]+)\"")
                    .matcher(routes.group(1))
                    .results()
                    .mapToInt(edge -> network.edges().get(edge.group(1)))
                    .toArray());
        }
        assertThat(trips).hasSize(10);
        return trips;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangzhou4x4", "cologne8"})
    void theSearchIsAtLeastAsFastAsTheRecordedTrip(String name) throws IOException {
        Path folder = folder(name);
        RoadNetwork network =
                NetworkFile.read(folder.resolve(name + ".net.xml")).network();
        FreeFlow freeFlow = FreeFlow.ofAmbulance(network);
        RouteSearch search = new RouteSearch(new Landmarks(network, freeFlow));
        for (int[] trip : trips(folder, network)) {
            int last = trip[trip.length - 1];
            RoadPosition from = RoadPosition.on(trip[0], 0);
            RoadPosition to = RoadPosition.on(last, network.edges().lengthMetres(last));
            Route recorded = search.follow(trip, from, to, freeFlow);
            assertThat(recorded.isOpen()).isTrue();
            assertThat(search.find(from, to, freeFlow).totalSeconds())
                    .isLessThanOrEqualTo(recorded.totalSeconds() + 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangzhou4x4", "cologne8"})
    void aNoisyReceiverIsFollowed(String name) throws IOException {
        Path folder = folder(name);
        RoadNetwork network =
                NetworkFile.read(folder.resolve(name + ".net.xml")).network();
        MapMatcher matcher = new MapMatcher(network, VehicleClass.EMERGENCY);
        Score withRoute = new Score();
        Score without = new Score();
        for (int[] trip : trips(folder, network)) {
            for (int seed = 1; seed <= 5; seed++) {
                List<Drive.Second> drive = new Drive(network, seed, 8).along(trip);
                withRoute.add(network, matcher.track(), drive, trip);
                without.add(network, matcher.track(), drive, new int[0]);
            }
        }
        System.out.println(name + " with route " + withRoute + ", without " + without);
        assertThat(withRoute.rightShare()).isGreaterThanOrEqualTo(0.98);
        assertThat(withRoute.medianErrorMetres()).isLessThan(8);
    }
}
