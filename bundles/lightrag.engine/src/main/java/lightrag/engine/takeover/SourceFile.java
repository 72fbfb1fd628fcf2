package lightrag.engine.takeover;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import lightrag.api.InvalidInputException;
import lightrag.api.TakeOver.Progress;

/** A file that is read once from start to end, telling how far it is. */
final class SourceFile {

    private static final long STEP = 1 << 20;

    private final Path path;
    private final Consumer<Progress> progress;

    SourceFile(Path path, Consumer<Progress> progress) {
        this.path = path;
        this.progress = progress;
    }

    /** What is done with the file's bytes. */
    interface Reading {
        void read(InputStream in) throws IOException;
    }

    boolean exists() {
        return Files.isRegularFile(path);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * @throws InvalidInputException the file is not what its name says
     */
    void read(Reading reading) {
        try (InputStream in = new Counted(new BufferedInputStream(Files.newInputStream(path)))) {
            reading.read(in);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "directory", "The file " + name() + " can't be read: " + e.getMessage());
        }
    }

    private final class Counted extends FilterInputStream {
        private final long total;
        private long done;
        private long told;

        Counted(InputStream in) throws IOException {
            super(in);
            total = Files.size(path);
            progress.accept(new Progress(name(), 0, total));
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            done += bytes;
            if (done - told >= STEP) {
                told = done;
                progress.accept(new Progress(name(), done, total));
            }
        }

        @Override
        public void close() throws IOException {
            progress.accept(new Progress(name(), total, total));
            super.close();
        }
    }
}
