package io.cairn.filter.lua;

import java.util.Map;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The library {@code json}: {@code decode} makes tables of a text, {@code encode} a text of tables.
 * Stateless.
 *
 * <p>A null becomes nil, so that members that are null are missing. A table with a first item is an
 * array, any other an object.
 */
final class JsonFunctions {

    /** The most arrays and objects inside one another. */
    private static final int DEPTH_MAX = 100;

    /** The most memory that a byte of a text can take when it is decoded, in bytes. */
    private static final int BYTES_PER_BYTE = 16;

    /** The largest whole number below which there is no gap. */
    private static final double WHOLE_MAX = 1L << 53;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonFunctions() {}

    static ReadOnlyTable table() {
        ReadOnlyTable table = new ReadOnlyTable();
        table.set("decode", new LuaCall(JsonFunctions::decode));
        table.set("encode", new LuaCall(JsonFunctions::encode));
        return table.seal();
    }

    private static Varargs decode(Varargs arguments, Budget budget) {
        LuaString text = arguments.checkstring(1);
        budget.memory((long) BYTES_PER_BYTE * text.m_length);
        JsonNode node;
        try {
            node = MAPPER.readTree(text.m_bytes, text.m_offset, text.m_length);
        } catch (JacksonException e) {
            throw new LuaError("json.decode: " + e.getOriginalMessage());
        }
        return value(node, 0, budget);
    }

    private static LuaValue value(JsonNode node, int depth, Budget budget) {
        checkDepth(depth);
        budget.instruction();
        return switch (node.getNodeType()) {
            case ARRAY -> {
                LuaTable array = new LuaTable(node.size(), 0);
                int at = 0;
                for (JsonNode item : node) {
                    array.set(++at, value(item, depth + 1, budget));
                }
                yield array;
            }
            case OBJECT -> {
                LuaTable object = new LuaTable();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    LuaString key = LuaString.valueOf(member.getKey());
                    LuaValue value = value(member.getValue(), depth + 1, budget);
                    budget.store(key, value);
                    object.set(key, value);
                }
                yield object;
            }
            case STRING -> LuaString.valueOf(node.stringValue());
            case NUMBER -> LuaValue.valueOf(node.doubleValue());
            case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
            default -> LuaValue.NIL;
        };
    }

    private static Varargs encode(Varargs arguments, Budget budget) {
        JsonNode node = node(arguments.checkvalue(1), 0, budget);
        byte[] text = MAPPER.writeValueAsBytes(node);
        return LuaString.valueUsing(text);
    }

    private static JsonNode node(LuaValue value, int depth, Budget budget) {
        checkDepth(depth);
        budget.memory(Budget.OBJECT_BYTES);
        return switch (value) {
            case LuaTable table when table.rawget(1).isnil() -> object(table, depth, budget);
            case LuaTable table -> array(table, depth, budget);
            case LuaString text -> NODES.stringNode(string(text, budget));
            default -> scalar(value);
        };
    }

    private static ObjectNode object(LuaTable table, int depth, Budget budget) {
        ObjectNode object = NODES.objectNode();
        Varargs entry = table.next(LuaValue.NIL);
        while (!entry.arg1().isnil()) {
            budget.following();
            if (!entry.arg1().isstring()) {
                throw new LuaError("json.encode: a key is neither text nor a number");
            }
            String key = string(entry.arg1().strvalue(), budget);
            object.set(key, node(entry.arg(2), depth + 1, budget));
            entry = table.next(entry.arg1());
        }
        return object;
    }

    private static ArrayNode array(LuaTable table, int depth, Budget budget) {
        ArrayNode array = NODES.arrayNode();
        int length = table.length();
        for (int i = 1; i <= length; i++) {
            array.add(node(table.rawget(i), depth + 1, budget));
        }
        return array;
    }

    private static String string(LuaString text, Budget budget) {
        // As text of two bytes, and encoded again with up to six for each.
        budget.memory(8L * text.m_length);
        return text.tojstring();
    }

    private static JsonNode scalar(LuaValue value) {
        if (value.isnil()) {
            return NODES.nullNode();
        }
        if (value.isboolean()) {
            return NODES.booleanNode(value.toboolean());
        }
        if (value.type() != LuaValue.TNUMBER) {
            throw new LuaError("json.encode: cannot encode a " + value.typename());
        }
        double number = value.todouble();
        if (!Double.isFinite(number)) {
            throw new LuaError("json.encode: a number is not finite");
        }
        return number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX
                ? NODES.numberNode((long) number)
                : NODES.numberNode(number);
    }

    private static void checkDepth(int depth) {
        if (depth > DEPTH_MAX) {
            throw new LuaError("json: more than " + DEPTH_MAX + " levels");
        }
    }
}
