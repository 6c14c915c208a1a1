package io.beanpod.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopTreeTest {
  private static final long NOW = 1_767_225_600_123L; // 2026-01-01T00:00:00.123Z

  @Test
  void isAPodMetricsListWithMore() {
    PodMetrics web =
        Use.withPause(
            Use.pod("default", "web", Use.container("nginx", 12_345_678, 5), Use.fresh("new")),
            Use.container(Sampler.PAUSE, 2_000_000, 12));
    assertThat(new TopView.Trees(true, false, TopOrder.NAME).render(Use.list(web), NOW))
        .isEqualTo(
            """
            {
                "apiVersion": "metrics.k8s.io/v1beta1",
                "items": [
                    {
                        "containers": [
                            {
                                "io": {
                                    "readBytesPerSecond": 100,
                                    "writeBytesPerSecond": 12288
                                },
                                "name": "nginx",
                                "pids": 2,
                                "psi": {
                                    "cpu": {
                                        "some": {
                                            "avg10": 12.34
                                        }
                                    },
                                    "memory": {
                                        "some": {
                                            "avg10": 0.05
                                        }
                                    }
                                },
                                "usage": {
                                    "cpu": "12345678n",
                                    "memory": "5Mi"
                                }
                            },
                            {
                                "name": "new",
                                "pids": 1,
                                "usage": {
                                    "memory": "1Mi"
                                }
                            }
                        ],
                        "metadata": {
                            "creationTimestamp": "2026-01-01T00:00:00Z",
                            "labels": {
                                "app": "web"
                            },
                            "name": "web",
                            "namespace": "default"
                        },
                        "pause": {
                            "io": {
                                "readBytesPerSecond": 100,
                                "writeBytesPerSecond": 12288
                            },
                            "pids": 2,
                            "psi": {
                                "cpu": {
                                    "some": {
                                        "avg10": 12.34
                                    }
                                },
                                "memory": {
                                    "some": {
                                        "avg10": 0.05
                                    }
                                }
                            },
                            "usage": {
                                "cpu": "2m",
                                "memory": "12Mi"
                            }
                        },
                        "psi": {
                            "cpu": {
                                "some": {
                                    "avg10": 12.34
                                }
                            },
                            "memory": {
                                "some": {
                                    "avg10": 0.05
                                }
                            }
                        },
                        "timestamp": "2026-01-01T00:00:00Z",
                        "window": "200ms"
                    }
                ],
                "kind": "PodMetricsList",
                "metadata": {}
            }
            """);
  }

  @Test
  void onePodByItsNameIsNoList() {
    PodMetrics web = Use.pod("default", "web", Use.fresh("new"));
    assertThat(TopTree.one(web, NOW))
        .containsEntry("kind", "PodMetrics")
        .doesNotContainKey("pause");
    assertThat(Json.list(TopTree.list(List.of(), NOW).get("items"))).isEmpty();
    TopView one = new TopView.Trees(false, true, TopOrder.NAME);
    assertThat(one.render(Use.list(web), NOW)).contains("kind: PodMetrics\n");
    assertThat(one.render(Use.list(), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "200300000,200ms",
    "999600000,1s",
    "2001000000,2.001s",
    "2010000000,2.01s",
    "61500000000,61.5s"
  })
  void windowsAreSpansOfGo(long nanos, String text) {
    assertThat(TopTree.window(nanos)).isEqualTo(text);
  }
}
