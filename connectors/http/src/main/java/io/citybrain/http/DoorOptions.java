package io.citybrain.http;

import io.citybrain.influxdb.client.StoreAddress;
import io.citybrain.mqtt.client.MqttConnection;
import io.citybrain.wire.GridsFile;
import io.citybrain.wire.NetworkFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What the command line of the door may say. All mistakes are told together. */
final class DoorOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; beyond this machine only with --users or --oidc-issuer / 监听地址。")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "0 = any free one / 端口。Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--mqtt",
            paramLabel = "URI",
            defaultValue = "tcp://127.0.0.1:1883",
            description = "tcp://host:port or ssl://host:port / MQTT 地址。Default: ${DEFAULT-VALUE}")
    private String mqtt;

    @Option(names = "--mqtt-user", paramLabel = "NAME", description = "Name at the broker / 用户名。")
    private String mqttUser;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE", description = "Its first line is the password / 口令文件。")
    private Path mqttPassword;

    @Option(
            names = "--mqtt-trust-store",
            paramLabel = "FILE",
            description = "PEM certificates to trust for ssl:// / 信任的证书。Default: those of Java")
    private Path mqttTrust;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "city-brain",
            description = "MQTT client ids begin with it / MQTT 会话名前缀。Default: ${DEFAULT-VALUE}")
    private String clientId;

    @Option(names = "--store", paramLabel = "URL", description = "Time-series store for history / 时序数据库。Default: none")
    private String store;

    @Option(
            names = "--store-flavour",
            paramLabel = "F",
            defaultValue = "influxdb-1",
            description = "influxdb-1, influxdb-2 or questdb / 数据库类型。Default: ${DEFAULT-VALUE}")
    private String flavour;

    @Option(
            names = "--store-database",
            paramLabel = "NAME",
            defaultValue = "citybrain",
            description = "Database or bucket / 库名。")
    private String database;

    @Option(names = "--store-organisation", paramLabel = "NAME", description = "Of influxdb-2 / 组织。")
    private String organisation;

    @Option(names = "--store-user", paramLabel = "NAME", description = "Its user / 用户名。")
    private String storeUser;

    @Option(names = "--store-password-file", paramLabel = "FILE", description = "Its password / 口令文件。")
    private String storePassword;

    @Option(names = "--store-token-file", paramLabel = "FILE", description = "Its token / 令牌文件。")
    private String storeToken;

    @Option(names = "--network", paramLabel = "FILE", description = "SUMO .net.xml for map and estimates / 路网文件。")
    private Path network;

    @Option(names = "--places", paramLabel = "FILE", description = "GeoJSON of hospitals, stations, streets / 地点文件。")
    private Path places;

    @Option(names = "--grids", paramLabel = "FILE", description = "GeoJSON of the grids / 网格文件。")
    private Path grids;

    @Option(names = "--users", paramLabel = "FILE", description = "Users; deploy/door user add makes it / 用户文件。")
    private Path users;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "OpenID provider whose tokens are taken / 身份提供方。")
    private String issuer;

    @Option(names = "--oidc-audience", paramLabel = "NAME", description = "What its tokens must be for / 令牌受众。")
    private String audience;

    @Option(names = "--oidc-keys", paramLabel = "URL|FILE", description = "Its public keys (JWKS) / 公钥集。")
    private String keys;

    @Option(
            names = "--link",
            description = "Print one-time links that let an administrator in, on this machine only / 打印一次性链接。")
    private boolean link;

    @Option(names = "--behind-proxy", description = "Believe X-Forwarded-For and -Proto of a proxy in front / 前有反向代理。")
    private boolean proxy;

    @Option(
            names = "--allow-origin",
            paramLabel = "URL",
            description = "A page of another site that may ask with a token / 允许的跨域来源。")
    private String origin;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "door-data",
            description = "Photos and the audit trail / 照片与审计目录。Default: ${DEFAULT-VALUE}")
    private Path data;

    private final List<String> mistakes = new ArrayList<>();

    /**
     * What was asked for.
     *
     * @param tellLink hears each new one-time link
     * @throws IllegalArgumentException naming all mistakes, one on a line
     */
    DoorSettings settings(java.util.function.Consumer<String> tellLink) {
        MqttConnection broker = broker();
        StoreAddress address = storeAddress();
        DoorSettings.CityFiles files = files();
        DoorSettings.Oidc oidc = oidc();
        requireFile("--users", users);
        if (port < 0 || port > 65_535) {
            mistakes.add("--port " + port + ": must be 0 to 65535");
        }
        if (!clientId.matches("[A-Za-z0-9._-]{1,40}")) {
            mistakes.add("--client-id " + clientId + ": 1 to 40 letters, digits, -, _ and .");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new DoorSettings(
                host,
                port,
                broker,
                clientId,
                address,
                files,
                new DoorSettings.People(users, oidc, link ? tellLink : null, proxy, origin),
                data);
    }

    private MqttConnection broker() {
        try {
            MqttConnection broker = MqttConnection.of(mqtt);
            if (mqttUser != null || mqttPassword != null) {
                broker = broker.withCredentials(mqttUser, text(mqttPassword));
            }
            return mqttTrust == null ? broker : broker.withTrustStore(text(mqttTrust), null);
        } catch (IllegalArgumentException e) {
            mistakes.add("--mqtt " + mqtt + ": " + e.getMessage());
            return null;
        }
    }

    private static String text(Path path) {
        return path == null ? null : path.toString();
    }

    private StoreAddress storeAddress() {
        if (!List.of("influxdb-1", "influxdb-2", "questdb").contains(flavour)) {
            mistakes.add("--store-flavour " + flavour + ": must be influxdb-1, influxdb-2 or questdb");
            return null;
        }
        if (store == null) {
            return null;
        }
        try {
            return new StoreAddress(
                    store,
                    StoreAddress.Flavour.valueOf(
                            flavour.toUpperCase(Locale.ROOT).replace('-', '_')),
                    database,
                    organisation,
                    storeUser,
                    storePassword,
                    storeToken);
        } catch (IllegalArgumentException e) {
            mistakes.add("--store: " + e.getMessage());
            return null;
        }
    }

    private DoorSettings.CityFiles files() {
        requireFile("--network", network);
        requireFile("--places", places);
        requireFile("--grids", grids);
        if (grids != null && Files.isReadable(grids)) {
            GridsFile.read(grids).errors().forEach(error -> mistakes.add("--grids " + error));
        }
        NetworkFile.Result read = network != null && Files.isReadable(network) ? NetworkFile.read(network) : null;
        if (read != null) {
            read.errors().forEach(error -> mistakes.add("--network " + error));
        }
        return new DoorSettings.CityFiles(read == null ? null : read.network(), network, places, grids);
    }

    private void requireFile(String option, Path file) {
        if (file != null && !Files.isReadable(file)) {
            mistakes.add(option + " " + file + ": there is no such readable file");
        }
    }

    private DoorSettings.Oidc oidc() {
        boolean isAny = issuer != null || audience != null || keys != null;
        if (isAny && (issuer == null || audience == null || keys == null)) {
            mistakes.add("--oidc-issuer, --oidc-audience and --oidc-keys belong together: give all three");
        }
        return isAny ? new DoorSettings.Oidc(issuer, audience, keys) : null;
    }
}
