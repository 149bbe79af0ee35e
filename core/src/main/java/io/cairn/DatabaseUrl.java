package io.cairn;

import io.cairn.config.CairnConfig;
import io.cairn.config.RecordBinder;
import io.cairn.error.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A database's URL, taken apart.
 *
 * @param scheme which engine or provider
 * @param location what stands between the scheme and the parameters, as it is
 * @param parameters names and values in their order
 */
record DatabaseUrl(String scheme, String location, Map<String, String> parameters) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final String LIMITS = "limits.";

    static DatabaseUrl parse(String url) {
        Objects.requireNonNull(url, "url");
        int colon = url.indexOf(':');
        if (colon < 0 || !SCHEME.matcher(url.substring(0, colon)).matches()) {
            throw new InvalidArgumentException(
                    "a database's URL is a scheme, a colon and a location, such as memory: or rocksdb:/path",
                    "url",
                    url);
        }
        int question = url.indexOf('?', colon);
        int end = question < 0 ? url.length() : question;
        return new DatabaseUrl(
                url.substring(0, colon),
                url.substring(colon + 1, end),
                question < 0 ? Map.of() : parameters(url.substring(question + 1), url));
    }

    /** Returns the configuration of the engine whose type is the scheme. */
    CairnConfig toConfig() {
        Map<String, Object> engine = new LinkedHashMap<>();
        Map<String, Object> limits = new LinkedHashMap<>();
        Map<String, Object> top = new LinkedHashMap<>();
        if (!location.isEmpty()) {
            engine.put("path", location);
        }
        parameters.forEach((name, value) -> {
            if (name.equals("durability")) {
                top.put(name, value);
            } else if (name.startsWith(LIMITS)) {
                limits.put(name.substring(LIMITS.length()), value);
            } else if (engine.putIfAbsent(name, value) != null) {
                throw new InvalidArgumentException(
                        "the path is given twice: as the URL's location and as a parameter",
                        "parameter",
                        name);
            }
        });
        top.put("engine", scheme);
        top.put("engineOptions", engine);
        top.put("limits", limits);
        return RecordBinder.bindText(CairnConfig.class, top, "");
    }

    private static Map<String, String> parameters(String text, String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals <= 0) {
                throw new InvalidArgumentException(
                        "a URL's parameters are name=value, separated by &",
                        "parameter",
                        parameter,
                        "url",
                        url);
            }
            String name = parameter.substring(0, equals);
            if (parameters.put(name, parameter.substring(equals + 1)) != null) {
                throw new InvalidArgumentException(
                        "a URL's parameter is given twice", "parameter", name, "url", url);
            }
        }
        return parameters;
    }
}
