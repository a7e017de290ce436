package io.citybrain.influxdb.client;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a time-series store is and how to enter it. Secrets stay in files: only their paths travel with a job graph.
 *
 * @param url {@code http(s)://host:port}, without user and password
 * @param flavour which dialect the server speaks; InfluxDB 3 speaks {@link Flavour#INFLUXDB_2}
 * @param database the database, or the bucket of InfluxDB 2; empty for QuestDB, which has one
 * @param organisation of InfluxDB 2; empty elsewhere
 * @param username for basic authentication; empty without
 * @param passwordFile file whose first line is the password; empty without
 * @param tokenFile file whose first line is an API token; empty without
 */
public record StoreAddress(
        String url,
        Flavour flavour,
        String database,
        String organisation,
        String username,
        String passwordFile,
        String tokenFile)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** The dialects that this project writes and reads. */
    public enum Flavour {
        /** {@code /write?db=} and InfluxQL on {@code /query}; no login needed by default. Tested against 1.6.7. */
        INFLUXDB_1,
        /** {@code /api/v2/write?bucket=} with a token, InfluxQL on {@code /query}. InfluxDB 2 and 3. */
        INFLUXDB_2,
        /** {@code /write} and SQL on {@code /exec}. Tested against 9.3.4. */
        QUESTDB
    }

    /** Checks every part. @throws IllegalArgumentException naming the part and what to write instead */
    public StoreAddress {
        Objects.requireNonNull(flavour, "store flavour is missing: INFLUXDB_1, INFLUXDB_2 or QUESTDB");
        database = Objects.requireNonNullElse(database, "");
        organisation = Objects.requireNonNullElse(organisation, "");
        username = Objects.requireNonNullElse(username, "");
        passwordFile = Objects.requireNonNullElse(passwordFile, "");
        tokenFile = Objects.requireNonNullElse(tokenFile, "");
        url = checkedUrl(url);
        require(
                flavour == Flavour.QUESTDB || !database.isBlank(),
                "store database is empty: " + flavour + " needs a database (bucket)");
        require(
                username.isEmpty() == passwordFile.isEmpty(),
                "store username and passwordFile belong together: give both or neither");
        require(
                tokenFile.isEmpty() || username.isEmpty(),
                "store has both a token and a password: keep one of tokenFile and username");
        require(
                flavour != Flavour.INFLUXDB_2 || !tokenFile.isEmpty(),
                "store tokenFile is missing: INFLUXDB_2 accepts writes with a token only");
    }

    /** An InfluxDB 1.x server without login. */
    public static StoreAddress influxDb1(String url, String database) {
        return new StoreAddress(url, Flavour.INFLUXDB_1, database, "", "", "", "");
    }

    /** An InfluxDB 2 or 3 server. */
    public static StoreAddress influxDb2(String url, String organisation, String bucket, String tokenFile) {
        return new StoreAddress(url, Flavour.INFLUXDB_2, bucket, organisation, "", "", tokenFile);
    }

    /** A QuestDB server without login. */
    public static StoreAddress questDb(String url) {
        return new StoreAddress(url, Flavour.QUESTDB, "", "", "", "", "");
    }

    /** The password as it is in its file now, or an empty string without one. */
    String readPassword() throws IOException {
        return readSecret("passwordFile", passwordFile);
    }

    /** The token as it is in its file now, or an empty string without one. */
    String readToken() throws IOException {
        return readSecret("tokenFile", tokenFile);
    }

    private static String readSecret(String setting, String file) throws IOException {
        if (file.isEmpty()) {
            return "";
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IOException(
                    "store " + setting + " " + file + " can't be read: create it, readable for this user");
        }
        String secret = Files.readString(path, StandardCharsets.UTF_8).strip();
        if (secret.isEmpty()) {
            throw new IOException("store " + setting + " " + file + " is empty: write the secret on its first line");
        }
        return secret;
    }

    private static String checkedUrl(String url) {
        require(url != null && !url.isBlank(), "store url is missing: write it like http://127.0.0.1:8086");
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            // The message of the cause would repeat a password that someone wrote into the URL.
            throw new IllegalArgumentException("store url is not a URL: write it like http://127.0.0.1:8086", null);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        require(http && uri.getHost() != null, "store url needs http or https and a host, like http://127.0.0.1:8086");
        require(
                uri.getRawUserInfo() == null,
                "store url carries a login: take it out and use username with passwordFile, or tokenFile");
        require(uri.getRawQuery() == null && uri.getRawFragment() == null, "store url may not have ? or # parts");
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static void require(boolean holds, String error) {
        if (!holds) {
            throw new IllegalArgumentException(error);
        }
    }

    /** Says where, never how to get in. */
    @Override
    public String toString() {
        String login = !tokenFile.isEmpty() ? ", token" : !username.isEmpty() ? ", password" : "";
        return flavour + " " + url + (database.isEmpty() ? "" : " " + database) + login;
    }
}
