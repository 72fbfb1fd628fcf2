package lightrag.storage.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lightrag.api.ConflictException;
import lightrag.api.StorageFailureException;
import lightrag.spi.storage.Durability;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database in one directory: many readers or one writer. A commit is on the file when it
 * returns, and forced to the disk when that is asked for.
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String NAME = "store";
    private static final String FILE = NAME + ".mv.db";
    private static final int IDLE_CONNECTIONS = 8;

    /** Something to do with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Something to do with a connection, for its effect. */
    interface Change {
        void with(Connection connection) throws SQLException;
    }

    private final String workspace;
    private final Path directory;
    private final OwnerLock owner;
    private final JdbcDataSource source;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private Database(String workspace, Path directory, OwnerLock owner) {
        this.workspace = workspace;
        this.directory = directory;
        this.owner = owner;
        this.source = new JdbcDataSource();
        // "async" survives interrupts of the calling thread, which close an ordinary channel.
        source.setURL(
                "jdbc:h2:async:"
                        + directory.resolve(NAME).toAbsolutePath()
                        + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0"
                        + ";CACHE_SIZE=16384;QUERY_CACHE_SIZE=64");
    }

    static Database open(String workspace, Path directory) {
        OwnerLock owner;
        try {
            Files.createDirectories(directory);
            owner = OwnerLock.take(workspace, directory);
        } catch (IOException e) {
            throw SqlErrors.failure(workspace, "its directory was opened", e);
        }
        Database database = new Database(workspace, directory, owner);
        try (Connection connection = database.source.getConnection()) {
            Schema.prepare(workspace, connection);
            database.idle.push(database.source.getConnection());
            return database;
        } catch (SQLException e) {
            database.close();
            throw SqlErrors.failure(workspace, "opening its database", e);
        } catch (StorageFailureException e) {
            database.close();
            throw e;
        }
    }

    String workspace() {
        return workspace;
    }

    /** Reads a state that no commit changes meanwhile. */
    <T> T read(Work<T> work) {
        Lock shared = lock.readLock();
        shared.lock();
        try {
            Connection connection = borrow();
            T result = work.with(connection);
            giveBack(connection);
            return result;
        } catch (SQLException e) {
            throw SqlErrors.failure(workspace, "reading", e);
        } finally {
            shared.unlock();
        }
    }

    /**
     * Changes everything or nothing, alone.
     *
     * @param afterwards follows in memory, before anybody reads again
     */
    void write(Change change, Durability durability, Runnable afterwards) {
        lock.writeLock().lock();
        try {
            Connection connection = borrow();
            connection.setAutoCommit(false);
            try {
                change.with(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
                giveBack(connection);
            }
            if (durability == Durability.SYNCED) {
                execute("CHECKPOINT SYNC");
            }
            afterwards.run();
        } catch (SQLException e) {
            throw SqlErrors.failure(workspace, "writing", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Connection borrow() throws SQLException {
        if (closed) {
            throw SqlErrors.closed(workspace);
        }
        Connection connection = idle.poll();
        return connection == null ? source.getConnection() : connection;
    }

    /** After a failure a connection is not given back; the last one keeps the database open. */
    private void giveBack(Connection connection) throws SQLException {
        if (idle.size() < IDLE_CONNECTIONS) {
            idle.push(connection);
        } else {
            connection.close();
        }
    }

    private void execute(String sql) throws SQLException {
        Connection connection = borrow();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } finally {
            giveBack(connection);
        }
    }

    /** A copy that can be opened as a database of its own. */
    void copyTo(Path target) {
        lock.writeLock().lock();
        try {
            if (Files.exists(target)) {
                throw new ConflictException(
                        "The checkpoint's directory exists already; choose a new one: " + target);
            }
            execute("CHECKPOINT SYNC");
            Files.createDirectories(target);
            Files.copy(directory.resolve(FILE), target.resolve(FILE));
        } catch (SQLException | IOException e) {
            throw SqlErrors.failure(workspace, "copying its database", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Writes the file anew from what is there. */
    void rewrite() {
        lock.writeLock().lock();
        try {
            execute("SHUTDOWN COMPACT");
            idle.clear();
            idle.push(source.getConnection());
        } catch (SQLException e) {
            throw SqlErrors.failure(workspace, "rewriting its database", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    long diskBytes() {
        try {
            return Files.size(directory.resolve(FILE));
        } catch (IOException e) {
            throw SqlErrors.failure(workspace, "measuring its files", e);
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                shutDown();
                closed = true;
                owner.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void shutDown() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.error("The database of workspace {} did not shut down in order", workspace, e);
        }
        idle.clear();
    }

    /** Deletes the files of a closed database, and the directory when nothing else is in it. */
    static void delete(String workspace, Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
            Files.deleteIfExists(directory.resolve(OwnerLock.FILE));
            if (Files.isDirectory(directory)) {
                deleteIfEmpty(directory);
            }
        } catch (IOException | UncheckedIOException e) {
            throw SqlErrors.failure(workspace, "deleting its database", e);
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(directory);
    }
}
