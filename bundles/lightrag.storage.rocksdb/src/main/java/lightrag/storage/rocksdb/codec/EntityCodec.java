package lightrag.storage.rocksdb.codec;

import lightrag.api.Entity;

/**
 * Form 1 of an entity: name, type, description, source ids, file paths, created at (signed),
 * optional truncate.
 */
public final class EntityCodec {
    private static final int VERSION = 1;

    private EntityCodec() {}

    public static byte[] encode(Entity entity) {
        return new RowWriter(VERSION)
                .text(entity.name())
                .text(entity.type())
                .text(entity.description())
                .texts(entity.sourceIds())
                .texts(entity.filePaths())
                .signed(entity.createdAt())
                .optionalText(entity.truncate())
                .toBytes();
    }

    public static Entity decode(byte[] row) {
        RowReader in = new RowReader("entity", VERSION, row);
        Entity entity =
                new Entity(
                        in.text(),
                        in.text(),
                        in.text(),
                        in.texts(),
                        in.texts(),
                        in.signed(),
                        in.optionalText());
        in.end();
        return entity;
    }
}
