package io.beanpod.cli.create;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a Secret is made of: one for each subcommand of {@code create secret}. */
public interface SecretSource {

  /** {@code create secret tls}. */
  String command();

  /** The words after it. */
  String synopsis();

  /** What it makes, for the list of commands. */
  String summary();

  /** Its own flags. */
  List<Flag> flags();

  List<String> examples();

  /** The Secret's {@code type}; empty for that of a Secret without one. */
  String type(Arguments arguments);

  /**
   * The values, by key.
   *
   * @throws io.beanpod.cli.args.UsageError where a flag is missing or malformed
   * @throws io.beanpod.cli.Failure where a file cannot be used
   */
  Map<String, byte[]> data(Arguments arguments) throws IOException;
}
