package lightrag.storage.rocksdb.db;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names by number and numbers by name: an open-addressed table of numbers over one array of names,
 * which takes a tenth of a hash map's memory.
 */
public final class NameTable {
    private static final int FREE = -1;

    private @Nullable String[] names = new String[16];
    private int[] slots = freeSlots(32);
    private int size;
    private int bound;

    /** The number of a name, or -1. */
    public int find(String name) {
        return slots[slotOf(name)];
    }

    public boolean contains(int number) {
        return number >= 0 && number < names.length && names[number] != null;
    }

    /** The name of a number that is there. */
    public String name(int number) {
        String name = names[number];
        if (name == null) {
            throw new IllegalStateException("No name has number " + number + ".");
        }
        return name;
    }

    public int size() {
        return size;
    }

    /** All numbers in use are below this. */
    public int bound() {
        return bound;
    }

    public void add(int number, String name) {
        if (number >= names.length) {
            names = Arrays.copyOf(names, Math.max(number + 1, names.length * 2));
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        names[number] = name;
        slots[slotOf(name)] = number;
        size++;
        bound = Math.max(bound, number + 1);
    }

    public void remove(int number) {
        int hole = slotOf(name(number));
        names[number] = null;
        slots[hole] = FREE;
        size--;
        closeGap(hole);
    }

    /** Moves later entries of the run into the hole so that probing never stops too early. */
    private void closeGap(int gap) {
        int hole = gap;
        int mask = slots.length - 1;
        for (int at = (hole + 1) & mask; slots[at] != FREE; at = (at + 1) & mask) {
            int home = spread(name(slots[at])) & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                slots[hole] = slots[at];
                slots[at] = FREE;
                hole = at;
            }
        }
    }

    private int slotOf(String name) {
        int mask = slots.length - 1;
        int at = spread(name) & mask;
        while (slots[at] != FREE && !name.equals(names[slots[at]])) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        int[] old = slots;
        slots = freeSlots(old.length * 2);
        for (int number : old) {
            if (number != FREE) {
                slots[slotOf(name(number))] = number;
            }
        }
    }

    private static int spread(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    private static int[] freeSlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** Estimated heap bytes, names included. */
    public long memoryBytes() {
        return 4L * names.length + 4L * slots.length + 80L * size;
    }
}
