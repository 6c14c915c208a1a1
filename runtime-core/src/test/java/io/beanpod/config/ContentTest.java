package io.beanpod.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.container.ObjectRef;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
  private static final ObjectRef APP = new ObjectRef(false, "app", false);
  private static final ObjectRef LOGIN = new ObjectRef(true, "login", false);

  @TempDir Path dir;
  private ObjectStore store;

  @BeforeEach
  void write() throws IOException {
    store = new ObjectStore(Root.below(dir));
    write(ObjectKind.CONFIG_MAP, "app", Map.of("a", "1"), Map.of("raw", "/wA="), false);
    write(ObjectKind.SECRET, "login", Map.of("p", "czNj"), Map.of(), true);
  }

  private void write(
      ObjectKind kind,
      String name,
      Map<String, Object> data,
      Map<String, Object> binaryData,
      boolean immutable)
      throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", Map.of("name", name, "namespace", "shop"));
    tree.put("data", data);
    tree.put("binaryData", binaryData);
    tree.put("immutable", immutable);
    store.write(new StoredObject(kind, tree));
  }

  private static ContentPlan.Keys keys(ObjectRef object, ContentPlan.KeyFile... files) {
    return new ContentPlan.Keys(object, List.of(files), 0640);
  }

  private Content content(ContentPlan.Source... sources) throws IOException {
    ConfigObjects objects = new ConfigObjects(Root.below(dir), "shop");
    return Content.of(new ContentPlan(List.of(sources)), objects);
  }

  /** {@code PATH=TEXT MODE}. */
  private Map<String, String> files(ContentPlan.Source... sources) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, FileContent> file : content(sources).files().entrySet()) {
      String text = new String(file.getValue().bytes(), StandardCharsets.ISO_8859_1);
      texts.put(file.getKey(), text + " " + Integer.toOctalString(file.getValue().mode()));
    }
    return texts;
  }

  private void refused(String message, ContentPlan.Source... sources) {
    assertThatThrownBy(() -> content(sources))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void allKeysOrTheWantedOnes() throws IOException {
    assertThat(files(keys(APP))).hasToString("{a=1 640, raw=\u00ff\u0000 640}");
    assertThat(files(keys(APP, new ContentPlan.KeyFile("raw", "d/f", 0400))))
        .hasToString("{d/f=\u00ff\u0000 400}");
  }

  @Test
  void laterSourcesWin() throws IOException {
    assertThat(
            files(
                new ContentPlan.Text("labels", "app=\"x\"", 0644),
                keys(APP),
                keys(LOGIN, new ContentPlan.KeyFile("p", "a", 0600))))
        .hasToString("{a=s3c 600, labels=app=\"x\" 644, raw=\u00ff\u0000 640}");
  }

  @Test
  void whatIsMissingIsSaidAsUpstream() {
    refused("configmap \"no\" not found", keys(new ObjectRef(false, "no", false)));
    refused("secret \"no\" not found", keys(new ObjectRef(true, "no", false)));
    refused(
        "configmap references non-existent config key: no",
        keys(APP, new ContentPlan.KeyFile("no", "f", 0)));
    refused(
        "references non-existent secret key: no",
        keys(LOGIN, new ContentPlan.KeyFile("no", "f", 0)));
    refused(
        "[configmap \"no\" not found, secret \"no\" not found]",
        keys(new ObjectRef(false, "no", false)),
        keys(APP),
        keys(new ObjectRef(true, "no", false)));
  }

  @Test
  void whatIsOptionalIsLeftOut() throws IOException {
    assertThat(files(keys(new ObjectRef(false, "no", true)))).isEmpty();
    assertThat(
            files(
                keys(
                    new ObjectRef(false, "app", true),
                    new ContentPlan.KeyFile("no", "f", 0),
                    new ContentPlan.KeyFile("a", "g", 0))))
        .hasToString("{g=1 0}");
  }

  @Test
  void onlyWhatCanNeverChangeIsImmutable() throws IOException {
    assertThat(content(keys(LOGIN)).immutable()).isTrue();
    assertThat(content(keys(LOGIN), keys(APP)).immutable()).isFalse();
    assertThat(content(keys(LOGIN), keys(new ObjectRef(false, "no", true))).immutable()).isFalse();
  }
}
