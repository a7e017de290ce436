package io.citybrain.influxdb.client;

import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** HTTP requests to one store with its login and its time limits. No answer larger than 64 MiB is read. */
final class StoreHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(60);
    private static final long MAX_ANSWER_BYTES = 64L << 20;
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final StoreAddress address;
    private final OkHttpClient client;

    /** Reads the login from its files. @throws IOException if a file can't be read */
    StoreHttp(StoreAddress address) throws IOException {
        this.address = address;
        this.client = clientOf(address).build();
    }

    /** A client configured for this store, for others to build upon. */
    static OkHttpClient.Builder clientOf(StoreAddress address) throws IOException {
        String authorization = authorization(address);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .writeTimeout(ANSWER)
                .readTimeout(ANSWER)
                .callTimeout(WHOLE_CALL);
        return authorization.isEmpty()
                ? builder
                : builder.addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", authorization)
                        .build()));
    }

    private static String authorization(StoreAddress address) throws IOException {
        if (!address.tokenFile().isEmpty()) {
            String scheme = address.flavour() == Flavour.QUESTDB ? "Bearer " : "Token ";
            return scheme + address.readToken();
        }
        return address.username().isEmpty() ? "" : Credentials.basic(address.username(), address.readPassword());
    }

    /**
     * Turns the write path of InfluxDB 2, which is all that the client library knows, into the one of InfluxDB 1.x.
     * InfluxDB before 1.8 has no {@code /api/v2/write}; QuestDB ignores the database. Times are microseconds.
     */
    static Interceptor oldWritePath() {
        return chain -> {
            Request request = chain.request();
            if (!request.url().encodedPath().endsWith("/api/v2/write")) {
                return chain.proceed(request);
            }
            HttpUrl before = request.url();
            String path = before.encodedPath();
            HttpUrl after = before.newBuilder()
                    .encodedPath(path.substring(0, path.length() - "/api/v2/write".length()) + "/write")
                    .query(null)
                    .addQueryParameter("db", before.queryParameter("bucket"))
                    // InfluxDB 1.x calls microseconds "u"; it would take "us" for nanoseconds without a word.
                    .addQueryParameter("precision", "u")
                    .build();
            return chain.proceed(request.newBuilder().url(after).build());
        };
    }

    /** What came back. */
    record Answer(int status, byte[] body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    HttpUrl.Builder url(String path) {
        return HttpUrl.get(address.url() + path).newBuilder();
    }

    Answer get(HttpUrl url) throws IOException {
        return send(new Request.Builder().url(url).build());
    }

    Answer post(HttpUrl url) throws IOException {
        return send(new Request.Builder().url(url).post(NOTHING).build());
    }

    private Answer send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            // Asks for one byte more than allowed: if it is there, the answer is too long.
            if (response.body().source().request(MAX_ANSWER_BYTES + 1)) {
                throw new IOException("the store answered with more than " + MAX_ANSWER_BYTES
                        + " bytes: ask for a shorter time or fewer rows");
            }
            return new Answer(response.code(), response.body().bytes());
        }
    }

    @Override
    public void close() {
        close(client);
    }

    /** Ends the threads and connections of a client; OkHttp would keep them for five minutes. */
    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
