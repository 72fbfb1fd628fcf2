package lightrag.deploy.selftest;

/** An engine version does not do what every version must; the message says what. */
public final class SelfTestException extends Exception {
    private static final long serialVersionUID = 1L;

    SelfTestException(String message) {
        super(message);
    }
}
