package lightrag.rest.validation;

import java.util.List;

/** A request does not have the declared form; answered 422 with one item a problem. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    public InvalidRequestException(List<Problem> problems) {
        super(problems.size() + " problem(s) in a request", null, false, false);
        this.problems = List.copyOf(problems);
    }

    public InvalidRequestException(Problem problem) {
        this(List.of(problem));
    }

    /** In declaration order of the fields; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
