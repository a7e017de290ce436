package io.citybrain.bench;

import io.citybrain.city.greenwave.EscortSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The same trips by the {@code direct} path, in lock step, and by the {@code mqtt} path, through a broker and the Flink
 * job at ten times real time: whether what is measured in lock step is what an operator gets.
 */
final class MqttPathRun {
    private final DriveSettings settings;
    private final PrintWriter out;
    private final Progress progress = new Progress(System.err);
    private final Result result = new Result();

    /** One trip, both ways; the ordinary car tells what the difference is worth. */
    private record Both(DriveOutcome ordinary, DriveOutcome direct, DriveOutcome mqtt) {}

    MqttPathRun(DriveSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    Result result() {
        return result;
    }

    /** Measures a network, prints its table; returns the number of safety violations of the {@code mqtt} path. */
    long measure(TrafficScene scene, int seed, Path folder) {
        List<Double> lags = new ArrayList<>();
        List<Both> trips = new ArrayList<>();
        try (EscortCity city = EscortCity.start(scene, folder.resolve("city"))) {
            progress.step(scene.name() + ": City Brain is ready behind Mosquitto");
            for (int trip = 0; trip < scene.trips().size(); trip++) {
                int number = trip;
                DriveOutcome ordinary = drive(scene, trip, seed, DriveMode.ORDINARY, folder, null);
                DriveOutcome direct = drive(
                        scene,
                        trip,
                        seed,
                        DriveMode.CITYBRAIN,
                        folder,
                        (roads, street) -> new CityBrainEscort(roads, street, EscortSettings.DEFAULTS));
                DriveOutcome mqtt = drive(
                        scene,
                        trip,
                        seed,
                        DriveMode.CITYBRAIN,
                        folder,
                        (roads, street) -> open(city, street, number, lags));
                progress.step("%s trip %d: ordinary %.0f s, direct %.0f s, mqtt %.0f s%s"
                        .formatted(
                                scene.name(),
                                trip,
                                ordinary.seconds(),
                                direct.seconds(),
                                mqtt.seconds(),
                                mqtt.arrived() ? "" : ", not arrived"));
                trips.add(new Both(ordinary, direct, mqtt));
            }
        } catch (IOException e) {
            throw new CannotMeasure("City Brain could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        }
        return conclude(scene, seed, trips, lags);
    }

    private static Escort open(EscortCity city, Escort.Street street, int trip, List<Double> lags) {
        try {
            return new MqttEscort(city.broker(), street, trip, lags);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("Interrupted.");
        }
    }

    private DriveOutcome drive(
            TrafficScene scene, int trip, int seed, DriveMode mode, Path folder, Escort.Maker maker) {
        Path own = folder.resolve("drive");
        DriveOutcome outcome = new Drive(scene, scene.trips().get(trip), seed, mode, settings, own).run(maker);
        WorkFolder.delete(own);
        return outcome;
    }

    private long conclude(TrafficScene scene, int seed, List<Both> trips, List<Double> lags) {
        Collections.sort(lags);
        long violations = trips.stream()
                .mapToLong(trip -> trip.mqtt().violations().size())
                .sum();
        double ordinary = mean(trips, trip -> trip.ordinary().seconds());
        double direct = mean(trips, trip -> trip.direct().seconds());
        double mqtt = mean(trips, trip -> trip.mqtt().seconds());
        out.printf(
                "%n%s, seed %d, %d trips: ordinary %.1f s, direct %.1f s, mqtt %.1f s; ratio %.3f and %.3f%n",
                scene.name(), seed, trips.size(), ordinary, direct, mqtt, direct / ordinary, mqtt / ordinary);
        out.printf(
                "commands %.0f s behind what they are based on (median), %.0f s (99 %%); %d violations%n",
                at(lags, 0.5), at(lags, 0.99), violations);
        trips.forEach(trip -> trip.mqtt().violations().forEach(violation -> out.println("violation: " + violation)));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("trips", trips.size());
        figures.put("seed", seed);
        figures.put("ordinarySeconds", ordinary);
        figures.put("direct", figures(trips, ordinary, Both::direct));
        figures.put("mqtt", figures(trips, ordinary, Both::mqtt));
        figures.put("commandAgeMedianSeconds", at(lags, 0.5));
        figures.put("commandAge99PercentSeconds", at(lags, 0.99));
        result.put(scene.name(), figures);
        return violations;
    }

    private static Map<String, Object> figures(List<Both> trips, double ordinary, Function<Both, DriveOutcome> path) {
        double seconds = mean(trips, trip -> path.apply(trip).seconds());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("meanSeconds", seconds);
        figures.put("ratio", seconds / ordinary);
        figures.put(
                "notArrived",
                trips.stream().filter(trip -> !path.apply(trip).arrived()).count());
        figures.put("othersLossSeconds", mean(trips, trip -> path.apply(trip).othersLossSeconds()));
        figures.put("seizedSeconds", mean(trips, trip -> path.apply(trip).seizedSeconds()));
        figures.put(
                "violations",
                trips.stream()
                        .mapToLong(trip -> path.apply(trip).violations().size())
                        .sum());
        return figures;
    }

    private static double mean(List<Both> trips, ToDoubleFunction<Both> figure) {
        return trips.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
