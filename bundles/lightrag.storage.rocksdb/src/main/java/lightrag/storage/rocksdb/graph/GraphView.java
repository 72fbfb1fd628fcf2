package lightrag.storage.rocksdb.graph;

import java.util.Arrays;
import java.util.function.IntConsumer;
import lightrag.api.RelationKey;
import lightrag.storage.rocksdb.db.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a graph in arrays: entities and relations are numbered in insertion order, each
 * entity has the numbers of its relations in the order in which they were added to it. Not
 * thread-safe; the workspace's locks guard it.
 */
public final class GraphView {
    private static final int[] NONE = {};
    private static final int ABSENT = -1;

    private final NameTable names = new NameTable();
    private int[][] relationsAt = new int[16][];
    private int[] relationCount = new int[16];
    private int[] degree = new int[16];
    private int[] source = absent(16);
    private int[] target = new int[16];
    private double[] weight = new double[16];

    /** Made when first asked for, by any reader; two equal ones do no harm. */
    private @Nullable RelationKey[] keys = new RelationKey[16];

    private int relationBound;
    private int relations;

    /** The entity's number, or -1. */
    public int entity(String name) {
        return names.find(name);
    }

    boolean hasEntity(int entity) {
        return names.contains(entity);
    }

    String name(int entity) {
        return names.name(entity);
    }

    int entities() {
        return names.size();
    }

    int relations() {
        return relations;
    }

    int entityBound() {
        return names.bound();
    }

    /** Relations at an entity; one of an entity with itself counts twice. */
    int degree(int entity) {
        return degree[entity];
    }

    boolean hasRelation(int relation) {
        return relation >= 0 && relation < relationBound && source[relation] != ABSENT;
    }

    int source(int relation) {
        return source[relation];
    }

    int target(int relation) {
        return target[relation];
    }

    RelationKey key(int relation) {
        RelationKey key = keys[relation];
        if (key == null) {
            key = RelationKey.of(name(source[relation]), name(target[relation]));
            keys[relation] = key;
        }
        return key;
    }

    double weight(int relation) {
        return weight[relation];
    }

    /** The end of a relation that is not the given one; the same for a loop. */
    int otherEnd(int relation, int entity) {
        return source[relation] == entity ? target[relation] : source[relation];
    }

    /** How many relations {@link #forEachRelation} visits. */
    int relationCount(int entity) {
        return relationCount[entity];
    }

    void forEachRelation(int entity, IntConsumer visitor) {
        int[] numbers = relationsAt[entity];
        for (int i = 0; i < relationCount[entity]; i++) {
            visitor.accept(numbers[i]);
        }
    }

    /** The relation between two entities, or -1; looks through the shorter of the two lists. */
    int relation(int a, int b) {
        int at = relationCount[a] <= relationCount[b] ? a : b;
        int other = at == a ? b : a;
        int[] numbers = relationsAt[at];
        for (int i = 0; i < relationCount[at]; i++) {
            if (otherEnd(numbers[i], at) == other) {
                return numbers[i];
            }
        }
        return ABSENT;
    }

    void addEntity(int entity, String name) {
        names.add(entity, name);
        if (entity >= degree.length) {
            int length = Math.max(entity + 1, degree.length * 2);
            relationsAt = Arrays.copyOf(relationsAt, length);
            relationCount = Arrays.copyOf(relationCount, length);
            degree = Arrays.copyOf(degree, length);
        }
        relationsAt[entity] = NONE;
        relationCount[entity] = 0;
        degree[entity] = 0;
    }

    /** Its relations must be gone. */
    void removeEntity(int entity) {
        names.remove(entity);
        relationsAt[entity] = NONE;
    }

    void addRelation(int relation, int from, int to, double value) {
        if (relation >= source.length) {
            growRelations(relation);
        }
        source[relation] = from;
        target[relation] = to;
        weight[relation] = value;
        relationBound = Math.max(relationBound, relation + 1);
        relations++;
        degree[from]++;
        degree[to]++;
        append(from, relation);
        if (from != to) {
            append(to, relation);
        }
    }

    private void growRelations(int relation) {
        int old = source.length;
        int length = Math.max(relation + 1, old * 2);
        source = Arrays.copyOf(source, length);
        Arrays.fill(source, old, length, ABSENT);
        target = Arrays.copyOf(target, length);
        weight = Arrays.copyOf(weight, length);
        keys = Arrays.copyOf(keys, length);
    }

    void setWeight(int relation, double value) {
        weight[relation] = value;
    }

    void removeRelation(int relation) {
        int from = source[relation];
        int to = target[relation];
        source[relation] = ABSENT;
        keys[relation] = null;
        relations--;
        degree[from]--;
        degree[to]--;
        drop(from, relation);
        if (from != to) {
            drop(to, relation);
        }
    }

    private void append(int entity, int relation) {
        int[] numbers = relationsAt[entity];
        int count = relationCount[entity];
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2, count + (count >> 1)));
            relationsAt[entity] = numbers;
        }
        numbers[count] = relation;
        relationCount[entity] = count + 1;
    }

    private void drop(int entity, int relation) {
        int[] numbers = relationsAt[entity];
        int count = relationCount[entity];
        int at = 0;
        while (numbers[at] != relation) {
            at++;
        }
        System.arraycopy(numbers, at + 1, numbers, at, count - at - 1);
        relationCount[entity] = count - 1;
    }

    private static int[] absent(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, ABSENT);
        return numbers;
    }

    /** Estimated heap bytes. */
    public long memoryBytes() {
        return names.memoryBytes() + 36L * degree.length + 20L * source.length + 36L * relations;
    }
}
