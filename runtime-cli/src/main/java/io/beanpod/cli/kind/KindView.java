package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.print.Columns;
import io.beanpod.store.Stored;
import java.io.IOException;

/** How objects of one kind look to people. */
public interface KindView extends Columns {

  /** The text of {@code describe}. */
  String describe(Stored object, Context context) throws IOException;
}
