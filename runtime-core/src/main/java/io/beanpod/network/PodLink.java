package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import java.util.Optional;

/**
 * A pod's place at the bridge: what its number in {@link Leases} makes of the network.
 *
 * @param number in {@link Leases}
 * @param uid the pod's
 * @param hostInterface the end of the veth pair on the host
 * @param mac of the end in the pod
 * @param addresses of the end in the pod
 */
record PodLink(long number, String uid, String hostInterface, String mac, PodAddresses addresses) {
  /** The name of the end in the pod, as in every cluster. */
  static final String POD_INTERFACE = "eth0";

  static PodLink of(NetworkState network, long number, String uid) {
    IpAddress v4 = network.v4().address(number);
    return new PodLink(
        number,
        uid,
        network.bridge() + "p" + number,
        mac(v4),
        new PodAddresses(v4, network.v6().map(v6 -> v6.address(number))));
  }

  /**
   * A MAC address that says the IPv4 address, as the standard CNI plugins make them: it is never
   * another pod's, and neighbours' ARP caches stay right when a pod gets the address again.
   */
  static String mac(IpAddress v4) {
    StringBuilder mac = new StringBuilder("0a:58");
    for (byte b : v4.bytes()) {
      mac.append(':').append(Character.forDigit(b >> 4 & 15, 16));
      mac.append(Character.forDigit(b & 15, 16));
    }
    return mac.toString();
  }

  /** The interface on the host that what the pod sends goes through, if that has a limit. */
  String egressInterface() {
    return hostInterface.substring(0, hostInterface.lastIndexOf('p')) + "i" + number;
  }

  /** The link-local address that the kernel makes of the MAC address: RFC 4291, appendix A. */
  IpAddress linkLocal() {
    byte[] v6 = new byte[16];
    v6[0] = (byte) 0xfe;
    v6[1] = (byte) 0x80;
    for (int i = 0; i < 6; i++) {
      v6[i < 3 ? 8 + i : 10 + i] = (byte) Integer.parseInt(mac, 3 * i, 3 * i + 2, 16);
    }
    v6[8] ^= 2;
    v6[11] = (byte) 0xff;
    v6[12] = (byte) 0xfe;
    return IpAddress.of(v6);
  }

  Optional<IpAddress> v6() {
    return addresses.v6();
  }
}
