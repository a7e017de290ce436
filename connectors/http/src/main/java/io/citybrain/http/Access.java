package io.citybrain.http;

import io.citybrain.http.access.Role;
import java.util.EnumSet;
import java.util.Set;

/** Who may use a route. */
enum Access {
    /** Anybody, also without a name. */
    OPEN(EnumSet.allOf(Role.class)),
    /** Whoever is signed in. */
    ALL(EnumSet.allOf(Role.class)),
    OPERATORS(EnumSet.of(Role.OPERATOR, Role.ADMINISTRATOR)),
    DISPATCHERS(EnumSet.of(Role.DISPATCHER, Role.ADMINISTRATOR)),
    /** Operators, and crews for what is theirs: the route looks at whose it is. */
    OPERATORS_AND_CREWS(EnumSet.of(Role.OPERATOR, Role.CREW, Role.ADMINISTRATOR)),
    ADMINISTRATORS(EnumSet.of(Role.ADMINISTRATOR));

    private final Set<Role> roles;

    Access(Set<Role> roles) {
        this.roles = roles;
    }

    boolean allows(Role role) {
        return roles.contains(role);
    }
}
