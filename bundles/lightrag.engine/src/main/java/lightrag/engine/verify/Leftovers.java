package lightrag.engine.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lightrag.api.VerifyReport.Kind;
import lightrag.spi.storage.Durability;
import lightrag.spi.storage.KeyValueNamespace;
import lightrag.spi.storage.Mutation;
import lightrag.spi.storage.VectorNamespace;
import lightrag.spi.storage.WorkspaceStorage;

/** Rows whose owner is not there. */
final class Leftovers {

    private final WorkspaceStorage storage;
    private final Findings findings;
    private final List<Mutation> repairs = new ArrayList<>();

    Leftovers(WorkspaceStorage storage, Findings findings) {
        this.storage = storage;
        this.findings = findings;
    }

    void vectors(VectorNamespace namespace, Predicate<String> belongs, Kind kind) {
        storage.vectors(namespace, 0)
                .forEach(
                        row -> {
                            findings.looked("vectors_" + namespace.wire(), 1);
                            if (!belongs.test(row.id())) {
                                findings.add(kind, row.id());
                                repairs.add(new Mutation.DeleteVector(namespace, row.id()));
                            }
                            return true;
                        });
    }

    void rows(KeyValueNamespace namespace, Predicate<String> belongs, Kind kind) {
        storage.keyValues(namespace)
                .scan(
                        "",
                        (key, value) -> {
                            findings.looked(namespace.wire(), 1);
                            if (!belongs.test(key)) {
                                findings.add(kind, key);
                                repairs.add(new Mutation.DeleteValue(namespace, key));
                            }
                            return true;
                        });
    }

    void remove() {
        if (findings.repairs() && !repairs.isEmpty()) {
            storage.commit(repairs, Durability.SYNCED);
        }
    }
}
