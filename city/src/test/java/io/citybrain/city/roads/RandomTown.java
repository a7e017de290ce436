package io.citybrain.city.roads;

import io.citybrain.city.roads.NetworkBuilder.Connection;
import io.citybrain.city.roads.NetworkBuilder.LaneName;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small town where anything leads anywhere, one-way streets and forbidden turns included. */
final class RandomTown {

    private RandomTown() {}

    static RoadNetwork network(SplittableRandom random) {
        NetworkBuilder builder = new NetworkBuilder();
        int junctions = random.nextInt(3, 12);
        for (int i = 0; i < junctions; i++) {
            builder.junction("j" + i, "priority", 100 * i, 0, List.of());
        }
        List<int[]> ends = new ArrayList<>();
        int edges = random.nextInt(5, 40);
        for (int edge = 0; edge < edges; edge++) {
            int from = random.nextInt(junctions);
            int to = random.nextInt(junctions);
            ends.add(new int[] {from, to});
            int allowed = random.nextInt(8) == 0 ? VehicleClass.PASSENGER.bit() : VehicleClass.ALL;
            builder.edge("e" + edge, "j" + from, "j" + to)
                    .lane(0, random.nextDouble(1, 300), random.nextDouble(3, 25), allowed, 0, 0, 1, 1);
        }
        for (int from = 0; from < edges; from++) {
            for (int to = 0; to < edges; to++) {
                if (ends.get(from)[1] == ends.get(to)[0] && random.nextInt(4) > 0) {
                    builder.connection(new Connection(
                            new LaneName("e" + from, 0),
                            new LaneName("e" + to, 0),
                            null,
                            null,
                            random.nextInt(5) == 0 ? 't' : 's',
                            'M',
                            VehicleClass.ALL));
                }
            }
        }
        return builder.build();
    }
}
