package io.citybrain.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The pages, from the class path. What is in a jar is read once; files of a folder are read again each time. */
final class Pages {
    private static final String FOLDER = "io/citybrain/http/pages/";
    private static final Map<String, String> NAMES =
            Map.of("/", "index.html", "/dispatch", "dispatch.html", "/crew", "crew.html");

    private static final Map<String, String> LIBRARIES = Map.of(
            "/lib/ol/", "META-INF/resources/webjars/ol/10.7.0/",
            "/lib/uplot/", "META-INF/resources/webjars/uplot/1.6.30/");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"));

    /** Levels of plain characters, none of which begins with a dot. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*){1,6}");

    private final ClassLoader loader = Pages.class.getClassLoader();
    private final Map<String, Answers.Still> known = new ConcurrentHashMap<>();

    /** Answers a path; false if there is no page of it. */
    boolean answer(Context context) {
        String path = context.path();
        Answers.Still page = known.get(path);
        if (page == null) {
            page = read(path);
        }
        if (page == null) {
            return false;
        }
        page.answer(context);
        return true;
    }

    private Answers.Still read(String path) {
        String resource = resource(path);
        String type = resource == null ? null : TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        URL url = type == null ? null : loader.getResource(resource);
        if (url == null) {
            return null;
        }
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            try (InputStream bytes = connection.getInputStream()) {
                Answers.Still page = new Answers.Still(type, bytes.readAllBytes());
                if (!url.getProtocol().equals("file")) {
                    known.put(path, page);
                }
                return page;
            }
        } catch (IOException e) {
            return null;
        }
    }

    private static String resource(String path) {
        if (NAMES.containsKey(path)) {
            return FOLDER + NAMES.get(path);
        }
        if (!PATH.matcher(path).matches()) {
            return null;
        }
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            if (path.startsWith(library.getKey())) {
                return library.getValue() + path.substring(library.getKey().length());
            }
        }
        return FOLDER + path.substring(1);
    }
}
