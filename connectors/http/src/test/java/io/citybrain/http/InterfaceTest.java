package io.citybrain.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.http.access.Role;
import java.io.InputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The document of the interface says what the door does. */
class InterfaceTest {
    private static Map<?, ?> document() throws Exception {
        try (InputStream bytes = InterfaceTest.class.getClassLoader().getResourceAsStream(InterfaceRoom.RESOURCE)) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(bytes);
        }
    }

    private static Map<?, ?> operation(Endpoint endpoint) throws Exception {
        Map<?, ?> path = (Map<?, ?>) ((Map<?, ?>) document().get("paths")).get(endpoint.path());
        return path == null
                ? null
                : (Map<?, ?>) path.get(endpoint.method().name().toLowerCase(Locale.ROOT));
    }

    @Test
    void itHasEachRouteAndNoOther() throws Exception {
        Set<String> written = new TreeSet<>();
        ((Map<?, ?>) document().get("paths"))
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .keySet()
                        .forEach(method -> written.add(method.toString().toUpperCase(Locale.ROOT) + ' ' + path)));
        Set<String> open = new TreeSet<>();
        for (Endpoint endpoint : Endpoint.values()) {
            open.add(endpoint.method().name() + ' ' + endpoint.path());
        }
        assertThat(written).isEqualTo(open);
    }

    @Test
    void itNamesEachRouteAsTheTableDoesAndWhoMayUseIt() throws Exception {
        for (Endpoint endpoint : Endpoint.values()) {
            Map<?, ?> operation = operation(endpoint);
            assertThat(operation.get("operationId"))
                    .isEqualTo(endpoint.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            boolean isOpen = operation.get("security") instanceof Collection<?> none && none.isEmpty();
            assertThat(isOpen).as("%s", endpoint).isEqualTo(endpoint.access() == Access.OPEN);
            assertThat(roles(operation)).as("%s", endpoint).isEqualTo(roles(endpoint.access()));
        }
    }

    private static Set<String> roles(Map<?, ?> operation) {
        Set<String> roles = new TreeSet<>();
        if (operation.get("x-roles") instanceof Collection<?> named) {
            named.forEach(role -> roles.add(role.toString()));
            roles.add("administrator");
        } else {
            for (Role role : Role.values()) {
                roles.add(role.word());
            }
        }
        return roles;
    }

    private static Set<String> roles(Access access) {
        return java.util.Arrays.stream(Role.values())
                .filter(access::allows)
                .map(Role::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatItRefersToIsThere() throws Exception {
        Map<?, ?> document = document();
        String text = document.toString();
        java.util.regex.Matcher references = java.util.regex.Pattern.compile("\\$ref=#/components/(\\w+)/(\\w+)")
                .matcher(text);
        int count = 0;
        while (references.find()) {
            count++;
            Map<?, ?> kind = (Map<?, ?>) ((Map<?, ?>) document.get("components")).get(references.group(1));
            assertThat(kind.get(references.group(2))).as(references.group()).isNotNull();
        }
        assertThat(count).isGreaterThan(50);
    }
}
