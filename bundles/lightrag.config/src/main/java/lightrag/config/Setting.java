package lightrag.config;

/**
 * One name with its value.
 *
 * @param value canonical text
 * @param origin where the value comes from
 */
public record Setting(CatalogueRow row, String value, Origin origin) {

    /** Sources, the strongest first. */
    public enum Origin {
        OPTION("launcher option"),
        ENVIRONMENT("environment"),
        DOT_ENV(".env"),
        DEFAULT("default");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** For logs and check lists: the value, unless it is secret. */
    public String shown() {
        return row.type().secret() ? "***" : value;
    }

    @Override
    public String toString() {
        return row.name() + "=" + shown() + " (" + origin.text() + ")";
    }
}
