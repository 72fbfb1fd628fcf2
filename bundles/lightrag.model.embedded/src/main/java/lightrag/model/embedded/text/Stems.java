package lightrag.model.embedded.text;

/** Cuts English inflections off by rule; good enough to match words, not to print all of them. */
public final class Stems {
    private Stems() {}

    /** Singular of a noun in lower case. */
    public static String noun(String word) {
        int n = word.length();
        if (n > 4 && word.endsWith("ies")) {
            return word.substring(0, n - 3) + "y";
        }
        if (n > 4 && word.endsWith("es") && endsInSibilant(word.substring(0, n - 2))) {
            return word.substring(0, n - 2);
        }
        boolean singular =
                n < 4
                        || !word.endsWith("s")
                        || word.endsWith("ss")
                        || word.endsWith("us")
                        || word.endsWith("is");
        return singular ? word : word.substring(0, n - 1);
    }

    private static boolean endsInSibilant(String stem) {
        return stem.endsWith("ch")
                || stem.endsWith("sh")
                || stem.endsWith("ss")
                || stem.endsWith("x")
                || stem.endsWith("zz");
    }

    /** Base form of a regular verb in lower case. */
    static String verb(String word) {
        int n = word.length();
        if (n > 4 && word.endsWith("ies") || n > 4 && word.endsWith("ied")) {
            return word.substring(0, n - 3) + "y";
        }
        if (n > 5 && word.endsWith("ing")) {
            return base(word.substring(0, n - 3));
        }
        if (n > 4 && word.endsWith("ed")) {
            return base(word.substring(0, n - 2));
        }
        return noun(word);
    }

    /** Undoes a doubled consonant, puts back a dropped e. */
    private static String base(String stem) {
        int n = stem.length();
        if (n < 2) {
            return stem;
        }
        char last = stem.charAt(n - 1);
        boolean doubled = n > 3 && last == stem.charAt(n - 2) && "bdgmnprt".indexOf(last) >= 0;
        if (doubled) {
            return stem.substring(0, n - 1);
        }
        return droppedE(stem, last) ? stem + "e" : stem;
    }

    private static boolean droppedE(String stem, char last) {
        char before = stem.charAt(stem.length() - 2);
        return "vcuz".indexOf(last) >= 0
                || last == 's' && isVowel(before)
                || last == 'l' && !isVowel(before) && before != 'l'
                || last == 'g' && "drau".indexOf(before) >= 0
                || stem.endsWith("at")
                || stem.endsWith("ur")
                || stem.endsWith("uir")
                || shortWithOneVowel(stem, last, before);
    }

    /** For instance {@code hop} of hoping, {@code tak} of taking. */
    private static boolean shortWithOneVowel(String stem, char last, char before) {
        return "klmpt".indexOf(last) >= 0
                && isVowel(before)
                && stem.chars().filter(c -> isVowel((char) c)).count() == 1;
    }

    private static boolean isVowel(char c) {
        return "aeiou".indexOf(c) >= 0;
    }

    /** A short form that inflections of one word share, for matching. */
    public static String match(String word) {
        String stem = verb(word);
        if (stem.length() > 4 && stem.endsWith("e")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem.length() > 5 && stem.endsWith("ly")
                ? stem.substring(0, stem.length() - 2)
                : stem;
    }
}
