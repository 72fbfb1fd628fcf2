package lightrag.storage.rocksdb.codec;

import lightrag.api.Relation;

/**
 * Form 1 of a relation: source, target, weight (real), description, keywords, source ids, file
 * paths, created at (signed), optional truncate.
 */
public final class RelationCodec {
    private static final int VERSION = 1;

    private RelationCodec() {}

    public static byte[] encode(Relation relation) {
        return new RowWriter(VERSION)
                .text(relation.source())
                .text(relation.target())
                .real(relation.weight())
                .text(relation.description())
                .text(relation.keywords())
                .texts(relation.sourceIds())
                .texts(relation.filePaths())
                .signed(relation.createdAt())
                .optionalText(relation.truncate())
                .toBytes();
    }

    public static Relation decode(byte[] row) {
        RowReader in = new RowReader("relation", VERSION, row);
        Relation relation =
                new Relation(
                        in.text(),
                        in.text(),
                        in.real(),
                        in.text(),
                        in.text(),
                        in.texts(),
                        in.texts(),
                        in.signed(),
                        in.optionalText());
        in.end();
        return relation;
    }
}
