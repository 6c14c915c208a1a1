package io.beanpod.model;

/** {@code volumeMode}: volumes are directories here, and no block devices. */
final class VolumeMode {
  static final String FIELD = "volumeMode";
  static final String FILESYSTEM = "Filesystem";

  private enum Mode {
    Block,
    Filesystem
  }

  private VolumeMode() {}

  static void check(Fields spec) {
    if (spec.choice(FIELD, Mode.Filesystem, Mode.values()) == Mode.Block) {
      spec.problem(FIELD, "Beanpod does not support block volumes; use Filesystem");
    }
  }
}
