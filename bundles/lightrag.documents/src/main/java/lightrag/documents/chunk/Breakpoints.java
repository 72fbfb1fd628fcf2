package lightrag.documents.chunk;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import lightrag.api.InvalidInputException;

/**
 * Decides where neighbouring sentences are far enough apart to end a group (rule CH-40a).
 *
 * @param amount percentile 0 to 100, or a factor, by kind
 */
record Breakpoints(Kind kind, double amount) {

    enum Kind {
        PERCENTILE(95),
        STANDARD_DEVIATION(3),
        INTERQUARTILE(1.5),
        GRADIENT(95);

        private final double defaultAmount;

        Kind(double defaultAmount) {
            this.defaultAmount = defaultAmount;
        }

        double defaultAmount() {
            return defaultAmount;
        }

        static Kind fromWire(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name));
        }

        private static InvalidInputException unknown(String name) {
            return new InvalidInputException(
                    "breakpoint_threshold_type",
                    "Unknown breakpoint_threshold_type '"
                            + name
                            + "': use percentile, standard_deviation, interquartile or gradient.");
        }
    }

    Breakpoints {
        boolean percentile = kind == Kind.PERCENTILE || kind == Kind.GRADIENT;
        if (!Double.isFinite(amount) || amount <= 0 || (percentile && amount > 100)) {
            throw new InvalidInputException(
                    "breakpoint_threshold_amount",
                    "breakpoint_threshold_amount must be positive, and at most 100 for percentile"
                            + " and gradient.");
        }
    }

    /**
     * Indexes of the distances behind which a group ends, ascending.
     *
     * @param distances between sentence i and i + 1; at least one
     */
    int[] of(double[] distances) {
        double[] values = kind == Kind.GRADIENT ? gradient(distances) : distances;
        double threshold = threshold(values);
        return IntStream.range(0, values.length).filter(i -> values[i] > threshold).toArray();
    }

    private double threshold(double[] values) {
        return switch (kind) {
            case PERCENTILE, GRADIENT -> percentile(values, amount);
            case STANDARD_DEVIATION -> mean(values) + amount * deviation(values);
            case INTERQUARTILE ->
                    mean(values) + amount * (percentile(values, 75) - percentile(values, 25));
        };
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }

    /** Interpolated linearly between the two nearest ranks. */
    private static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        double share = rank - below;
        double step = sorted[above] - sorted[below];
        return share < 0.5 ? sorted[below] + step * share : sorted[above] - step * (1 - share);
    }

    /** Central differences, one-sided at the ends; a single value has the gradient 0. */
    private static double[] gradient(double[] values) {
        double[] slopes = new double[values.length];
        int last = values.length - 1;
        for (int i = 0; i <= last && last > 0; i++) {
            int left = Math.max(0, i - 1);
            int right = Math.min(last, i + 1);
            slopes[i] = (values[right] - values[left]) / (right - left);
        }
        return slopes;
    }
}
