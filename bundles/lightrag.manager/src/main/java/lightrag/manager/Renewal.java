package lightrag.manager;

/** What became of the wish to put another engine over a workspace's stores. */
sealed interface Renewal {

    /** It was not open, or had the engine it should have. */
    record Needless() implements Renewal {}

    /** Calls and work are on the new engine. */
    record Done() implements Renewal {}

    /** It stays on the engine it had. */
    record Kept(String reason) implements Renewal {}
}
