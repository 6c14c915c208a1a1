package io.beanpod.agent.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What the cluster's zone has to say to a question. */
sealed interface Answer {
  /** It is a name of others: whoever knows it has to be asked. */
  record NotOurs() implements Answer {}

  /**
   * There is no such name, and nothing below it.
   *
   * @param zone that says so, for the SOA record
   */
  record NoSuchName(Name zone) implements Answer {}

  /**
   * There is such a name.
   *
   * @param zone it is in
   * @param records none: not of the type that was asked for
   * @param additional addresses of what the records lead to
   */
  record Found(Name zone, List<Record> records, List<Record> additional) implements Answer {}

  /**
   * It is another name of {@code target}.
   *
   * @param cname says so
   */
  record Alias(Record cname, Name target) implements Answer {}
}
