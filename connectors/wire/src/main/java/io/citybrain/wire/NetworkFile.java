package io.citybrain.wire;

import io.citybrain.city.roads.NetworkBuilder;
import io.citybrain.city.roads.RoadNetwork;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A road network as SUMO's {@code .net.xml}, also gzipped, and additional files whose signal programmes replace those
 * of the network. Neither document types nor entities are accepted. A file may have 4 GiB of XML, 2,000,000 edges (those
 * inside junctions among them), 8,000,000 connections, 255 lanes an edge, 4,096 links a junction.
 */
public final class NetworkFile {

    /** Largest file in bytes, unpacked. */
    static final long MAX_BYTES = 4L << 30;

    /**
     * What the files hold.
     *
     * @param network null if there are errors
     * @param errors all errors, up to 100, each as {@code file:line:column what}
     */
    public record Result(RoadNetwork network, List<String> errors) {}

    private NetworkFile() {}

    /**
     * Reads a network and additional files. Never throws; a file that cannot be read is an error in the result.
     *
     * @param additional files with {@code <tlLogic>}; the last programme of a signal is its own, as in SUMO
     */
    public static Result read(Path net, List<Path> additional) {
        Problems problems = new Problems(nameOf(net));
        NetworkBuilder builder = new NetworkBuilder();
        boolean isWhole = readOne(net, new NetworkXml(builder, problems, NetworkXml.Root.NET), problems);
        Map<String, Problems> byFile = new LinkedHashMap<>();
        for (Path file : additional) {
            Problems own = byFile.computeIfAbsent(file.toString(), f -> new Problems(nameOf(file)));
            builder.inAdditional(file.toString());
            isWhole &= readOne(file, new NetworkXml(builder, own, NetworkXml.Root.ADDITIONAL), own);
        }
        // Half a network would have a fault for each thing that the missing half names.
        RoadNetwork network = isWhole ? builder.find() : null;
        for (NetworkBuilder.Fault fault : builder.faults()) {
            String file = fault.additionalFile();
            (file == null ? problems : byFile.get(file)).add(fault.line(), 1, fault.what());
        }
        List<String> errors = new ArrayList<>(problems.all());
        byFile.values().forEach(own -> errors.addAll(own.all()));
        return new Result(errors.isEmpty() ? network : null, List.copyOf(errors));
    }

    /** Reads a network alone. */
    public static Result read(Path net) {
        return read(net, List.of());
    }

    private static boolean readOne(Path file, NetworkXml xml, Problems problems) {
        try (InputStream bytes = unpacked(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            return xml.read(new LimitedStream(bytes, MAX_BYTES));
        } catch (NoSuchFileException | FileNotFoundException e) {
            problems.add(1, 1, "there is no such file: " + file.toAbsolutePath());
        } catch (IOException e) {
            problems.add(1, 1, "cannot be read: " + e);
        }
        return false;
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        boolean isGzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return isGzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
