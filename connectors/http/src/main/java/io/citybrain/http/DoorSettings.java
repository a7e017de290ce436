package io.citybrain.http;

import io.citybrain.city.roads.RoadNetwork;
import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How the door is to open.
 *
 * @param host the address to listen on
 * @param port 0 = any free one
 * @param broker the MQTT broker of the city
 * @param clientId what the door's MQTT client ids begin with
 * @param store the time-series store, or null: no history
 * @param city what is known of the city from files
 * @param people who may come in
 * @param folder for photos and the audit trail
 */
public record DoorSettings(
        String host,
        int port,
        MqttConnection broker,
        String clientId,
        StoreAddress store,
        CityFiles city,
        People people,
        Path folder) {

    /**
     * What the door knows of the city from files; each may be null.
     *
     * @param roads for estimates, positions on edges and how traffic flows
     * @param network the file that the map is drawn from
     * @param places GeoJSON of hospitals, stations, streets
     * @param grids GeoJSON of the grids with their crews and levels
     */
    public record CityFiles(RoadNetwork roads, Path network, Path places, Path grids) {
        public static final CityFiles NONE = new CityFiles(null, null, null, null);
    }

    /**
     * Who may come in.
     *
     * @param users the file of users, or null
     * @param oidc whose tokens are taken, or null
     * @param entry hears each new one-time link, or null: there are none
     * @param trustsProxy true: the last address of X-Forwarded-For is who asks, and X-Forwarded-Proto how
     * @param allowedOrigin a page of another site that may ask with a token, or null
     */
    public record People(Path users, Oidc oidc, Consumer<String> entry, boolean trustsProxy, String allowedOrigin) {}

    /**
     * An OpenID provider.
     *
     * @param issuer as in its tokens
     * @param audience that its tokens must name
     * @param keys a URL or file of its public keys (JWKS)
     */
    public record Oidc(String issuer, String audience, String keys) {}
}
