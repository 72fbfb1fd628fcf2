package lightrag.webui.brand;

import java.util.Optional;

/**
 * What pages show in one language; texts are Markdown.
 *
 * @param logo empty for none
 * @param consentDocuments how the agreements are called where consent is asked for
 */
record LocalTexts(
        String welcome,
        String queryEmpty,
        Optional<String> login,
        Optional<String> agreements,
        Optional<String> consentDocuments,
        Optional<Logo> logo,
        String logoAlt,
        Optional<String> copyright) {

    /** Consent is only asked for where both the question and what it is about are shown. */
    boolean consentRequired() {
        return login.isPresent() && agreements.isPresent();
    }
}
