package lightrag.storage.rocksdb.graph;

/** One step by which a view follows a commit. */
sealed interface GraphChange {
    record AddEntity(int entity, String name) implements GraphChange {}

    record RemoveEntity(int entity) implements GraphChange {}

    record AddRelation(int relation, int source, int target, double weight)
            implements GraphChange {}

    record SetWeight(int relation, double weight) implements GraphChange {}

    record RemoveRelation(int relation) implements GraphChange {}

    /** Applies this to a view. */
    default void apply(GraphView view) {
        switch (this) {
            case AddEntity add -> view.addEntity(add.entity(), add.name());
            case RemoveEntity remove -> view.removeEntity(remove.entity());
            case AddRelation add ->
                    view.addRelation(add.relation(), add.source(), add.target(), add.weight());
            case SetWeight set -> view.setWeight(set.relation(), set.weight());
            case RemoveRelation remove -> view.removeRelation(remove.relation());
        }
    }
}
