package io.beanpod.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an image says of how to run it: the {@code config} object of its configuration.
 *
 * @param entrypoint Entrypoint; empty if not set
 * @param cmd Cmd; empty if not set
 * @param env {@code NAME=value} each
 * @param workingDir empty if not set, which means {@code /}
 * @param user {@code USER[:GROUP]}, names or numbers; empty means root. See {@link UserLookup}
 * @param stopSignal for example {@code SIGQUIT}; empty means SIGTERM
 * @param exposedPorts for example {@code 80/tcp}
 * @param volumes paths that are meant to be volumes
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI config.md</a>
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workingDir,
    String user,
    String stopSignal,
    List<String> exposedPorts,
    List<String> volumes,
    Map<String, String> labels) {

  static ImageConfig of(Map<String, Object> document) {
    Map<String, Object> config = ImageJson.object(document, "config");
    Map<String, String> labels = new LinkedHashMap<>();
    for (Map.Entry<String, Object> label : ImageJson.object(config, "Labels").entrySet()) {
      labels.put(label.getKey(), label.getValue() instanceof String s ? s : "");
    }
    return new ImageConfig(
        ImageJson.strings(config, "Entrypoint"),
        ImageJson.strings(config, "Cmd"),
        ImageJson.strings(config, "Env"),
        ImageJson.string(config, "WorkingDir"),
        ImageJson.string(config, "User"),
        ImageJson.string(config, "StopSignal"),
        new ArrayList<>(ImageJson.object(config, "ExposedPorts").keySet()),
        new ArrayList<>(ImageJson.object(config, "Volumes").keySet()),
        labels);
  }

  /** Copies, so that nobody changes it later. */
  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
    labels = Map.copyOf(labels);
  }
}
