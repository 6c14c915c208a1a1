package io.beanpod.cli.create;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.object.SecretTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code create secret tls}: a certificate and its key. */
public final class TlsSecret implements SecretSource {
  private static final String CERT = "cert";
  private static final String KEY = "key";

  @Override
  public String command() {
    return "create secret tls";
  }

  @Override
  public String synopsis() {
    return "NAME --cert FILE --key FILE";
  }

  @Override
  public String summary() {
    return "Make a Secret of a certificate and its key";
  }

  @Override
  public List<Flag> flags() {
    return List.of(
        Flag.value(CERT, Flag.NO_LETTER, "FILE", "The certificate, and its chain, as PEM"),
        Flag.value(KEY, Flag.NO_LETTER, "FILE", "Its private key, as PEM"));
  }

  @Override
  public List<String> examples() {
    return List.of("beanpod create secret tls web --cert web.crt --key web.key");
  }

  @Override
  public String type(Arguments arguments) {
    return SecretTypes.TLS;
  }

  @Override
  public Map<String, byte[]> data(Arguments arguments) throws IOException {
    Map<String, byte[]> data = new TreeMap<>();
    data.put("tls.crt", pem(arguments, CERT, "CERTIFICATE"));
    data.put("tls.key", pem(arguments, KEY, "PRIVATE KEY"));
    return data;
  }

  private byte[] pem(Arguments arguments, String flag, String what) throws IOException {
    String file = arguments.value(flag).orElse("");
    if (file.isEmpty()) {
      throw new UsageError(command(), "key and cert must be specified");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new Failure("open " + file + ": no such file or directory", e);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.contains("-----BEGIN ") || !text.contains(what + "-----")) {
      throw new Failure(file + ": there is no " + what + " in PEM form in this file");
    }
    return bytes;
  }
}
