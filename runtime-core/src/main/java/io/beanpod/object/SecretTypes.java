package io.beanpod.object;

import io.beanpod.model.Documents;
import io.beanpod.model.Fields;
import io.beanpod.model.InvalidManifest;
import java.util.Map;

/**
 * The types of Secrets and the keys that each must have: {@code ValidateSecret} of {@code
 * pkg/apis/core/validation}.
 */
public final class SecretTypes {
  public static final String OPAQUE = "Opaque";
  public static final String TLS = "kubernetes.io/tls";
  public static final String DOCKER_CONFIG_JSON = "kubernetes.io/dockerconfigjson";

  private static final String DOCKER_CFG = "kubernetes.io/dockercfg";
  private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
  private static final String SSH_AUTH = "kubernetes.io/ssh-auth";
  private static final String SERVICE_ACCOUNT_TOKEN = "kubernetes.io/service-account-token";

  private SecretTypes() {}

  /** Adds what is wrong with the data of a Secret of this type; other types ask for nothing. */
  static void check(Fields fields, String type, Map<String, byte[]> data) {
    switch (type) {
      case SERVICE_ACCOUNT_TOKEN ->
          fields.problem(
              "type", type + " is not supported: there are no service accounts on this host");
      case DOCKER_CONFIG_JSON -> json(fields, ".dockerconfigjson", data);
      case DOCKER_CFG -> json(fields, ".dockercfg", data);
      case BASIC_AUTH -> {
        if (!data.containsKey("username") && !data.containsKey("password")) {
          required(fields, "username", data);
          required(fields, "password", data);
        }
      }
      case SSH_AUTH -> {
        if (data.getOrDefault("ssh-privatekey", new byte[0]).length == 0) {
          missing(fields, "ssh-privatekey");
        }
      }
      case TLS -> {
        required(fields, "tls.crt", data);
        required(fields, "tls.key", data);
      }
      default -> {}
    }
  }

  private static void required(Fields fields, String key, Map<String, byte[]> data) {
    if (!data.containsKey(key)) {
      missing(fields, key);
    }
  }

  private static void missing(Fields fields, String key) {
    fields.problem("data[" + key + "]", "Required value");
  }

  /** The value itself is a secret: what is wrong within it is not told. */
  private static void json(Fields fields, String key, Map<String, byte[]> data) {
    if (!data.containsKey(key)) {
      missing(fields, key);
      return;
    }
    if (!isObject(data.get(key))) {
      fields.problem("data[" + key + "]", "Invalid value: <secret contents redacted>: not JSON");
    }
  }

  private static boolean isObject(byte[] text) {
    try {
      return Documents.value("", text) instanceof Map;
    } catch (InvalidManifest e) {
      return false; // that it is none is what the caller asks
    }
  }
}
