package io.cairn.ipc.server.dialect;

import io.cairn.config.StrictJson;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What QUERY asks for. Immutable.
 *
 * @param prefix the beginning of the paths
 * @param limit the most rows; 0 for all
 * @param offset how many rows to leave out at the beginning
 * @param columns the columns wanted, each one once; empty for all
 */
record QueryRequest(String prefix, long limit, long offset, List<String> columns) {

    private static final String OBJECT = "the query must be one JSON object of parameters";

    QueryRequest {
        columns = List.copyOf(new LinkedHashSet<>(columns));
    }

    /** Reads the payload of the SDK dialect; bytes after it are ignored. */
    static QueryRequest decode(WireReader in) {
        String prefix = Fields.shortText(in, "path");
        long limit = Frame.length(in.u32());
        long offset = Frame.length(in.u32());
        return new QueryRequest(prefix, limit, offset, Fields.shortTexts(in, "column"));
    }

    /** Reads the parameters of the documented dialect. */
    static QueryRequest fromJson(String json) {
        Map<String, Object> parameters;
        try {
            parameters = StrictJson.parse(json);
        } catch (ConfigException e) {
            throw new InvalidArgumentException(OBJECT, "reason", e.getMessage());
        }
        String prefix = "";
        long limit = 0;
        long offset = 0;
        @Nullable List<String> columns = null;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            Object value = parameter.getValue();
            switch (name) {
                case "prefix" -> prefix = text(name, value);
                case "limit" -> limit = count(name, value);
                case "offset" -> offset = count(name, value);
                case "columns", "select" -> {
                    if (columns != null) {
                        throw wrong("give only one of \"columns\" and \"select\"", name);
                    }
                    columns = texts(name, value);
                }
                default ->
                        throw wrong(
                                "there are the parameters prefix, limit, offset, columns and select",
                                name);
            }
        }
        return new QueryRequest(prefix, limit, offset, columns == null ? List.of() : columns);
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong("it must be a text", name);
    }

    private static long count(String name, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            long count = ((Number) value).longValue();
            if (count >= 0 && count <= 0xFFFF_FFFFL) {
                return count;
            }
        }
        throw wrong("it must be an integer from 0 to 4294967295", name);
    }

    private static List<String> texts(String name, Object value) {
        if (!(value instanceof List<?> list)) {
            throw wrong("it must be a list of texts", name);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            texts.add(text(name, element));
        }
        return texts;
    }

    private static InvalidArgumentException wrong(String why, String parameter) {
        return new InvalidArgumentException(
                "a parameter of the query is wrong: " + why, "parameter", parameter);
    }
}
