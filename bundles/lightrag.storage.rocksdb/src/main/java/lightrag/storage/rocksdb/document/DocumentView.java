package lightrag.storage.rocksdb.document;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lightrag.api.DocStatus;
import lightrag.api.DocumentQuery;
import lightrag.storage.rocksdb.codec.DocumentHead;

/** All heads in memory, in the orders asked for so far. The workspace's locks guard changes. */
final class DocumentView {
    private final Map<Integer, DocumentHead> heads = new HashMap<>();

    /** Readers may add an order while others read. */
    private final Map<Object, DocumentOrder> orders = new ConcurrentHashMap<>();

    private record SortKey(
            DocumentQuery.Sort sort, boolean descending, Optional<DocStatus> status) {}

    private enum Other {
        CREATION
    }

    /** Adds a document or replaces its head. */
    void put(DocumentHead head) {
        DocumentHead former = heads.put(head.sequence(), head);
        for (DocumentOrder order : orders.values()) {
            if (former != null) {
                order.remove(former);
            }
            order.add(head);
        }
    }

    void remove(int sequence) {
        DocumentHead former = heads.remove(sequence);
        if (former != null) {
            orders.values().forEach(order -> order.remove(former));
        }
    }

    /**
     * @param status all documents or those of one status
     */
    DocumentOrder sorted(DocumentQuery.Sort sort, boolean descending, Optional<DocStatus> status) {
        return order(
                new SortKey(sort, descending, status),
                () -> DocumentOrder.by(sort, descending),
                head -> status.isEmpty() || head.status() == status.get());
    }

    DocumentOrder byCreation() {
        return order(Other.CREATION, DocumentOrder::byCreation, head -> true);
    }

    private DocumentOrder order(
            Object key,
            Supplier<Comparator<DocumentHead>> comparator,
            Predicate<DocumentHead> members) {
        return orders.computeIfAbsent(
                key, any -> new DocumentOrder(comparator.get(), members, heads.values()));
    }

    /** Estimated heap bytes: about 500 a head with its texts, 8 an order. */
    long memoryBytes() {
        return heads.size() * (500L + 8L * orders.size());
    }
}
