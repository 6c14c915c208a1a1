package io.beanpod.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers from a fixed state of things; see the specification that package-info links. */
class ResolverTest {
  private final List<byte[]> asked = new ArrayList<>();
  private final List<Transport> transports = new ArrayList<>();
  private Optional<Message> upstream = Optional.empty();
  private final Resolver resolver =
      new Resolver(
          (query, transport) -> {
            asked.add(query);
            transports.add(transport);
            return upstream.map(Message::toWire);
          });

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
  }

  private Message ask(Message query, Transport transport) throws IOException {
    Resolver.Step step = resolver.step(query.toWire(), transport, TestNames.NAMES);
    byte[] bytes =
        switch (step) {
          case Resolver.Step.Ignore none -> throw new AssertionError("ignored");
          case Resolver.Step.Reply reply -> reply.bytes();
          case Resolver.Step.Forward forward -> resolver.forward(forward.query());
        };
    Message answer = new Message(bytes);
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    return answer;
  }

  private Message ask(String name, String type) throws IOException {
    return ask(query(name, Type.value(type)), Transport.UDP);
  }

  private static List<String> data(Message message, int section) {
    return message.getSection(section).stream()
        .filter(record -> record.getType() != Type.OPT)
        .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "web.default.pod.cluster.local, A, A 10.88.0.2",
    "web.default.pod.cluster.local, AAAA, AAAA fdbe:a400:a58:0:0:0:0:2",
    "web.other.pod.cluster.local, A, A 10.88.0.4",
    "web.default.pod, A, A 10.88.0.2",
    "WEB.Default.POD.Cluster.LOCAL, A, A 10.88.0.2",
    "a.b.default.pod.cluster.local, A, A 10.88.0.3",
    "10-88-0-2.default.pod.cluster.local, A, A 10.88.0.2",
    "fdbe-a400-a58--2.default.pod.cluster.local, AAAA, AAAA fdbe:a400:a58:0:0:0:0:2",
    "on-host.other.pod.cluster.local, A, A 192.0.2.1",
    "web.default.svc.cluster.local, A, A 10.96.0.7",
    "web.default.svc.cluster.local, AAAA, AAAA fd00:96:0:0:0:0:0:7",
    "web.default.svc.cluster.local, SRV, SRV 0 100 80 web.default.svc.cluster.local.",
    "_http._tcp.web.default.svc.cluster.local, SRV, SRV 0 100 80 web.default.svc.cluster.local.",
    "db-0.db.default.svc.cluster.local, A, A 10.88.0.2",
    "10-88-0-3.db.default.svc.cluster.local, A, A 10.88.0.3",
    "dns-version.cluster.local, TXT, TXT 1.1.0",
    "2.0.88.10.in-addr.arpa, PTR, PTR Db-0.db.default.svc.cluster.local.",
    "4.0.88.10.in-addr.arpa, PTR, PTR web.other.pod.cluster.local.",
    "7.0.96.10.in-addr.arpa, PTR, PTR web.default.svc.cluster.local.",
    "hop.default.svc.cluster.local, CNAME, CNAME web.default.svc.cluster.local.",
  })
  void whatTheClusterKnowsItAnswers(String name, String type, String expected) throws IOException {
    Message answer = ask(name, type);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(data(answer, Section.ANSWER))
        .hasSize(1)
        .first()
        .asString()
        .isEqualToIgnoringCase(expected);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(5);
    assertThat(answer.getSection(Section.ANSWER).get(0).getName().toString())
        .as("as it was asked for: some resolvers check the case")
        .isEqualTo(name + ".");
    assertThat(asked).isEmpty();
  }

  @Test
  void anIpv6AddressHasAName() throws IOException {
    String nibbles = "3.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.5.a.0.0.0.4.a.e.b.d.f.ip6.arpa";
    assertThat(ask(nibbles, "PTR").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(data(ask(nibbles, "PTR"), Section.AUTHORITY).get(0)).startsWith("SOA ns.dns.");
    assertThat(ask("2" + nibbles.substring(1), "PTR").getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aHeadlessServiceIsItsPods() throws IOException {
    assertThat(data(ask("db.default.svc.cluster.local", "A"), Section.ANSWER))
        .containsExactly("A 10.88.0.2", "A 10.88.0.3");
    Message srv = ask("_pg._tcp.db.default.svc.cluster.local", "SRV");
    assertThat(data(srv, Section.ANSWER))
        .containsExactly(
            "SRV 0 100 5432 10-88-0-3.db.default.svc.cluster.local.",
            "SRV 0 100 5433 Db-0.db.default.svc.cluster.local.");
    assertThat(data(srv, Section.ADDITIONAL)).contains("A 10.88.0.2", "A 10.88.0.3").hasSize(3);
  }

  @Test
  void eachOfManyIsTheFirstInItsTurn() throws IOException {
    String first = ask("db.default.svc.cluster.local", "A").getSection(Section.ANSWER).get(0) + "";
    String next = ask("db.default.svc.cluster.local", "A").getSection(Section.ANSWER).get(0) + "";
    assertThat(next).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody.default.pod.cluster.local",
        "web.nowhere.pod.cluster.local",
        "web.default.pod.default.svc.cluster.local",
        "nobody.default.pod",
        "10-88-0-4.default.pod.cluster.local",
        "nobody.default.svc.cluster.local",
        "empty.default.svc.cluster.local",
        "nobody.db.default.svc.cluster.local",
        "_http._udp.web.default.svc.cluster.local",
        "nowhere.svc.cluster.local",
        "web.cluster.local",
        "9.9.88.10.in-addr.arpa",
      })
  void whatIsNotThereIsDenied(String name) throws IOException {
    for (String type : List.of("A", "AAAA", "MX")) {
      Message answer = ask(name, type);
      assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(data(answer, Section.AUTHORITY)).hasSize(1).first().asString().startsWith("SOA ");
      Name zone = answer.getSection(Section.AUTHORITY).get(0).getName();
      assertThat(Name.fromString(name + ".").subdomain(zone)).as(zone + "").isTrue();
    }
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.default.pod.cluster.local, AAAA",
    "web.default.svc.cluster.local, MX",
    "_http._tcp.web.default.svc.cluster.local, A",
    "default.svc.cluster.local, A",
    "default.pod.cluster.local, A",
    "svc.cluster.local, A",
    "pod.cluster.local, A",
    "cluster.local, A",
  })
  void aNameWithoutSuchARecordIsThereAllTheSame(String name, String type) throws IOException {
    Message answer = ask(name, type);
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(data(answer, Section.AUTHORITY)).hasSize(1).first().asString().startsWith("SOA ");
  }

  @Test
  void anExternalNameIsLookedUp() throws IOException {
    upstream = Optional.of(query("www.example.com", Type.A));
    upstream.get().getHeader().setFlag(Flags.QR);
    upstream
        .get()
        .addRecord(
            Record.fromString(
                Name.fromString("www.example.com."),
                Type.A,
                DClass.IN,
                60,
                "192.0.2.80",
                Name.root),
            Section.ANSWER);
    assertThat(data(ask("docs.default.svc.cluster.local", "A"), Section.ANSWER))
        .containsExactly("A 192.0.2.80", "CNAME www.example.com.");
    assertThat(new Message(asked.get(0)).getQuestion().getName()).hasToString("www.example.com.");
    assertThat(transports).containsExactly(Transport.UDP);
    upstream.get().getHeader().setFlag(Flags.TC);
    ask("docs.default.svc.cluster.local", "A");
    assertThat(transports).containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
    assertThat(data(ask("hop.default.svc.cluster.local", "A"), Section.ANSWER))
        .containsExactly("A 10.96.0.7", "CNAME web.default.svc.cluster.local.");
    assertThat(ask("loop.default.svc.cluster.local", "A").getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "local",
        "pod",
        "x.local",
        "1.2.0.192.in-addr.arpa",
        "10.in-addr.arpa"
      })
  void theRestIsAskedOfOthers(String name) throws IOException {
    assertThat(ask(name, "A").getRcode()).as("nobody answers").isEqualTo(Rcode.SERVFAIL);
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatDoesNotFitIsAskedForByTcp() throws IOException {
    Message query = query("large.default.svc.cluster.local", Type.A);
    Message plain = ask(query, Transport.UDP);
    assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(resolverBytes(query)).hasSizeLessThanOrEqualTo(512);
    assertThat(plain.getSection(Section.ANSWER)).hasSizeBetween(20, 99);
    assertThat(ask(query, Transport.TCP).getSection(Section.ANSWER)).hasSize(100);
    query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    Message extended = ask(query, Transport.UDP);
    assertThat(extended.getOPT()).isNotNull();
    assertThat(extended.getSection(Section.ANSWER).size())
        .isGreaterThan(plain.getSection(Section.ANSWER).size());
    assertThat(resolverBytes(query)).hasSizeLessThanOrEqualTo(1232);
  }

  private byte[] resolverBytes(Message query) {
    return ((Resolver.Step.Reply) resolver.step(query.toWire(), Transport.UDP, TestNames.NAMES))
        .bytes();
  }

  @Test
  void whatIsNoQueryOfOursIsRefusedInTheRightWords() throws IOException {
    Message version = query("web.default.pod.cluster.local", Type.A);
    version.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
    assertThat(ask(version, Transport.UDP).getRcode()).isEqualTo(Rcode.BADVERS);
    Message chaos =
        Message.newQuery(Record.newRecord(Name.fromString("version.bind."), Type.TXT, DClass.CH));
    assertThat(ask(chaos, Transport.UDP).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(ask("cluster.local", "AXFR").getRcode()).isEqualTo(Rcode.REFUSED);
    Message update = query("cluster.local", Type.SOA);
    update.getHeader().setOpcode(5);
    assertThat(ask(update, Transport.UDP).getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(ask(new Message(7), Transport.UDP).getRcode()).isEqualTo(Rcode.FORMERR);
    Message answer = query("cluster.local", Type.SOA);
    answer.getHeader().setFlag(Flags.QR);
    assertThat(resolver.step(answer.toWire(), Transport.UDP, TestNames.NAMES))
        .isInstanceOf(Resolver.Step.Ignore.class);
  }

  @Test
  void aQuestionThatPointsElsewhereIsMalformed() {
    byte[] header = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    byte[] bytes = java.util.Arrays.copyOf(header, 18);
    bytes[12] = (byte) 0xc0;
    bytes[13] = 4; // two labels, in the header
    bytes[15] = 1;
    bytes[17] = 1;
    assertThat(rcode(bytes)).isEqualTo(Rcode.FORMERR);
  }

  private int rcode(byte[] query) {
    Resolver.Step step = resolver.step(query, Transport.TCP, TestNames.NAMES);
    return ((Resolver.Step.Reply) step).bytes()[3] & 15;
  }

  @Test
  void aQueryThatIsNoneIsNotEvenParsed() throws IOException {
    Message many = query("example.com", Type.A);
    for (int i = 0; i < 3; i++) {
      many.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    }
    assertThat(rcode(many.toWire())).isEqualTo(Rcode.FORMERR);
    Message answered = query("example.com", Type.A);
    answered.addRecord(ClusterZone.soa(Name.root), Section.ANSWER);
    assertThat(rcode(answered.toWire())).isEqualTo(Rcode.FORMERR);
    byte[] query = query("example.com", Type.A).toWire();
    assertThat(rcode(java.util.Arrays.copyOf(query, QueryBytes.MAX + 1))).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void anyBytesAreAnsweredOrIgnored() throws IOException {
    Message valid = query("web.default.svc.cluster.local", Type.A);
    valid.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    byte[] seed = valid.toWire();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(seed, 1 + random.nextInt(seed.length + 20));
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Resolver.Step step = resolver.step(bytes, Transport.UDP, TestNames.NAMES);
      if (step instanceof Resolver.Step.Reply reply) {
        assertThat(reply.bytes().length).isBetween(12, 1232);
      } else if (step instanceof Resolver.Step.Forward forward) {
        assertThat(QueryBytes.questionEnd(forward.query().bytes())).isBetween(17, bytes.length);
        assertThat(resolver.forward(forward.query())).hasSizeBetween(12, 1232);
      }
    }
    byte[] loop = java.util.Arrays.copyOf(seed, seed.length);
    loop[12] = (byte) 0xc0; // a name that points at itself
    loop[13] = 12;
    assertThat(resolver.step(loop, Transport.UDP, TestNames.NAMES))
        .isInstanceOfSatisfying(
            Resolver.Step.Reply.class,
            reply -> assertThat(reply.bytes()[3] & 15).isEqualTo(Rcode.FORMERR));
  }
}
