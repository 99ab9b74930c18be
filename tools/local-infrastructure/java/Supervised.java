import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Runs the main method of another class and ends this JVM as soon as its standard input ends. The parent holds the other end of that
 * pipe, so the server goes away with its parent however that dies, SIGKILL included.
 *
 * <p>-Dsupervised.data=folder: removed when the parent is gone, for nobody can use it any more.
 */
public final class Supervised {
  public static void main(String[] arguments) throws Exception {
    Thread watcher = new Thread(Supervised::endWithParent, "supervised");
    watcher.setDaemon(true);
    watcher.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing; only the end matters.
      }
    } catch (IOException broken) {
      // The same as the end.
    }
    remove(System.getProperty("supervised.data"));
    Runtime.getRuntime().halt(0);
  }

  private static void remove(String folder) {
    if (folder == null) return;
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (Exception leftForTheNextSweep) {
      // The next start sweeps what is left.
    }
  }
}
