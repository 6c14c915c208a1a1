package io.beanpod.cli.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kubernetes' own tests ask of its JSONPath (client-go, util/jsonpath/jsonpath_test.go). */
class UpstreamCasesTest {
  private static final Object TYPES =
      Trees.of(
          "{'bools': [true, false, true, false], 'integers': [1, 2, 3, 4],"
              + " 'floats': [1.0, 2.2, 3.3, 4.0], 'strings': ['one', 'two', 'three', 'four'],"
              + " 'interfaces': [true, 'one', 1, 1.1],"
              + " 'maps': [{'name': 'one', 'value': 1}, {'name': 'two', 'value': 2.02},"
              + " {'name': 'three', 'value': 3.03}, {'name': 'four', 'value': 4.04}]}");

  private static final Object STORE =
      Trees.of(
          "{'Name': 'jsonpath', 'Book': ["
              + "{'Category': 'reference', 'Author': 'Nigel Rees', 'Price': 8.95},"
              + "{'Category': 'fiction', 'Author': 'Evelyn Waugh', 'Price': 12.99},"
              + "{'Category': 'fiction', 'Author': 'Herman Melville', 'Price': 8.99}],"
              + " 'Bicycle': [{'Color': 'red', 'Price': 19.95, 'IsNew': true},"
              + " {'Color': 'green', 'Price': 20.01, 'IsNew': false}],"
              + " 'Labels': {'engieer': 10, 'web/html': 15, 'k8s-app': 20},"
              + " 'Employees': {'jason': 'manager', 'dan': 'clerk'}}");

  private static final Object NODES =
      Trees.of(
          "{'kind': 'List', 'items': [{'kind': 'None', 'metadata': {'name': '127.0.0.1',"
              + " 'labels': {'kubernetes.io/hostname': '127.0.0.1'}}, 'status': {'capacity':"
              + " {'cpu': '4'}, 'ready': true, 'addresses': [{'type': 'LegacyHostIP',"
              + " 'address': '127.0.0.1'}]}},"
              + " {'kind': 'None', 'metadata': {'name': '127.0.0.2', 'labels':"
              + " {'kubernetes.io/hostname': '127.0.0.2'}}, 'status': {'capacity':"
              + " {'cpu': '8'}, 'ready': false, 'addresses': [{'type': 'LegacyHostIP', 'address':"
              + " '127.0.0.2'}, {'type': 'another', 'address': '127.0.0.3'}]}}],"
              + " 'users': [{'name': 'myself', 'user': {}}, {'name': 'e2e', 'user':"
              + " {'username': 'admin', 'password': 'secret'}}]}");

  private static final Object POINTS =
      Trees.of(
          "[{'id': 'i1', 'x': 4, 'y': -5}, {'id': 'i2', 'x': -2, 'y': -5, 'z': 1},"
              + " {'id': 'i3', 'x': 8, 'y': 3}, {'id': 'i4', 'x': -6, 'y': -1},"
              + " {'id': 'i5', 'x': 0, 'y': 2, 'z': 1}, {'id': 'i6', 'x': 1, 'y': 4}]");

  private static final Object CONTAINERS =
      Trees.of(
          "{'spec': {'containers': [{'name': 'fake0'}, {'name': 'fake1'}, {'name': 'fake2'},"
              + " {'name': 'fake3'}, {'name': 'fake4'}, {'name': 'fake5'}]}}");

  private static final Object FOUR =
      Trees.of(
          "{'spec': {'containers': [{'name': 'fake0'}, {'name': 'fake1'}, {'name': 'fake2'},"
              + " {'name': 'fake3'}]}}");

  private static String text(Object tree, String template) {
    return JsonPath.parse(template).text(tree, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ .bools }|[true,false,true,false]",
        "{ .bools[0] }|true",
        "{ .bools[-1] }|false",
        "{ .bools[0:2] }|true false",
        "{ .bools[:2] }|true false",
        "{ .bools[:4:2] }|true true",
        "{ .integers }|[1,2,3,4]",
        "{ .integers[0] }|1",
        "{ .integers[-2] }|3",
        "{ .integers[0:2] }|1 2",
        "{ .integers[:4:2] }|1 3",
        "{ .floats[0] }|1",
        "{ .floats[-2] }|3.3",
        "{ .floats[0:2] }|1 2.2",
        "{ .floats[:4:2] }|1 3.3",
        "{ .strings }|[\"one\",\"two\",\"three\",\"four\"]",
        "{ .strings[0] }|one",
        "{ .strings[-2] }|three",
        "{ .strings[:2] }|one two",
        "{ .interfaces }|[true,\"one\",1,1.1]",
        "{ .interfaces[:4:2] }|true 1",
        "{ .maps[0] }|{\"name\":\"one\",\"value\":1}",
        "{ .maps[-2] }|{\"name\":\"three\",\"value\":3.03}",
        "{ .maps[::2] }|{\"name\":\"one\",\"value\":1} {\"name\":\"three\",\"value\":3.03}",
        "{ .maps[1::2] }|{\"name\":\"two\",\"value\":2.02} {\"name\":\"four\",\"value\":4.04}",
      })
  void types(String template, String expected) {
    assertThat(text(TYPES, template)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello jsonpath|hello jsonpath",
        "{\"{\"}|{",
        "hello {.Name}|hello jsonpath",
        "{$.Labels.web/html}|15",
        "{$.Employees.jason}|manager",
        "{.Labels.k8s-app}|20",
        "{.Bicycle[*].Color}|red green",
        "{.Book[*].Author}|Nigel Rees Evelyn Waugh Herman Melville",
        "{range .Bicycle[*]}{ \"{\" }{ @.* }{ \"} \" }{end}"
            + "|`{red 19.95 true} {green 20.01 false} `",
        "{..Price}|8.95 12.99 8.99 19.95 20.01",
        "{...Price}|8.95 12.99 8.99 19.95 20.01",
        "{.Bicycle}|[{\"Color\":\"red\",\"IsNew\":true,\"Price\":19.95},"
            + "{\"Color\":\"green\",\"IsNew\":false,\"Price\":20.01}]",
        "{range .Bicycle[*]}{ @ }{ \" \" }{end}"
            + "|`{\"Color\":\"red\",\"IsNew\":true,\"Price\":19.95}"
            + " {\"Color\":\"green\",\"IsNew\":false,\"Price\":20.01} `",
        "{.Book[-1:].Author}|Herman Melville",
        "{..Book[2].Author}|Herman Melville",
        "{.Bicycle[?(@.IsNew==true)].Color}|red",
        "{.Bicycle[?(@.Color=~'.*ed.*')].Color}|red",
        "{.Bicycle[?(@.Color=~'^g.*en.*')].Color}|green",
        "{.Bicycle[?(@.Color=~'.*e.*')].Color}|red green",
      })
  void store(String template, String expected) {
    assertThat(text(STORE, template)).isEqualTo(expected);
  }

  @Test
  void lists() {
    assertThat(text(Trees.of("[1,2,3]"), "{..}")).isEqualTo("[1,2,3]");
    assertThat(text(Trees.of("[2,6,3,7]"), "{[?(@<5)]}")).isEqualTo("2 3");
    assertThat(text(Trees.of("[0,1,2,3,4]"), "{[1,3,4]}")).isEqualTo("1 3 4");
    assertThat(text(Trees.of("['Monday','Tuesday']"), "{[0:2]}")).isEqualTo("Monday Tuesday");
    assertThat(text(POINTS, "{[?(@.z)].id}")).isEqualTo("i2 i5");
    assertThat(text(POINTS, "{[0]['id']}")).isEqualTo("i1");
  }

  @Test
  void missingFieldsPrintNothingWhereAllowed() {
    assertThat(JsonPath.parse("{.hello}").text(STORE, true)).isEmpty();
    assertThat(JsonPath.parse("before-{.hello}after").text(STORE, true)).isEqualTo("before-after");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{hello}|unrecognized identifier hello",
        "{.hello}|hello is not found",
        "{.Labels[0]}|map[string]interface {} is not array or slice",
        "{.Book[?(@.Price<>10)]}|unrecognized filter operator <>",
        "{range .Labels.*}{@}{end}{end}|not in range, nothing to end",
        "{............Price}|invalid multiple recursive descent",
        "{.Bicycle[?(@.IsNew=~'.*ue')]}|regexp search only support string now but getting pattern:"
            + " .*ue, data: true",
      })
  void failures(String template, String message) {
    assertThatThrownBy(() -> text(STORE, template))
        .isInstanceOf(JsonPathError.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{range .items[*]}{.metadata.name}, {end}{.kind}|127.0.0.1, 127.0.0.2, List",
        "{range .items[*]}{.metadata.name}{\"\\t\"}{end}|`127.0.0.1\t127.0.0.2\t`",
        "{.items[*].status.addresses[*].address}|127.0.0.1 127.0.0.2 127.0.0.3",
        "{range .items[*]}{range .status.addresses[*]}{.address}, {end}{end}"
            + "|`127.0.0.1, 127.0.0.2, 127.0.0.3, `",
        "{.items[*]['metadata.name', 'status.capacity']}"
            + "|127.0.0.1 127.0.0.2 {\"cpu\":\"4\"} {\"cpu\":\"8\"}",
        "{range .items[*]}[{.metadata.name}, {.status.capacity}] {end}"
            + "|`[127.0.0.1, {\"cpu\":\"4\"}] [127.0.0.2, {\"cpu\":\"8\"}] `",
        "{.users[?(@.name==\"e2e\")].user.password}|secret",
        "{.items[0].metadata.labels.kubernetes\\.io/hostname}|127.0.0.1",
        "{.items[?(@.metadata.labels.kubernetes\\.io/hostname==\"127.0.0.1\")].kind}|None",
        "{.items[?(@..ready==true)].metadata.name}|127.0.0.1",
        "{..name}|127.0.0.1 127.0.0.2 myself e2e",
      })
  void kubernetes(String template, String expected) {
    assertThat(text(NODES, template)).isEqualTo(expected);
  }

  @Test
  void emptyRanges() {
    Object empty = Trees.of("{'items': []}");
    assertThat(text(empty, "{range .items[*]}{.metadata.name}{end}")).isEmpty();
    String nested =
        "{range .items[*]}{.metadata.name}{\":\"}{range @.spec.containers[*]}{.name}{\",\"}{end}"
            + "{\"+\"}{end}";
    assertThat(text(empty, nested)).isEmpty();
    Object pods =
        Trees.of(
            "{'items': [{'metadata': {'name': 'pod1'}, 'spec': {'containers': [{'name': 'foo'},"
                + " {'name': 'bar'}]}}, {'metadata': {'name': 'pod2'}, 'spec': {'containers':"
                + " [{'name': 'baz'}]}}]}");
    assertThat(text(pods, nested)).isEqualTo("pod1:foo,bar,+pod2:baz,+");
    assertThat(
            text(
                pods,
                "{range .items[*]}{.metadata.name}{\"\\t\"}{range @.spec.containers[*]}{.name}"
                    + "{\" \"}{end}{\"\\t\"}{range @.spec.containers[*]}{.name}{\" \"}{end}"
                    + "{\"\\n\"}{end}"))
        .isEqualTo("pod1\tfoo bar \tfoo bar \npod2\tbaz \tbaz \n");
  }

  @Test
  void aFilterOnAFieldThatSomeItemsLack() {
    Object pods =
        Trees.of(
            "{'items': [{'metadata': {'name': 'pod1', 'annotations': {'color': 'blue'}}},"
                + " {'metadata': {'name': 'pod2'}}, {'metadata': {'name': 'pod4', 'annotations':"
                + " {'color': 'blue'}}}]}");
    JsonPath path =
        JsonPath.parse("{.items[?(@.metadata.annotations.color==\"blue\")].metadata.name}");
    assertThat(path.text(pods, true)).isEqualTo("pod1 pod4");
    assertThatThrownBy(() -> path.text(pods, false)).hasMessage("annotations is not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0]|fake0",
        "[0:0]|''",
        "[0:-1]|fake0 fake1 fake2",
        "[-1]|fake3",
        "[-1:]|fake3",
        "[-2]|fake2",
        "[-2:]|fake2 fake3",
        "[-3]|fake1",
        "[-4]|fake0",
        "[-4:]|fake0 fake1 fake2 fake3",
        "[5:5]|''",
        "[-5:-5]|''",
      })
  void negativeIndices(String index, String expected) {
    assertThat(text(FOUR, "{.spec.containers" + index + ".name}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1:0]|starting index 3 is greater than ending index 0",
        "[-5]|array index out of bounds: index -1, length 4",
        "[4]|array index out of bounds: index 4, length 4",
        "[0:5]|array index out of bounds: index 4, length 4",
        "[3:1]|starting index 3 is greater than ending index 1",
        "[-1:-2]|starting index 3 is greater than ending index 2",
        "[0:4:0]|step must be > 0",
        "[0:4:-1]|step must be > 0",
      })
  void wrongIndices(String index, String message) {
    assertThatThrownBy(() -> text(FOUR, "{.spec.containers" + index + ".name}"))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0:]|fake0 fake1 fake2 fake3 fake4 fake5",
        "[0:6:]|fake0 fake1 fake2 fake3 fake4 fake5",
        "[0:6:1]|fake0 fake1 fake2 fake3 fake4 fake5",
        "[1:4:2]|fake1 fake3",
        "[1:4:3]|fake1",
        "[1:4:4]|fake1",
        "[0:6:2]|fake0 fake2 fake4",
        "[0:6:3]|fake0 fake3",
        "[0:6:5]|fake0 fake5",
        "[0:6:6]|fake0",
      })
  void steps(String index, String expected) {
    assertThat(text(CONTAINERS, "{.spec.containers" + index + ".name}")).isEqualTo(expected);
  }

  @Test
  void aRangeOverAFilter() {
    Object pods =
        Trees.of(
            "{'items': [{'metadata': {'name': 'pod1'}, 'status': {'phase': 'Running'}},"
                + " {'metadata': {'name': 'pod2'}, 'status': {'phase': 'Running'}},"
                + " {'resourceVersion': ''}]}");
    assertThat(
            JsonPath.parse(
                    "{range .items[?(.status.phase==\"Running\")]}{.metadata.name}"
                        + "{\" is Running\\n\"}{end}")
                .text(pods, true))
        .isEqualTo("pod1 is Running\npod2 is Running\n");
  }
}
