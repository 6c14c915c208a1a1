package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.lab.Lab;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabCommandTest {
  @TempDir Path dir;

  @Test
  void withoutANameTheyAreListed() {
    PodFixture.Result result = new PodFixture(dir).run("lab");
    assertThat(result.status()).isZero();
    for (Lab lab : Lab.values()) {
      assertThat(result.out()).contains("\n" + lab.word() + " ").contains(lab.summary());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab omo|unknown lab: omo; did you mean oom?",
        "lab quantum|unknown lab: quantum; there are oom, namespaces, cpu, pids, pause",
        "lab oom cpu|one lab at a time",
        "lab pids --svg x.svg|lab pids has no plot: --svg goes with oom and cpu",
      })
  void wrongUsageSaysWhatIsRight(String line, String message) {
    PodFixture.Result result = new PodFixture(dir).run(line.split(" "));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("error: " + message + " (see 'beanpod lab --help')\n");
  }

  @Test
  void whereTheSvgCanNotGoIsSaidBeforeTheExperiment() {
    PodFixture.Result result = new PodFixture(dir).run("lab", "oom", "--svg", "/no/where/x.svg");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("error: --svg /no/where/x.svg: there is no such directory\n");
  }

  @ParameterizedTest
  @EnumSource(Lab.class)
  void eachIsFoundByItsWord(Lab lab) {
    assertThat(Lab.find(lab.word())).contains(lab);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', C.UTF-8, true",
    "'', '', en_US.utf8, true",
    "'', '', '', false",
    "C, '', en_US.UTF-8, false",
    "'', POSIX, en_US.UTF-8, false",
    "'', C.UTF-8, C, true",
  })
  void theLocaleSaysWhetherThereIsUnicode(String all, String type, String lang, boolean unicode) {
    Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang);
    assertThat(LabCommand.isUnicode(environment::get)).isEqualTo(unicode);
  }
}
