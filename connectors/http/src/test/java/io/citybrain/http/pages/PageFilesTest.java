package io.citybrain.http.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the pages without opening them. */
class PageFilesTest {
    private static final Path PAGES = Path.of("src/main/resources/io/citybrain/http/pages");
    private static final Pattern IMPORT = Pattern.compile("(?:from|^import) \"(\\.[^\"]+)\"", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile(
            "(?:words\\(|pair\\(|data-word=|data-word-label=|data-word-placeholder=|data-title=|does: |empty: )\"([^\"]+)\"");
    private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSameGaps() throws IOException {
        Map<String, String> chinese = words("zh");
        Map<String, String> english = words("en");

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        chinese.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(english.get(key)).as(key).isNotBlank();
            assertThat(gaps(text)).as(key).isEqualTo(gaps(english.get(key)));
        });
    }

    @Test
    void everyWordThatAPageNamesIsThere() throws IOException {
        Set<String> known = words("en").keySet();

        for (Map.Entry<Path, String> file : texts(".js", ".html").entrySet()) {
            assertThat(NAMED.matcher(file.getValue()).results().map(found -> found.group(1)))
                    .as("words of %s", file.getKey())
                    .allMatch(known::contains, "is in lang/en.json");
        }
    }

    @Test
    void everyImportLeadsToAFile() throws IOException {
        for (Path file : texts(".js").keySet()) {
            assertThat(imports(file)).as("imports of %s", file).allMatch(Files::isRegularFile);
        }
    }

    @Test
    void theServiceWorkerKeepsAllThatTheCrewsPageNeeds() throws IOException {
        Set<Path> needed = new TreeSet<>();
        collect(PAGES.resolve("crew/crew.js"), needed);
        String worker = Files.readString(PAGES.resolve("service-worker.js"));

        assertThat(needed).allSatisfy(file -> assertThat(worker).contains("\"/" + PAGES.relativize(file) + '"'));
    }

    @Test
    void nothingIsReadAsHtmlAndNothingComesFromElsewhere() throws IOException {
        for (Map.Entry<Path, String> file :
                texts(".js", ".html", ".css", ".svg", ".webmanifest").entrySet()) {
            String text = file.getValue().replace("http://www.w3.org/2000/svg", "");
            assertThat(text)
                    .as(file.getKey().toString())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    .doesNotContain("http://", "https://", "style=\"", "javascript:");
        }
    }

    @Test
    void aPageSendsLessThanOneAndAHalfMegabytesAtItsFirstLoad() throws IOException {
        long bytes = 0;
        for (String name : List.of("/dist/ol.js", "/ol.css")) {
            bytes += library("ol/10.7.0" + name);
        }
        bytes += library("uplot/1.6.30/dist/uPlot.iife.min.js");
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }

        // All files of all pages together, not even compressed.
        assertThat(bytes).isLessThan(1_500_000);
    }

    private static long library(String name) throws IOException {
        try (var in = PageFilesTest.class.getResourceAsStream("/META-INF/resources/webjars/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes().length;
        }
    }

    private static void collect(Path file, Set<Path> into) throws IOException {
        if (into.add(file)) {
            for (Path imported : imports(file)) {
                collect(imported, into);
            }
        }
    }

    private static List<Path> imports(Path file) throws IOException {
        List<Path> imports = new ArrayList<>();
        for (MatchResult found :
                (Iterable<MatchResult>) IMPORT.matcher(Files.readString(file)).results()::iterator) {
            imports.add(file.resolveSibling(found.group(1)).normalize());
        }
        return imports;
    }

    private static Set<String> gaps(String text) {
        Set<String> gaps = new TreeSet<>();
        GAP.matcher(text).results().forEach(found -> gaps.add(found.group(1)));
        return gaps;
    }

    private static Map<String, String> words(String language) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        new ObjectMapper()
                .readTree(PAGES.resolve("lang/" + language + ".json").toFile())
                .properties()
                .forEach(word -> words.put(word.getKey(), word.getValue().asText()));
        return words;
    }

    private static Map<Path, String> texts(String... endings) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    texts.put(file, Files.readString(file, UTF_8));
                }
            }
        }
        return texts;
    }
}
