package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Level;
import io.beanpod.cli.lab.Plot.Mark;
import io.beanpod.cli.lab.Plot.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgPlotTest {
  private static final Plot PLOT =
      new Plot(
          "Memory <of> a & b",
          "seconds",
          "MiB",
          List.of(
              new Curve("one", List.of(new Point(0, 0), new Point(2, 100), new Point(4, 50))),
              new Curve("two", List.of(new Point(0, 0), new Point(4, 50)))),
          List.of(new Level(100, "limit")),
          List.of(new Mark(new Point(2, 100), "killed")));

  private static Document parse(Plot plot) throws Exception {
    byte[] bytes = SvgPlot.render(plot).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }

  private static List<String> texts(Document document) {
    NodeList texts = document.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  @Test
  void itIsXmlWithAllThatThePlotHas() throws Exception {
    Document document = parse(PLOT);
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(texts(document))
        .contains("Memory <of> a & b", "seconds", "MiB", "limit", "killed", "one", "two")
        .contains("0", "20", "40", "60", "80", "100");
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(1);
  }

  @Test
  void pointsAreWhereTheAxesSay() throws Exception {
    Element curve = (Element) parse(PLOT).getElementsByTagName("polyline").item(0);
    // The area goes from (70, 380) to (750, 56); the vertical axis ends at 110.
    assertThat(curve.getAttribute("points")).isEqualTo("70,380 410,85.5 750,232.7");
    Element mark = (Element) parse(PLOT).getElementsByTagName("circle").item(0);
    assertThat(mark.getAttribute("cx") + "," + mark.getAttribute("cy")).isEqualTo("410,85.5");
  }

  @Test
  void namesOfCurvesThatEndTogetherStandBelowEachOther() throws Exception {
    NodeList texts = parse(PLOT).getElementsByTagName("text");
    double one = 0;
    double two = 0;
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      one = text.getTextContent().equals("one") ? Double.parseDouble(text.getAttribute("y")) : one;
      two = text.getTextContent().equals("two") ? Double.parseDouble(text.getAttribute("y")) : two;
    }
    assertThat(two - one).isGreaterThanOrEqualTo(18);
  }
}
