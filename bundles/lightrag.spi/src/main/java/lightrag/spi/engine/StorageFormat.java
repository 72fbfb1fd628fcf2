package lightrag.spi.engine;

/**
 * What an engine reads and writes in the stores of a workspace. Formats are numbered from 1; a
 * number changes only when an engine of before could not work with what is written.
 *
 * @param oldestRead oldest format it works with as it is
 * @param written format it writes
 */
public record StorageFormat(int oldestRead, int written) {

    public static final StorageFormat FIRST = new StorageFormat(1, 1);

    public StorageFormat {
        if (oldestRead < 1 || written < oldestRead) {
            throw new IllegalArgumentException(
                    "formats " + oldestRead + " to " + written + " are no range");
        }
    }

    /** Whether both may work on the same stores in turns: no migration, and a way back. */
    public boolean interchangeableWith(StorageFormat other) {
        return written == other.written;
    }
}
