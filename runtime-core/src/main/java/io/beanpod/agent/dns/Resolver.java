package io.beanpod.agent.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Makes the answer to a query: at once for what the cluster knows, and for the rest what others
 * have to be asked. Whatever bytes come, it ends soon and fails in no other way than a server
 * should.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891">RFC 6891: EDNS(0)</a>
 */
final class Resolver {
  private static final int HEADER = QueryBytes.HEADER;
  private static final int PLAIN_UDP = 512;

  /** What fits in a packet everywhere: the agreement of the DNS flag day 2020. */
  private static final int LARGE_UDP = 1232;

  private static final int TCP_MAX = 65535;

  /** TC, in the third byte. */
  private static final int TRUNCATED = 2;

  private static final int LONGEST_CHAIN = 8;

  private final Upstream upstream;
  private int turn;

  /** Asks those who know the other names. */
  interface Upstream {
    /**
     * Sends a query, and waits for its answer.
     *
     * @return empty if nobody answers
     */
    Optional<byte[]> ask(byte[] query, Transport transport);
  }

  Resolver(Upstream upstream) {
    this.upstream = upstream;
  }

  /** What to do with a query. */
  sealed interface Step {
    /** Nothing: it is none. */
    record Ignore() implements Step {}

    /** Send this. */
    record Reply(byte[] bytes) implements Step {}

    /** Call {@link Resolver#forward}, which may take seconds. */
    record Forward(Query query) implements Step {}
  }

  /**
   * A query that others have to be asked about.
   *
   * @param bytes as it came
   * @param message what an answer needs of it
   * @param transport as it came
   * @param aliases found on the way, the last one leading to {@code target}
   */
  record Query(
      byte[] bytes, Message message, Transport transport, List<Record> aliases, Name target) {}

  /** Answers, or says what to do. Does not wait. */
  Step step(byte[] bytes, Transport transport, ClusterNames names) {
    if (bytes.length < HEADER || (bytes[2] & 0x80) != 0) { // too short to have an id, or an answer
      return new Step.Ignore();
    }
    if (QueryBytes.opcode(bytes) != Opcode.QUERY) {
      return new Step.Reply(bare(bytes, Rcode.NOTIMP));
    }
    if (!QueryBytes.plausible(bytes)) {
      return new Step.Reply(bare(bytes, Rcode.FORMERR));
    }
    Message query;
    try {
      query = essence(new Message(bytes));
    } catch (IOException | IllegalArgumentException malformed) {
      return new Step.Reply(bare(bytes, Rcode.FORMERR));
    }
    Message answer = begin(query);
    if (query.getOPT() != null && query.getOPT().getVersion() > 0) {
      return new Step.Reply(finish(query, answer, Rcode.BADVERS, transport));
    }
    Record question = query.getQuestion();
    boolean transfer = question.getType() == Type.AXFR || question.getType() == Type.IXFR;
    if (question.getDClass() != DClass.IN || transfer) {
      return new Step.Reply(finish(query, answer, Rcode.REFUSED, transport));
    }
    try {
      return look(bytes, query, answer, transport, new ClusterZone(names));
    } catch (IOException impossibleName) {
      return new Step.Reply(finish(query, answer, Rcode.SERVFAIL, transport));
    }
  }

  /**
   * The id, the flags, the question and what EDNS says: all that is kept while others are asked.
   */
  private static Message essence(Message query) {
    Message essence = new Message(query.getHeader().getID());
    if (query.getHeader().getFlag(Flags.RD)) {
      essence.getHeader().setFlag(Flags.RD);
    }
    essence.addRecord(query.getQuestion(), Section.QUESTION);
    OPTRecord edns = query.getOPT();
    if (edns != null) {
      essence.addRecord(
          new OPTRecord(edns.getPayloadSize(), 0, edns.getVersion()), Section.ADDITIONAL);
    }
    return essence;
  }

  private Step look(
      byte[] bytes, Message query, Message answer, Transport transport, ClusterZone zone)
      throws IOException {
    Name name = query.getQuestion().getName();
    int type = query.getQuestion().getType();
    List<Record> aliases = new ArrayList<>();
    while (aliases.size() < LONGEST_CHAIN) {
      switch (zone.answer(name, type)) {
        case Answer.NotOurs none -> {
          return new Step.Forward(new Query(bytes, query, transport, aliases, name));
        }
        case Answer.NoSuchName no -> {
          aliases.forEach(alias -> answer.addRecord(alias, Section.ANSWER));
          answer.addRecord(ClusterZone.soa(no.zone()), Section.AUTHORITY);
          return new Step.Reply(finish(query, authoritative(answer), Rcode.NXDOMAIN, transport));
        }
        case Answer.Found found -> {
          add(answer, aliases, found);
          return new Step.Reply(finish(query, authoritative(answer), Rcode.NOERROR, transport));
        }
        case Answer.Alias alias -> {
          aliases.add(alias.cname());
          name = alias.target();
          if (type == Type.CNAME) {
            answer.addRecord(alias.cname(), Section.ANSWER);
            return new Step.Reply(finish(query, authoritative(answer), Rcode.NOERROR, transport));
          }
        }
      }
    }
    return new Step.Reply(finish(query, answer, Rcode.SERVFAIL, transport));
  }

  /** Each time another one first: many clients take no other. */
  private void add(Message answer, List<Record> aliases, Answer.Found found) {
    aliases.forEach(alias -> answer.addRecord(alias, Section.ANSWER));
    List<Record> records = new ArrayList<>(found.records());
    Collections.rotate(records, turn++);
    records.forEach(record -> answer.addRecord(record, Section.ANSWER));
    found.additional().forEach(record -> answer.addRecord(record, Section.ADDITIONAL));
    if (records.isEmpty()) {
      answer.addRecord(ClusterZone.soa(found.zone()), Section.AUTHORITY);
    }
  }

  /** Asks others; takes as long as that does. */
  byte[] forward(Query query) {
    Message message = query.message();
    try {
      if (query.aliases().isEmpty()) {
        Optional<byte[]> answer = upstream.ask(query.bytes(), query.transport());
        return answer.isPresent() ? answer.get() : failure(query);
      }
      Record question =
          Record.newRecord(query.target(), message.getQuestion().getType(), DClass.IN);
      Optional<byte[]> bytes = ask(question);
      if (bytes.isEmpty()) {
        return failure(query);
      }
      Message found = new Message(bytes.get());
      Message answer = begin(message);
      query.aliases().forEach(alias -> answer.addRecord(alias, Section.ANSWER));
      for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
        found.getSection(section).forEach(record -> answer.addRecord(record, section));
      }
      return finish(message, answer, found.getRcode(), query.transport());
    } catch (IOException malformed) {
      return failure(query);
    }
  }

  /** By TCP only if it has to be: many name servers are behind what lets through UDP alone. */
  private Optional<byte[]> ask(Record question) {
    Message query = Message.newQuery(question);
    query.addRecord(new OPTRecord(LARGE_UDP, 0, 0), Section.ADDITIONAL);
    Optional<byte[]> answer = upstream.ask(query.toWire(), Transport.UDP);
    boolean truncated = answer.isPresent() && (answer.get()[2] & TRUNCATED) != 0;
    return truncated ? upstream.ask(query.toWire(), Transport.TCP) : answer;
  }

  /** Says that nobody knows. */
  byte[] failure(Query query) {
    Message answer = begin(query.message());
    return finish(query.message(), answer, Rcode.SERVFAIL, query.transport());
  }

  private static Message begin(Message query) {
    Message answer = new Message(query.getHeader().getID());
    Header header = answer.getHeader();
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }

  private static Message authoritative(Message answer) {
    answer.getHeader().setFlag(Flags.AA);
    return answer;
  }

  /** As many bytes as the client takes; what does not fit makes it ask by TCP. */
  private static byte[] finish(Message query, Message answer, int rcode, Transport transport) {
    OPTRecord theirs = query.getOPT();
    answer.getHeader().setRcode(rcode & 0xf);
    if (theirs != null) {
      answer.addRecord(new OPTRecord(LARGE_UDP, rcode >> 4, 0), Section.ADDITIONAL);
    }
    if (transport == Transport.TCP) {
      return answer.toWire(TCP_MAX);
    }
    int size =
        theirs == null ? PLAIN_UDP : Math.clamp(theirs.getPayloadSize(), PLAIN_UDP, LARGE_UDP);
    return truncated(answer, size);
  }

  /**
   * As many of the records as fit: dnsjava would leave out all of a name's, which a client that
   * never asks by TCP has to live with.
   */
  private static byte[] truncated(Message answer, int size) {
    byte[] whole = answer.toWire(TCP_MAX);
    if (whole.length <= size) {
      return whole;
    }
    for (Record record : List.copyOf(answer.getSection(Section.ADDITIONAL))) {
      if (record.getType() != Type.OPT) {
        answer.removeRecord(record, Section.ADDITIONAL);
      }
    }
    whole = answer.toWire(TCP_MAX);
    if (whole.length <= size) {
      return whole; // RFC 2181, 9: what is additional may be left out without a word
    }
    List<Record> records = List.copyOf(answer.getSection(Section.ANSWER));
    int kept = records.size() * size / whole.length; // somewhat too many, for the rest is larger
    records.subList(kept, records.size()).forEach(r -> answer.removeRecord(r, Section.ANSWER));
    while (kept > 0 && (answer.toWire(size)[2] & TRUNCATED) != 0) {
      answer.removeRecord(records.get(--kept), Section.ANSWER);
    }
    answer.getHeader().setFlag(Flags.TC);
    return answer.toWire(size);
  }

  /** A header alone, with the query's id. */
  private static byte[] bare(byte[] query, int rcode) {
    byte[] answer = new byte[HEADER];
    answer[0] = query[0];
    answer[1] = query[1];
    answer[2] = (byte) (0x80 | query[2] & 0x79); // QR, and the query's opcode and RD
    answer[3] = (byte) (0x80 | rcode); // RA
    return answer;
  }
}
