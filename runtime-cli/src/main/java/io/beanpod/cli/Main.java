package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.FullParser;
import io.beanpod.cli.args.Parsed;
import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.args.UsageError;
import io.beanpod.linux.Processes;
import io.beanpod.model.InvalidManifest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command line. Exit status: 0 done, 1 failed, 2 wrong usage, or that of the command that
 * {@code exec} ran.
 */
public final class Main {
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** What a shell reports of a program that SIGPIPE ended. */
  static final int BROKEN_PIPE = 128 + 13;

  /** Of the command that ran: the JVM would wait for them, see {@link Processes#exit}. */
  private static boolean leavesThreads;

  private Main() {}

  /** Runs one command and ends the JVM with its exit status. */
  public static void main(String[] args) {
    int status = run(args);
    // Not System.exit: shutdown hooks are for signals alone, and a thread that still reads standard
    // input must not keep the command from ending.
    if (leavesThreads) {
      Processes.exit(status);
    }
    Runtime.getRuntime().halt(status);
  }

  /** Runs one command with the process's standard streams and returns its exit status. */
  public static int run(String... args) {
    return run(
        new Output(new FileOutputStream(FileDescriptor.out)),
        Output.ofMessages(new FileOutputStream(FileDescriptor.err)),
        args);
  }

  /** Runs one command with other streams. */
  static int run(Output out, Output err, String... args) {
    try {
      int status;
      try {
        status = dispatch(out, err, Arrays.asList(args));
      } finally {
        out.flush(); // what there is comes before the message
      }
      err.flush();
      return status;
    } catch (UsageError e) {
      return failed(err, e.getMessage(), USAGE);
    } catch (Failure | InvalidManifest e) {
      return failed(err, e.getMessage(), FAILED);
    } catch (IOException e) {
      return failed(err, FileProblem.of(e, isRoot()), FAILED);
    } catch (OutputClosed e) {
      return e.isBrokenPipe() ? BROKEN_PIPE : failed(err, e.getMessage(), FAILED);
    }
  }

  private static int dispatch(Output out, Output err, List<String> args) throws IOException {
    CommandWord word = CommandWord.find(args);
    Optional<Command> found = Registry.find(word.name());
    if (found.isEmpty()) {
      out.print(Overview.of(word));
      return 0;
    }
    Command command = found.get();
    Optional<Arguments> quick = QuickParser.parse(command.definition(), word.rest());
    Parsed parsed =
        quick.isPresent() ? quick.get() : FullParser.parse(command.definition(), word.rest());
    if (parsed instanceof Parsed.Help help) {
      out.print(help.text());
      return 0;
    }
    Arguments arguments = (Arguments) parsed;
    leavesThreads = command.leavesThreads();
    return command.run(
        new Context(Context.root(arguments), out, err, System.currentTimeMillis()), arguments);
  }

  private static boolean isRoot() {
    try {
      return Caller.isRoot();
    } catch (IOException e) {
      return true; // without /proc there are more urgent things to say than sudo
    }
  }

  /** One line for each line of the message. */
  private static int failed(Output err, String message, int status) {
    err.line("error: " + message.replace("\n", "\nerror: "));
    err.flush();
    return status;
  }
}
