package lightrag.api;

/** The identity of an undirected relation: its endpoints in code-point order. */
public record RelationKey(String lesser, String greater) implements Comparable<RelationKey> {

    public static RelationKey of(String a, String b) {
        return CodePoints.compare(a, b) <= 0 ? new RelationKey(a, b) : new RelationKey(b, a);
    }

    @Override
    public int compareTo(RelationKey other) {
        int first = CodePoints.compare(lesser, other.lesser);
        return first != 0 ? first : CodePoints.compare(greater, other.greater);
    }
}
