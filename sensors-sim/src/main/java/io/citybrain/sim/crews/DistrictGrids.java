package io.citybrain.sim.crews;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The grids of the built-in district as the GeoJSON that City Brain reads: 12 of them, 4 from west to east and 3 from
 * south to north, as its areas lie; a crew for each two, a street office for each row, two districts, one city.
 */
public final class DistrictGrids {
    static final int EAST = 4;
    static final int NORTH = 3;
    private static final double WEST_DEGREES = 120.119;
    private static final double SOUTH_DEGREES = 30.253;
    private static final double WIDTH_DEGREES = 0.062 / EAST;
    private static final double HEIGHT_DEGREES = 0.054 / NORTH;
    /** What stands on the district's border is inside. */
    private static final double MARGIN_DEGREES = 0.004;

    private static final String[] DIGITS = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};
    private static final String[][] STREETS = {
        {"beishan", "北山街道", "Beishan Street Office"},
        {"hushu", "湖墅街道", "Hushu Street Office"},
        {"gongchenqiao", "拱宸桥街道", "Gongchenqiao Street Office"}
    };
    private static final String[][] DISTRICTS = {
        {"xihu", "西湖区", "Xihu District"}, {"gongshu", "拱墅区", "Gongshu District"}
    };

    private DistrictGrids() {}

    /** Writes the file into a folder; the same bytes each time. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> features = new ArrayList<>();
        for (int north = 0; north < NORTH; north++) {
            for (int east = 0; east < EAST; east++) {
                features.add(feature(east, north));
            }
        }
        return Files.writeString(
                folder.resolve("grids.geojson"),
                "{\"type\": \"FeatureCollection\", \"features\": [\n" + String.join(",\n", features) + "\n]}\n");
    }

    private static String feature(int east, int north) {
        int number = 1 + east + EAST * north;
        int crew = (number + 1) / 2;
        String[] street = STREETS[north];
        String[] district = DISTRICTS[east * 2 / EAST];
        return String.format(
                Locale.ROOT,
                "{\"type\": \"Feature\", \"properties\": {\"grid\": \"grid-%02d\", \"name\": %s, \"district\": \"%s\",%n"
                        + "  \"crew\": {\"id\": \"crew-%d\", \"name\": %s},%n"
                        + "  \"levels\": [{\"id\": \"community-%d\", \"name\": %s}, {\"id\": \"%s\", \"name\": %s},"
                        + " {\"id\": \"%s\", \"name\": %s}, {\"id\": \"city\", \"name\": %s}]},%n"
                        + " \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[%s]]}}",
                number,
                words("第" + DIGITS[number - 1] + "网格", "Grid " + number),
                district[0],
                crew,
                words("抢修" + DIGITS[crew - 1] + "队", "Crew " + crew),
                crew,
                words("第" + DIGITS[crew - 1] + "社区", "Community " + crew),
                street[0],
                words(street[1], street[2]),
                district[0],
                words(district[1], district[2]),
                words("杭州市", "Hangzhou"),
                ring(east, north));
    }

    private static String words(String zh, String en) {
        return "{\"zh\": \"" + zh + "\", \"en\": \"" + en + "\"}";
    }

    private static String ring(int east, int north) {
        double west = WEST_DEGREES + east * WIDTH_DEGREES - (east == 0 ? MARGIN_DEGREES : 0);
        double right = WEST_DEGREES + (east + 1) * WIDTH_DEGREES + (east == EAST - 1 ? MARGIN_DEGREES : 0);
        double south = SOUTH_DEGREES + north * HEIGHT_DEGREES - (north == 0 ? MARGIN_DEGREES : 0);
        double top = SOUTH_DEGREES + (north + 1) * HEIGHT_DEGREES + (north == NORTH - 1 ? MARGIN_DEGREES : 0);
        return String.format(
                Locale.ROOT,
                "[%1$.6f, %2$.6f], [%3$.6f, %2$.6f], [%3$.6f, %4$.6f], [%1$.6f, %4$.6f], [%1$.6f, %2$.6f]",
                west,
                south,
                right,
                top);
    }
}
