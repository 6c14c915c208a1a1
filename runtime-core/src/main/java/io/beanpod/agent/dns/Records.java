package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Address records. */
final class Records {
  private Records() {}

  /**
   * Those of a type.
   *
   * @param type A, AAAA, ANY for both, or another, of which there is none
   */
  static List<Record> addresses(Name name, List<IpAddress> addresses, int type) {
    List<Record> records = new ArrayList<>();
    for (IpAddress address : addresses) {
      int own = address.isV4() ? Type.A : Type.AAAA;
      if (type == own || type == Type.ANY) {
        InetAddress inet = inet(address);
        records.add(
            address.isV4()
                ? new ARecord(name, DClass.IN, ClusterZone.TTL, inet)
                : new AAAARecord(name, DClass.IN, ClusterZone.TTL, inet));
      }
    }
    return records;
  }

  private static InetAddress inet(IpAddress address) {
    try {
      return InetAddress.getByAddress(address.bytes());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
