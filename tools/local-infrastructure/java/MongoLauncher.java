import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import org.h2.mvstore.MVStore;

/** Arguments: port, and a file when the data has to survive a restart. */
public final class MongoLauncher {
  /** The official driver 7.x refuses servers below wire version 13 (MongoDB 5.0); what the tests use works. */
  private static final MongoVersion VERSION =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
          return 13;
        }
      };

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    MongoBackend backend = arguments.length > 1 ? new Durable(arguments[1]) : new InMemory();
    new MongoServer(backend.version(VERSION)).bind("127.0.0.1", port);
    System.out.println("listening on " + port);
  }

  /** H2 writes in the background about once a second; a mongod with journaled writes answers only what a kill cannot undo. */
  private static final class Durable extends H2Backend {
    Durable(String file) {
      super(new MVStore.Builder().fileName(file).autoCommitDisabled().open());
    }

    @Override
    public synchronized Document handleMessage(MongoMessage message) {
      Document answer = super.handleMessage(message).cloneDeeply();
      if (getMvStore().hasUnsavedChanges()) commit();
      return answer;
    }
  }

  /**
   * The server uses an index only for queries of exactly its fields; with one condition more it reads the whole collection. A
   * mongod finds `{_id, version}` by `_id` and then looks at the version; so does this.
   */
  private static final class InMemory extends MemoryBackend {
    /** Answers hold the stored documents themselves, which updates change field by field; a mongod's answers are one state. */
    @Override
    public synchronized Document handleMessage(MongoMessage message) {
      return super.handleMessage(message).cloneDeeply();
    }

    @Override
    public MemoryDatabase openOrCreateDatabase(String name) {
      return new MemoryDatabase(name, getCursorRegistry()) {
        @Override
        protected Index<Integer> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
          return new MemoryUniqueIndex(index, keys, sparse) {
            @Override
            public synchronized boolean canHandle(Document query) {
              if (!query.containsKey("_id") || !keys().equals(List.of("_id"))) return super.canHandle(query);
              return super.canHandle(new Document("_id", query.get("_id")));
            }
          };
        }
      };
    }
  }
}
