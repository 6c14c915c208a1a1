package io.beanpod.linux.netlink;

import io.beanpod.linux.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of an interface.
 *
 * @param link the interface's index
 * @param address the address
 * @param prefix how many of its bits say the network: 0 to 32 or 128
 */
public record Address(int link, IpAddress address, int prefix) {
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_GETADDR = 22;
  private static final int STRUCTURE = 8; // struct ifaddrmsg
  private static final int FAMILY = 0;
  private static final int PREFIX = 1;
  private static final int LINK = 4;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_F_NODAD = 2;

  /** Every address in the namespace. */
  public static List<Address> all(Netlink netlink) throws IOException {
    List<Address> all = new ArrayList<>();
    for (Answer answer : netlink.dump(new Request("list addresses", RTM_GETADDR, 0, STRUCTURE))) {
      Attributes attributes = answer.attributes(STRUCTURE);
      // Of a point-to-point interface, ADDRESS is the other end; IPv6 has no LOCAL.
      byte[] local = attributes.bytes(attributes.has(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS);
      if (Family.isLength(answer.uint8(FAMILY), local.length)) {
        all.add(new Address(answer.int32(LINK), IpAddress.of(local), answer.uint8(PREFIX)));
      }
    }
    return all;
  }

  /**
   * Gives an interface this address; of IPv6, without asking the network whether somebody has it
   * (RFC 4862), which would keep the address from being used for a second.
   */
  public Request add() {
    Request request =
        new Request(
                "add address " + address + "/" + prefix,
                RTM_NEWADDR,
                Request.NLM_F_CREATE | Request.NLM_F_EXCL,
                STRUCTURE)
            .set8(FAMILY, Family.of(address))
            .set8(PREFIX, prefix)
            .set32(LINK, link)
            .attribute(IFA_LOCAL, address.bytes())
            .attribute(IFA_ADDRESS, address.bytes());
    return address.isV4() ? request : request.attribute(IFA_FLAGS, IFA_F_NODAD);
  }
}
