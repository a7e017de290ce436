package io.citybrain.http.access;

import java.util.Locale;

/** What somebody is here for. Everybody may look; an administrator may do all that the others may. */
public enum Role {
    VIEWER,
    OPERATOR,
    DISPATCHER,
    CREW,
    ADMINISTRATOR;

    /** The word in files, tokens and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word, or null. */
    public static Role find(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }
}
