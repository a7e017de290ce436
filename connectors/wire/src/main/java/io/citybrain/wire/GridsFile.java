package io.citybrain.wire;

import io.citybrain.city.incident.CityGrids;
import io.citybrain.city.incident.Crew;
import io.citybrain.city.incident.Grid;
import io.citybrain.city.incident.Level;
import io.citybrain.city.incident.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A city's grids as GeoJSON (RFC 7946): a FeatureCollection of Polygons and MultiPolygons in WGS-84, whose properties
 * say who looks after them:
 *
 * <pre>
 * {"grid": "g-1", "name": {"zh": "…", "en": "…"}, "district": "gongshu", "notify": "leader-1",
 *  "crew": {"id": "crew-1", "name": {"zh": "…", "en": "…"}},
 *  "levels": [{"id": "zhaohui", "name": {"zh": "…", "en": "…"}, "notify": "zhaohui-street"}, …, {"id": "city", …}]}
 * </pre>
 *
 * {@code levels} are those above the grid, the city last, which is the same in all grids. {@code notify} is who hears of
 * it, by default the id. Other properties are left alone. A file may have 32 MiB and 10,000 grids.
 */
public final class GridsFile {

    static final int MAX_BYTES = 32 << 20;
    static final int MAX_GRIDS = 10_000;
    private static final int MAX_DISTRICT_CHARACTERS = 100;
    private static final int MAX_LEVELS = 10;
    private static final int MAX_RINGS = 1_000;
    private static final int LEAST_POSITIONS = 4;

    /**
     * What a file holds.
     *
     * @param grids null if there are errors
     * @param errors all errors, up to 100, each as {@code file:line:column field what}
     */
    public record Result(CityGrids grids, List<String> errors) {}

    private final Map<String, Crew> crews = new HashMap<>();
    private final Map<String, Integer> lineByGrid = new HashMap<>();
    private String top;

    private GridsFile() {}

    /** Reads a file. Never throws; a file that can't be read is an error in the result. */
    public static Result read(Path file) {
        Problems problems = new Problems(String.valueOf(file.getFileName()));
        List<Grid> grids = List.of();
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(1, 1, String.format(Locale.ROOT, "is larger than %,d bytes", MAX_BYTES));
            } else {
                grids = new GridsFile().grids(JsonTree.readFile(Files.readAllBytes(file), problems), problems);
            }
        } catch (NoSuchFileException e) {
            problems.add(1, 1, "does not exist: " + file);
        } catch (IOException e) {
            problems.add(1, 1, "can't be read: " + e.getMessage());
        }
        return problems.count() == 0 ? new Result(new CityGrids(grids), List.of()) : new Result(null, problems.all());
    }

    private List<Grid> grids(Node root, Problems problems) {
        if (root == null) {
            return List.of();
        }
        Fields collection = new Fields(root, "", problems);
        collection.word("type", List.of("FeatureCollection"));
        if (!collection.has("features")) {
            collection.problem("features", "is missing: list a Feature for each grid");
        }
        List<Grid> grids = new ArrayList<>();
        for (Fields feature : collection.findObjects("features", MAX_GRIDS)) {
            grids.add(grid(feature));
        }
        return problems.count() == 0 ? grids : List.of();
    }

    /** A stand-in if something in it is wrong. */
    private Grid grid(Fields feature) {
        feature.word("type", List.of("Feature"));
        Fields properties = feature.object("properties");
        String id = properties.id("grid");
        if (id != null && lineByGrid.putIfAbsent(id, properties.line()) != null) {
            properties.problem("grid", Texts.quoted(id) + " is already at line " + lineByGrid.get(id));
        }
        List<Level> levels = levels(id, properties);
        return new Grid(
                String.valueOf(id),
                district(properties),
                crew(properties.object("crew")),
                levels,
                shape(feature.object("geometry")));
    }

    /** Ids of incidents begin with it and are ids themselves. */
    private static String district(Fields properties) {
        String district = properties.id("district");
        if (district != null && district.length() > MAX_DISTRICT_CHARACTERS) {
            properties.problem("district", "is longer than " + MAX_DISTRICT_CHARACTERS + " characters");
        }
        return district;
    }

    private List<Level> levels(String grid, Fields properties) {
        Fields own = properties.object("name");
        List<Level> levels = new ArrayList<>();
        levels.add(level(0, grid, own, properties));
        List<Fields> above = properties.findObjects("levels", MAX_LEVELS);
        if (above.isEmpty()) {
            properties.problem("levels", "names nobody: list who is above the grid, the city last");
        }
        for (Fields level : above) {
            levels.add(level(levels.size(), level.id("id"), level.object("name"), level));
        }
        String last = levels.get(levels.size() - 1).id();
        if (top != null && last != null && !above.isEmpty() && !top.equals(last)) {
            properties.problem("levels", "end with " + last + ", others with " + top + ": there is one city above all");
        }
        top = top == null && !above.isEmpty() ? last : top;
        return levels;
    }

    private static Level level(int index, String id, Fields name, Fields properties) {
        String recipient = properties.findId("notify");
        return new Level(
                index,
                id,
                name.text("zh", Texts.MAX_CHARACTERS),
                name.text("en", Texts.MAX_CHARACTERS),
                recipient == null ? id : recipient);
    }

    private Crew crew(Fields fields) {
        Fields name = fields.object("name");
        Crew crew = new Crew(
                String.valueOf(fields.id("id")),
                name.text("zh", Texts.MAX_CHARACTERS),
                name.text("en", Texts.MAX_CHARACTERS));
        Crew known = crews.putIfAbsent(crew.id(), crew);
        if (known != null && !known.equals(crew)) {
            fields.problem("name", "is not the one that crew " + crew.id() + " has in another grid");
        }
        return crew;
    }

    private static Shape shape(Fields geometry) {
        String type = geometry.word("type", List.of("Polygon", "MultiPolygon"));
        List<Node> parts = geometry.findList("coordinates", MAX_RINGS);
        if (geometry.isThere() && parts.isEmpty()) {
            geometry.problem("coordinates", "have no ring");
        }
        List<Node> rings = new ArrayList<>();
        if ("MultiPolygon".equals(type)) {
            parts.forEach(polygon -> rings.addAll(polygon.items()));
        } else {
            rings.addAll(parts);
        }
        List<double[]> shape = new ArrayList<>();
        for (Node ring : rings) {
            shape.add(ring(ring, geometry));
        }
        return new Shape(shape);
    }

    private static double[] ring(Node ring, Fields geometry) {
        List<Node> positions = ring.items();
        double[] line = new double[2 * positions.size()];
        boolean right = positions.size() >= LEAST_POSITIONS;
        for (int i = 0; i < positions.size(); i++) {
            line[2 * i] = degrees(positions.get(i), 0, 180);
            line[2 * i + 1] = degrees(positions.get(i), 1, 90);
            right &= !Double.isNaN(line[2 * i] + line[2 * i + 1]);
        }
        int last = line.length - 2;
        if (!right || line[0] != line[last] || line[1] != line[last + 1]) {
            geometry.problemAt(
                    ring,
                    "coordinates",
                    "have a ring that is none: list at least 4 positions [longitude, latitude], the last as the first");
        }
        return line;
    }

    private static double degrees(Node position, int index, double most) {
        if (position.items().size() <= index || position.items().get(index).type() != Node.Type.NUMBER) {
            return Double.NaN;
        }
        double degrees = Numbers.parse(position.items().get(index).text());
        return Math.abs(degrees) <= most ? degrees : Double.NaN;
    }
}
