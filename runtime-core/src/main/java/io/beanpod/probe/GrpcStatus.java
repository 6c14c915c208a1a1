package io.beanpod.probe;

/**
 * How a gRPC call ended, in grpc-go's words.
 *
 * @param code 0 is OK
 */
record GrpcStatus(int code, String message) {
  static final int OK = 0;
  static final int CANCELED = 1;
  static final int UNKNOWN = 2;
  static final int DEADLINE_EXCEEDED = 4;
  static final int PERMISSION_DENIED = 7;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int UNIMPLEMENTED = 12;
  static final int INTERNAL = 13;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  private static final String[] NAMES = {
    "OK",
    "Canceled",
    "Unknown",
    "InvalidArgument",
    "DeadlineExceeded",
    "NotFound",
    "AlreadyExists",
    "PermissionDenied",
    "ResourceExhausted",
    "FailedPrecondition",
    "Aborted",
    "OutOfRange",
    "Unimplemented",
    "Internal",
    "Unavailable",
    "DataLoss",
    "Unauthenticated",
  };

  private static final String[] RESETS = {
    "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
    "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
    "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
  };

  /** What the stream's reset means. */
  static GrpcStatus ofReset(int error) {
    boolean known = error >= 0 && error < RESETS.length;
    int code =
        switch (known ? RESETS[error] : "") {
          case "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "HTTP_1_1_REQUIRED" -> INTERNAL;
          case "FLOW_CONTROL_ERROR", "ENHANCE_YOUR_CALM" -> RESOURCE_EXHAUSTED;
          case "REFUSED_STREAM" -> UNAVAILABLE;
          case "CANCEL" -> CANCELED;
          case "INADEQUATE_SECURITY" -> PERMISSION_DENIED;
          default -> UNKNOWN;
        };
    String name = known ? RESETS[error] : "unknown error code " + Integer.toUnsignedString(error);
    return new GrpcStatus(code, "stream terminated by RST_STREAM with error code: " + name);
  }

  /** What an HTTP status other than 200 means. */
  static GrpcStatus ofHttp(String status) {
    int code =
        switch (status) {
          case "400" -> INTERNAL;
          case "401" -> UNAUTHENTICATED;
          case "403" -> PERMISSION_DENIED;
          case "404" -> UNIMPLEMENTED;
          case "429", "502", "503", "504" -> UNAVAILABLE;
          default -> UNKNOWN;
        };
    return new GrpcStatus(code, "unexpected HTTP status code received from server: " + status);
  }

  @Override
  public String toString() {
    String name = code >= 0 && code < NAMES.length ? NAMES[code] : "Code(" + code + ")";
    return "rpc error: code = " + name + " desc = " + message;
  }
}
