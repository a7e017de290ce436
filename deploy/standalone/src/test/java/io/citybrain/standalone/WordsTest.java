package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.alert.AlertState;
import io.citybrain.city.alert.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/citybrain/standalone");
    /** A text that has the shape of a key, such as "error.port". */
    private static final Pattern TEXT = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)*)\"");

    private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (InputStream bytes = Words.class.getResourceAsStream(file)) {
            words.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        }
        return words;
    }

    private static Set<String> find(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(m -> m.group(group)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Properties english = words("words.properties");
        Properties chinese = words("words_zh.properties");
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(find(ARGUMENT, chinese.getProperty(key), 0))
                    .as(key)
                    .isEqualTo(find(ARGUMENT, english.getProperty(key), 0));
        }
    }

    /** An apostrophe quotes in a MessageFormat: the words after it would lose their arguments. */
    @Test
    void noApostropheSwallowsAnArgument() throws IOException {
        assertThat(words("words.properties").values()).noneMatch(text -> ((String) text).contains("'"));
        assertThat(words("words_zh.properties").values()).noneMatch(text -> ((String) text).contains("'"));
    }

    @Test
    void everyKeyIsUsedInTheCodeAndEveryUsedKeyExists() throws IOException {
        Set<String> known = new TreeSet<>(words("words.properties").stringPropertyNames());
        Set<String> used = new TreeSet<>(find(TEXT, sources(), 1));
        for (AlertState state : AlertState.values()) {
            used.add("state." + state.word());
        }
        for (Severity severity : Severity.values()) {
            used.add("severity." + severity.word());
        }
        assertThat(used).containsAll(known);
        Pattern said = Pattern.compile(
                "(?:say|place|CityException|because)\\(\\s*(?:[a-z]+,\\s*)?\"([a-z.-]+)\"", Pattern.DOTALL);
        assertThat(find(said, sources(), 1))
                .hasSizeGreaterThan(20)
                .allMatch(key -> known.contains(key) || key.endsWith("."));
    }

    @Test
    void anyOtherLanguageReadsEnglish() {
        assertThat(Words.of("fr").say("starting")).startsWith("Starting");
        assertThat(Words.of("zh").say("starting")).startsWith("正在");
        assertThat(Words.of("zh").isChinese()).isTrue();
        assertThat(Words.of("en").isChinese()).isFalse();
    }
}
