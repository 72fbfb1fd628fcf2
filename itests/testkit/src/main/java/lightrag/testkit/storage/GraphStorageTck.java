package lightrag.testkit.storage;

import static lightrag.testkit.storage.Samples.at;
import static lightrag.testkit.storage.Samples.entity;
import static lightrag.testkit.storage.Samples.put;
import static lightrag.testkit.storage.Samples.relation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightrag.api.Entity;
import lightrag.api.InvalidInputException;
import lightrag.api.KnowledgeGraph;
import lightrag.api.Relation;
import lightrag.api.RelationKey;
import lightrag.spi.storage.GraphStorage;
import lightrag.spi.storage.GraphStorage.Neighbour;
import lightrag.spi.storage.Mutation;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStorage} does. */
public abstract class GraphStorageTck extends StorageTck {

    private GraphStorage graph() {
        return storage.graph();
    }

    private void entities(String... names) {
        for (String name : names) {
            commit(put(entity(name)));
        }
    }

    private List<String> neighbours(String name) {
        return graph().neighbours(List.of(name)).getOrDefault(name, List.of()).stream()
                .map(Neighbour::name)
                .toList();
    }

    @Test
    void everyFieldComesBack() {
        Relation relation = relation("Bob", "Ann \uD83D\uDE00", 2.25);
        commit(put(entity("Bob")), put(entity("Ann \uD83D\uDE00")), put(relation));
        for (int round = 0; round < 2; round++) {
            assertThat(graph().entities(List.of("Bob", "nobody")))
                    .isEqualTo(Map.of("Bob", entity("Bob")));
            assertThat(graph().relations(List.of(relation.key(), RelationKey.of("Bob", "nobody"))))
                    .isEqualTo(Map.of(relation.key(), relation));
            reopen();
        }
    }

    @Test
    void relationsHaveNoDirection() {
        entities("a", "b");
        commit(put(relation("b", "a", 1)));
        commit(put(relation("a", "b", 7)));
        assertThat(graph().relationCount()).isEqualTo(1);
        assertThat(graph().relations(List.of(RelationKey.of("b", "a"))).values())
                .extracting(Relation::weight)
                .containsExactly(7.0);
        assertThat(graph().neighbours(List.of("a")).get("a"))
                .containsExactly(new Neighbour(RelationKey.of("a", "b"), "b", 7, 2));
        commit(new Mutation.DeleteRelation(RelationKey.of("b", "a")));
        assertThat(graph().relationCount()).isZero();
    }

    @Test
    void aRelationNeedsBothEnds() {
        entities("a");
        assertThatThrownBy(() -> commit(put(relation("a", "ghost"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ghost");
        assertThat(graph().relationCount()).isZero();
        commit(put(entity("ghost")), put(relation("a", "ghost")));
        assertThat(graph().relationCount()).isEqualTo(1);
    }

    @Test
    void degreesCountEveryRelation() {
        entities("hub", "x", "y", "z", "alone");
        commit(put(relation("hub", "x")), put(relation("y", "hub")), put(relation("z", "hub")));
        assertThat(graph().degrees(List.of("hub", "x", "alone", "nobody")))
                .isEqualTo(Map.of("hub", 3, "x", 1, "alone", 0, "nobody", 0));
        assertThat(graph().existing(List.of("hub", "nobody", "x"))).isEqualTo(Set.of("hub", "x"));
        commit(new Mutation.DeleteRelation(RelationKey.of("x", "hub")));
        assertThat(graph().degrees(List.of("hub", "x"))).isEqualTo(Map.of("hub", 2, "x", 0));
    }

    @Test
    void neighboursKeepTheOrderOfTheirFirstAddition() {
        entities("hub", "c", "a", "b");
        commit(put(relation("c", "hub")), put(relation("hub", "b")), put(relation("a", "hub")));
        assertThat(neighbours("hub")).containsExactly("c", "b", "a");
        commit(put(relation("hub", "c", 9)));
        assertThat(neighbours("hub")).containsExactly("c", "b", "a");
        commit(new Mutation.DeleteRelation(RelationKey.of("c", "hub")));
        commit(put(relation("hub", "c")));
        assertThat(neighbours("hub")).containsExactly("b", "a", "c");
        reopen();
        assertThat(neighbours("hub")).containsExactly("b", "a", "c");
        assertThat(graph().neighbours(List.of("nobody"))).isEmpty();
    }

    @Test
    void deletingAnEntityTakesItsRelations() {
        entities("a", "b", "c");
        commit(put(relation("a", "b")), put(relation("b", "c")), put(relation("a", "c")));
        commit(new Mutation.DeleteEntity("b"), new Mutation.DeleteEntity("nobody"));
        for (int round = 0; round < 2; round++) {
            assertThat(graph().labels()).containsExactly("a", "c");
            assertThat(graph().relationCount()).isEqualTo(1);
            assertThat(graph().degrees(List.of("a", "b", "c")))
                    .isEqualTo(Map.of("a", 1, "b", 0, "c", 1));
            assertThat(neighbours("a")).containsExactly("c");
            reopen();
        }
        commit(put(entity("b")));
        assertThat(neighbours("b")).isEmpty();
    }

    @Test
    void mutationsOfOneCommitApplyInOrder() {
        commit(
                put(entity("a")),
                put(entity("b")),
                put(relation("a", "b")),
                new Mutation.DeleteEntity("a"),
                put(entity("a", "second")),
                put(entity("c")),
                put(relation("c", "a")),
                put(relation("a", "c", 4)),
                put(relation("b", "c")),
                new Mutation.DeleteRelation(RelationKey.of("c", "b")));
        for (int round = 0; round < 2; round++) {
            assertThat(at(graph().entities(List.of("a")), "a").description()).isEqualTo("second");
            assertThat(graph().entityCount()).isEqualTo(3);
            assertThat(graph().relationCount()).isEqualTo(1);
            assertThat(neighbours("a")).containsExactly("c");
            assertThat(at(graph().neighbours(List.of("a")), "a").getFirst().weight()).isEqualTo(4);
            reopen();
        }
    }

    @Test
    void aLoopCountsTwice() {
        entities("a", "b");
        commit(put(relation("a", "a")), put(relation("a", "b")));
        assertThat(graph().degrees(List.of("a"))).isEqualTo(Map.of("a", 3));
        assertThat(neighbours("a")).containsExactly("a", "b");
        commit(new Mutation.DeleteEntity("a"));
        assertThat(graph().relationCount()).isZero();
        assertThat(graph().degrees(List.of("b"))).isEqualTo(Map.of("b", 0));
    }

    @Test
    void everythingIsVisitedInInsertionOrder() {
        List<String> names = new ArrayList<>();
        List<Mutation> all = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            names.add("n" + (i * 31 % 700));
            all.add(put(entity(names.getLast())));
        }
        for (int i = 1; i < 700; i++) {
            all.add(put(relation(names.get(i), names.get(i - 1))));
        }
        commit(all.toArray(Mutation[]::new));
        commit(put(entity(names.get(5), "changed")));
        List<String> seen = new ArrayList<>();
        graph().forEachEntity(entity -> seen.add(entity.name()));
        assertThat(seen).isEqualTo(names);
        List<String> sources = new ArrayList<>();
        graph().forEachRelation(relation -> sources.add(relation.source()) && sources.size() < 300);
        assertThat(sources).isEqualTo(names.subList(1, 301));
    }

    @Test
    void labelsAreOrderedAndSearched() {
        entities(
                "new york",
                "York",
                "Old York",
                "yorkshire pudding",
                "A_York",
                "\uFFFD",
                "\uD83D\uDE00");
        assertThat(graph().labels())
                .containsExactly(
                        "A_York",
                        "Old York",
                        "York",
                        "new york",
                        "yorkshire pudding",
                        "\uFFFD",
                        "\uD83D\uDE00");
        assertThat(graph().search(" YORK ", 10))
                .containsExactly("York", "yorkshire pudding", "A_York", "Old York", "new york");
        assertThat(graph().search("york", 2)).containsExactly("York", "yorkshire pudding");
        assertThat(graph().search("  ", 10)).isEmpty();
        commit(
                put(relation("Old York", "York")),
                put(relation("Old York", "A_York")),
                put(relation("new york", "York")));
        assertThat(graph().popular(3)).containsExactly("Old York", "York", "A_York");
    }

    @Test
    void theWholeGraphIsCutAtItsBestConnectedNodes() {
        entities("d", "c", "b", "a");
        commit(put(relation("c", "b")), put(relation("c", "d")), put(relation("b", "d")));
        KnowledgeGraph part = graph().subgraph("*", 3, 2);
        assertThat(part.nodes()).extracting(Entity::name).containsExactlyInAnyOrder("b", "c");
        assertThat(part.edges())
                .extracting(Relation::key)
                .containsExactly(RelationKey.of("b", "c"));
        assertThat(part.truncated()).isTrue();
        KnowledgeGraph whole = graph().subgraph("*", 3, 4);
        assertThat(whole.nodes()).hasSize(4);
        assertThat(whole.edges()).hasSize(3);
        assertThat(whole.truncated()).isFalse();
    }

    @Test
    void aSubgraphGrowsLevelByLevelTowardsTheBestConnected() {
        entities("s", "a", "b", "c", "b1", "b2", "deep", "other");
        commit(
                put(relation("s", "a")),
                put(relation("s", "b")),
                put(relation("s", "c")),
                put(relation("b", "b1")),
                put(relation("b", "b2")),
                put(relation("b1", "deep")),
                put(relation("b1", "b2")));
        KnowledgeGraph near = graph().subgraph("s", 1, 100);
        assertThat(near.nodes())
                .extracting(Entity::name)
                .containsExactlyInAnyOrder("s", "a", "b", "c");
        assertThat(near.truncated()).isFalse();
        KnowledgeGraph cut = graph().subgraph("s", 3, 3);
        assertThat(cut.nodes()).extracting(Entity::name).containsExactlyInAnyOrder("s", "b", "a");
        assertThat(cut.edges())
                .extracting(Relation::key)
                .containsExactlyInAnyOrder(RelationKey.of("s", "a"), RelationKey.of("s", "b"));
        assertThat(cut.truncated()).isTrue();
        KnowledgeGraph full = graph().subgraph("s", 2, 6);
        assertThat(full.nodes()).hasSize(6);
        assertThat(full.edges()).hasSize(6);
        assertThat(full.truncated()).isTrue();
        assertThat(graph().subgraph("s", 9, 7).truncated()).isFalse();
        KnowledgeGraph none = graph().subgraph("nobody", 3, 10);
        assertThat(none.nodes()).isEmpty();
        assertThat(none.truncated()).isFalse();
    }

    @Test
    void aClearedGraphStartsAgain() {
        entities("a", "b");
        commit(put(relation("a", "b")));
        assertThat(graph().labels()).hasSize(2);
        commit(
                new Mutation.ClearAll(),
                put(entity("b", "new")),
                put(entity("z")),
                put(relation("z", "b")));
        for (int round = 0; round < 2; round++) {
            assertThat(graph().labels()).containsExactly("b", "z");
            assertThat(graph().entities(List.of("a", "b")))
                    .isEqualTo(Map.of("b", entity("b", "new")));
            assertThat(neighbours("b")).containsExactly("z");
            assertThat(graph().entityCount()).isEqualTo(2);
            assertThat(graph().relationCount()).isEqualTo(1);
            reopen();
        }
    }
}
