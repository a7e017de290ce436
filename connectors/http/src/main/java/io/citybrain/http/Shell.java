package io.citybrain.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is around each route: headers that guard the browser, the gate, errors that say what to do. */
final class Shell {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
                    + " connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(self), geolocation=(self), microphone=()");

    private final String allowedOrigin;

    private Shell(String allowedOrigin) {
        this.allowedOrigin = allowedOrigin;
    }

    static void of(JavalinConfig config, Gate gate, String allowedOrigin, Pages pages) {
        Shell shell = new Shell(allowedOrigin);
        config.routes.before(shell::guard);
        config.routes.beforeMatched(gate::pass);
        config.routes.exception(Problem.class, (problem, context) -> Answers.problem(context, problem));
        config.routes.exception(HttpResponseException.class, (known, context) -> answer(known, context, pages));
        config.routes.exception(CompletionException.class, (failure, context) -> fail(failure.getCause(), context));
        config.routes.exception(Exception.class, Shell::fail);
    }

    private void guard(Context context) {
        GUARDS.forEach(context::header);
        if (allowedOrigin != null && allowedOrigin.equals(context.header("Origin"))) {
            context.header("Access-Control-Allow-Origin", allowedOrigin);
            context.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
            context.header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
            context.header("Vary", "Origin");
        }
    }

    /** What Javalin itself refuses; a path without a route may be a page. */
    private static void answer(HttpResponseException known, Context context, Pages pages) {
        boolean isPath = known.getStatus() == 404 && context.method().equals(HandlerType.GET);
        if (isPath && pages.answer(context)) {
            context.status(context.statusCode() == 304 ? 304 : 200);
            return;
        }
        int status = known.getStatus();
        String code = status == 404 ? "not-found" : status == 405 ? "not-that-way" : "http-" + status;
        Answers.problem(
                context,
                Problem.of(
                        status,
                        code,
                        known.getMessage() + " (" + context.method().name() + ")"));
    }

    private static void fail(Throwable failure, Context context) {
        if (failure instanceof Problem problem) {
            Answers.problem(context, problem);
            return;
        }
        LOG.error("{} {} failed", context.method().name(), context.path(), failure);
        Answers.problem(context, Problem.of(500, "failed", "the door failed; its log says why"));
    }
}
