package lightrag.manager;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lightrag.api.LightRagException;

/** What a caller that wants the engine has to do next. */
sealed interface Step {

    /** Use it; the handle counts this use already. */
    record Use(EngineHandle engine) implements Step {}

    /** Wait, then ask again unless a failure is reported. */
    record Await(CompletableFuture<Optional<OpenFailure>> done) implements Step {}

    record Refuse(LightRagException why) implements Step {}

    /** Ask the registry for another entry. */
    record LookAgain() implements Step {}
}
