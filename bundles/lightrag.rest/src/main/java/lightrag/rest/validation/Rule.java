package lightrag.rest.validation;

/** A condition on a value that has the right form; may also change it, for instance trim it. */
@FunctionalInterface
public interface Rule<T, R> {
    R apply(T value) throws Refusal;
}
