package lightrag.manager;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process: locks a file, says so, and holds it until its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                Path.of(arguments[0]),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            channel.write(
                    ByteBuffer.wrap(
                            "process 4711 on host elsewhere".getBytes(StandardCharsets.UTF_8)));
            System.out.println(lock.isValid());
            while (System.in.read() >= 0) {}
        }
    }
}
