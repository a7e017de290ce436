package io.citybrain.city.incident;

import java.io.Serializable;

/** Who goes there and mends it. */
public record Crew(String id, String nameZh, String nameEn) implements Serializable {
    private static final long serialVersionUID = 1;
}
