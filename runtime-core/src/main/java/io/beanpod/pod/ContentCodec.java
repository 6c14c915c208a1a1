package io.beanpod.pod;

import static io.beanpod.pod.PlanValues.count;
import static io.beanpod.pod.PlanValues.text;

import io.beanpod.config.ContentPlan;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A {@link ContentPlan} as bytes, within those of a {@link VolumeCodec}. */
final class ContentCodec {
  private ContentCodec() {}

  static void encode(DataOutputStream out, ContentPlan plan) throws IOException {
    out.writeInt(plan.sources().size());
    for (ContentPlan.Source source : plan.sources()) {
      out.writeBoolean(source instanceof ContentPlan.Text);
      if (source instanceof ContentPlan.Text text) {
        text(out, text.path());
        text(out, text.text());
        out.writeInt(text.mode());
      } else if (source instanceof ContentPlan.Keys keys) {
        keys(out, keys);
      }
    }
  }

  private static void keys(DataOutputStream out, ContentPlan.Keys keys) throws IOException {
    EnvironmentCodec.ref(out, keys.object());
    out.writeInt(keys.mode());
    out.writeInt(keys.files().size());
    for (ContentPlan.KeyFile file : keys.files()) {
      text(out, file.key());
      text(out, file.path());
      out.writeInt(file.mode());
    }
  }

  static ContentPlan decode(DataInputStream in) throws IOException {
    List<ContentPlan.Source> sources = new ArrayList<>();
    for (int n = count(in, 1); n > 0; n--) {
      sources.add(
          in.readBoolean() ? new ContentPlan.Text(text(in), text(in), in.readInt()) : keys(in));
    }
    return new ContentPlan(sources);
  }

  private static ContentPlan.Keys keys(DataInputStream in) throws IOException {
    var object = EnvironmentCodec.ref(in);
    int mode = in.readInt();
    List<ContentPlan.KeyFile> files = new ArrayList<>();
    for (int n = count(in, 3 * Integer.BYTES); n > 0; n--) {
      files.add(new ContentPlan.KeyFile(text(in), text(in), in.readInt()));
    }
    return new ContentPlan.Keys(object, files, mode);
  }
}
