package lightrag.http.edge;

/** Service rankings of the edge filters; the highest runs first. */
final class EdgeOrder {
    /** Name and type of the service property that takes a ranking. */
    static final String RANKING = "service.ranking:Integer=";

    static final int REQUEST_ID = 10_000;
    static final int ACCESS_LOG = 9_900;
    static final int FAILURE = 9_850;
    static final int CORS = 9_800;
    static final int BODY_LIMIT = 9_700;

    private EdgeOrder() {}
}
