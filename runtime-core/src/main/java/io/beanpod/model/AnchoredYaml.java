package io.beanpod.model;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import org.yaml.snakeyaml.events.NodeEvent;

/**
 * Jackson's streaming YAML parser, made to tell the anchor of scalars too: its own {@code
 * getObjectId} knows those of objects and lists only (2.21).
 */
final class AnchoredYaml extends YAMLFactory {
  private static final long serialVersionUID = 1L;

  /** The parser, with the anchor of the current value. */
  static final class Parser extends YAMLParser {
    private Parser(IOContext context, AnchoredYaml factory, Reader reader) {
      super(
          context,
          factory._parserFeatures,
          factory._yamlParserFeatures,
          factory._loaderOptions,
          factory._objectCodec,
          reader);
    }

    /** Null where the current value has none. */
    String anchor() {
      return _lastEvent instanceof NodeEvent node ? node.getAnchor() : null;
    }
  }

  @Override
  protected YAMLParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    return new Parser(context, this, _createReader(data, offset, length, null, context));
  }
}
