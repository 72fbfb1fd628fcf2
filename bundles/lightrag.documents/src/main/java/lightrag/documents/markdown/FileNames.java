package lightrag.documents.markdown;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Parts of names of files. */
final class FileNames {
    private FileNames() {}

    /** The part before a question mark or a hash. */
    static String path(String address) {
        return address.split("[?#]", 2)[0];
    }

    /** The same with what is written in percent. */
    static String decodedPath(String address) {
        String path = path(address);
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path; // a percent sign that means nothing is one
        }
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The name without its suffix; the whole of one that begins with its only dot. */
    static String stem(String name) {
        int dot = dot(name);
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Of the last part of a path, without dot, in lower case. */
    static String suffix(String path) {
        String name = last(path);
        int dot = dot(name);
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static int dot(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 || dot == name.length() - 1 ? -1 : dot;
    }
}
