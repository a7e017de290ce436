package io.citybrain.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;

/** Every route and who may use it: the one table of rights. The document of the interface is held against it. */
enum Endpoint implements RouteRole {
    SEE_SESSION(GET, "/api/v1/session", Access.ALL),
    SIGN_IN(POST, "/api/v1/session", Access.OPEN),
    SIGN_OUT(DELETE, "/api/v1/session", Access.ALL),
    SEE_EVENTS(GET, "/api/v1/events", Access.ALL),
    SEE_MAP(GET, "/api/v1/map", Access.ALL),
    SEE_PLACES(GET, "/api/v1/places", Access.ALL),
    SEE_GRIDS(GET, "/api/v1/grids", Access.ALL),
    SEE_CREWS(GET, "/api/v1/crews", Access.ALL),
    SEE_SENSORS(GET, "/api/v1/sensors", Access.ALL),
    SEE_SENSOR(GET, "/api/v1/sensors/{sensor}", Access.ALL),
    SEE_HISTORY(GET, "/api/v1/sensors/{sensor}/history", Access.ALL),
    SEE_ALERTS(GET, "/api/v1/alerts", Access.ALL),
    COMMAND_ALERT(POST, "/api/v1/alerts/{kind}/{sensor}/{rule}/commands", Access.OPERATORS),
    SEE_INCIDENTS(GET, "/api/v1/incidents", Access.ALL),
    SEE_INCIDENT(GET, "/api/v1/incidents/{incident}", Access.ALL),
    COMMAND_INCIDENT(POST, "/api/v1/incidents/{incident}/commands", Access.OPERATORS_AND_CREWS),
    SEE_WORK_ORDERS(GET, "/api/v1/crews/{crew}/work-orders", Access.OPERATORS_AND_CREWS),
    ADD_PHOTO(POST, "/api/v1/photos", Access.OPERATORS_AND_CREWS),
    SEE_PHOTO(GET, "/api/v1/photos/{photo}", Access.ALL),
    SEE_MISSIONS(GET, "/api/v1/missions", Access.ALL),
    SEE_MISSION(GET, "/api/v1/missions/{mission}", Access.ALL),
    ESTIMATE_MISSION(POST, "/api/v1/missions/estimate", Access.DISPATCHERS),
    ASK_MISSION(POST, "/api/v1/missions", Access.DISPATCHERS),
    CANCEL_MISSION(POST, "/api/v1/missions/{mission}/cancel", Access.DISPATCHERS),
    APPROVE_MISSION(POST, "/api/v1/missions/{mission}/approval", Access.DISPATCHERS),
    RELEASE_ALL(POST, "/api/v1/escort/release-all", Access.DISPATCHERS),
    SEE_AMBULANCES(GET, "/api/v1/ambulances", Access.ALL),
    SEE_ENTRY(GET, "/api/v1/registry/{sensor}", Access.ALL),
    CHANGE_ENTRY(PUT, "/api/v1/registry/{sensor}", Access.ADMINISTRATORS),
    REMOVE_ENTRY(DELETE, "/api/v1/registry/{sensor}", Access.ADMINISTRATORS),
    SEE_AUDIT(GET, "/api/v1/audit", Access.ADMINISTRATORS),
    SEE_INTERFACE(GET, "/api/v1/openapi.yaml", Access.OPEN),
    SEE_HEALTH(GET, "/health", Access.OPEN),
    SEE_READY(GET, "/ready", Access.OPEN),
    ENTER(GET, "/enter", Access.OPEN),
    SEE_PAGE(GET, "/", Access.OPEN);

    private final HandlerType method;
    private final String path;
    private final Access access;

    Endpoint(HandlerType method, String path, Access access) {
        this.method = method;
        this.path = path;
        this.access = access;
    }

    HandlerType method() {
        return method;
    }

    String path() {
        return path;
    }

    Access access() {
        return access;
    }

    /** True if it changes something. */
    boolean changes() {
        return !method.equals(GET);
    }
}
