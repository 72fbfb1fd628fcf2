package lightrag.storage.rocksdb.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lightrag.api.InvalidInputException;

/**
 * Metadata values, each behind a tag: 1 text, 2 integer (signed), 3 real, 4 false, 5 true, 6 list,
 * 7 map with its keys sorted. Integers come back as Long, floats as Double.
 */
final class JsonLike {
    private static final int DEPTH_MAX = 64;

    private JsonLike() {}

    static void write(RowWriter out, Object value) {
        write(out, value, 0);
    }

    private static void write(RowWriter out, Object value, int depth) {
        if (depth > DEPTH_MAX) {
            throw new InvalidInputException(
                    "metadata", "Metadata nests deeper than " + DEPTH_MAX + " levels: flatten it.");
        }
        switch (value) {
            case String text -> out.octet(1).text(text);
            case Long number -> out.octet(2).signed(number);
            case Integer number -> out.octet(2).signed(number);
            case Double number -> out.octet(3).real(number);
            case Float number -> out.octet(3).real(number);
            case Boolean truth -> out.octet(truth ? 5 : 4);
            case List<?> list -> {
                out.octet(6).unsigned(list.size());
                list.forEach(item -> write(out, item, depth + 1));
            }
            case Map<?, ?> map -> {
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                out.octet(7).unsigned(sorted.size());
                sorted.forEach((key, item) -> write(out.text(key), item, depth + 1));
            }
            default ->
                    throw new InvalidInputException(
                            "metadata",
                            "Metadata can't hold a %s: use text, numbers, booleans, lists and maps."
                                    .formatted(value.getClass().getSimpleName()));
        }
    }

    static Object read(RowReader in) {
        return read(in, 0);
    }

    private static Object read(RowReader in, int depth) {
        if (depth > DEPTH_MAX) {
            throw in.damaged();
        }
        return switch (in.octet()) {
            case 1 -> in.text();
            case 2 -> in.signed();
            case 3 -> in.real();
            case 4 -> false;
            case 5 -> true;
            case 6 -> readList(in, depth);
            case 7 -> readMap(in, depth);
            default -> throw in.damaged();
        };
    }

    private static List<Object> readList(RowReader in, int depth) {
        int count = in.count();
        List<Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(read(in, depth + 1));
        }
        return List.copyOf(list);
    }

    private static Map<String, Object> readMap(RowReader in, int depth) {
        int count = in.count();
        Map<String, Object> map = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            map.put(in.text(), read(in, depth + 1));
        }
        return Map.copyOf(map);
    }
}
