package io.beanpod.cli.print;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A v1.List: what kubectl makes of the objects that it has got. */
public final class ListTree {
  private ListTree() {}

  /** The list of these objects. */
  public static Map<String, Object> of(List<Map<String, Object>> objects) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", objects);
    list.put("kind", "List");
    list.put("metadata", Map.of("resourceVersion", ""));
    return list;
  }
}
