package lightrag.engine.extract;

/** Reads a reply in whichever of the two forms it has. Pure; never throws. */
public final class ReplyParser {

    private ReplyParser() {}

    /** A fresh reply. @param json the form that was asked for */
    public static Records parse(String reply, boolean json, Provenance from) {
        return json
                ? JsonReplyParser.parse(reply, from).orElseGet(Records::empty)
                : TupleReplyParser.parse(reply, from);
    }

    /** Rule EX-48: a kept reply, whose form is told by its looks. */
    public static Records parseKept(String reply, Provenance from) {
        if (JsonReplyParser.looksLikeJson(reply)) {
            return JsonReplyParser.parse(reply, from)
                    .orElseGet(() -> TupleReplyParser.parse(reply, from));
        }
        return TupleReplyParser.parse(reply, from);
    }
}
