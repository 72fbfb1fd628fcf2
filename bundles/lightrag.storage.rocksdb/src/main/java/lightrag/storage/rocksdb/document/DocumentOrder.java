package lightrag.storage.rocksdb.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import lightrag.api.CodePoints;
import lightrag.api.DocumentQuery;
import lightrag.storage.rocksdb.codec.DocumentHead;

/**
 * Heads in one order, equal keys in insertion order whatever the direction. A change costs a binary
 * search and a move of references, a page costs its length.
 */
final class DocumentOrder {
    private final Comparator<DocumentHead> comparator;
    private final Predicate<DocumentHead> members;
    private final List<DocumentHead> heads;

    /**
     * @param members which of the heads are in it
     */
    DocumentOrder(
            Comparator<DocumentHead> comparator,
            Predicate<DocumentHead> members,
            Collection<DocumentHead> heads) {
        this.comparator = comparator;
        this.members = members;
        this.heads = new ArrayList<>(heads.stream().filter(members).toList());
        this.heads.sort(comparator);
    }

    static Comparator<DocumentHead> by(DocumentQuery.Sort sort, boolean descending) {
        Comparator<DocumentHead> byKey =
                switch (sort) {
                    case CREATED_AT -> by(DocumentHead::createdAt);
                    case UPDATED_AT -> by(DocumentHead::updatedAt);
                    case ID -> Comparator.comparing(DocumentHead::id, CodePoints::compare);
                    case FILE_PATH ->
                            Comparator.comparing(
                                    head -> head.filePath().toLowerCase(Locale.ROOT),
                                    CodePoints::compare);
                };
        return (descending ? byKey.reversed() : byKey).thenComparingInt(DocumentHead::sequence);
    }

    /** Creation time, then id; for the queue of waiting documents. */
    static Comparator<DocumentHead> byCreation() {
        return by(DocumentHead::createdAt).thenComparing(DocumentHead::id, CodePoints::compare);
    }

    private static Comparator<DocumentHead> by(Function<DocumentHead, Instant> time) {
        return Comparator.comparing(time);
    }

    List<DocumentHead> heads() {
        return heads;
    }

    void add(DocumentHead head) {
        if (members.test(head)) {
            heads.add(place(head), head);
        }
    }

    void remove(DocumentHead head) {
        if (!members.test(head)) {
            return;
        }
        int at = Collections.binarySearch(heads, head, comparator);
        if (at < 0) {
            throw new IllegalStateException("Document " + head.id() + " is not in its order.");
        }
        heads.remove(at);
    }

    /** Where a head stands, or would stand. */
    int place(DocumentHead head) {
        int at = Collections.binarySearch(heads, head, comparator);
        return at < 0 ? -at - 1 : at;
    }
}
