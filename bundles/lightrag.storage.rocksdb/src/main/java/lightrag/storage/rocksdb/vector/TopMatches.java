package lightrag.storage.rocksdb.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The best rows so far: higher score first, of equal scores the later row (rule DM-64). */
final class TopMatches {

    /**
     * @param row place in the matrix
     */
    record Match(int row, float score) implements Comparable<Match> {
        /** Best first. */
        @Override
        public int compareTo(Match other) {
            int byScore = Float.compare(other.score, score);
            return byScore != 0 ? byScore : Integer.compare(other.row, row);
        }
    }

    private final int limit;
    private final float[] scores;
    private final int[] rows;
    private final float minScore;
    private int size;

    /**
     * @param minScore inclusive, compared as float32 like the reference does
     */
    TopMatches(int limit, int rowsAtMost, double minScore) {
        this.limit = Math.min(limit, rowsAtMost);
        this.scores = new float[this.limit];
        this.rows = new int[this.limit];
        this.minScore = (float) minScore;
    }

    /** Scores below this can't get in. */
    float bar() {
        return size < limit || limit == 0 ? minScore : scores[0];
    }

    void offer(int row, float score) {
        if (!(score >= minScore)) {
            return;
        }
        if (size < limit) {
            siftUp(size++, row, score);
        } else if (limit > 0 && worse(scores[0], rows[0], score, row)) {
            siftDown(row, score);
        }
    }

    void addAll(TopMatches other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.rows[i], other.scores[i]);
        }
    }

    /** Ascending. */
    int[] rows() {
        int[] all = Arrays.copyOf(rows, size);
        Arrays.sort(all);
        return all;
    }

    List<Match> bestFirst() {
        List<Match> matches = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            matches.add(new Match(rows[i], scores[i]));
        }
        matches.sort(null);
        return matches;
    }

    /** The worst match is the root of a heap. */
    private void siftUp(int from, int row, float score) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(score, row, scores[parent], rows[parent])) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, row, score);
    }

    private void siftDown(int row, float score) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int right = child + 1;
            if (right < size && worse(scores[right], rows[right], scores[child], rows[child])) {
                child = right;
            }
            if (!worse(scores[child], rows[child], score, row)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, row, score);
    }

    private void move(int from, int to) {
        set(to, rows[from], scores[from]);
    }

    private void set(int at, int row, float score) {
        rows[at] = row;
        scores[at] = score;
    }

    private static boolean worse(float score, int row, float thanScore, int thanRow) {
        return score < thanScore || (score == thanScore && row < thanRow);
    }
}
