package lightrag.model.embedded.extract;

/**
 * A place in a sentence that names something.
 *
 * @param name as the entity is called
 * @param proper a name rather than a term
 * @param titled stood behind a title such as Captain
 * @param from first token
 * @param to behind the last token
 */
record Mention(String name, boolean proper, boolean titled, int from, int to) {

    int length() {
        return to - from;
    }

    Mention named(String other) {
        return new Mention(other, proper, titled, from, to);
    }
}
