package io.beanpod.pod;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.DnsPolicy;
import io.beanpod.model.PodDnsConfig;
import io.beanpod.model.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The /etc/resolv.conf that all containers of a pod share: the host's or the pods' network's, with
 * what {@code dnsConfig} adds, in the form that the kubelet ({@code
 * pkg/kubelet/network/dns/dns.go}) and containerd give it.
 *
 * @param options such as {@code ndots:5}, none twice
 * @see <a href="https://man7.org/linux/man-pages/man5/resolv.conf.5.html">resolv.conf(5)</a>
 */
public record ResolvConf(List<String> nameservers, List<String> searches, List<String> options) {
  private static final ResolvConf EMPTY = new ResolvConf(List.of(), List.of(), List.of());

  /** Set: another file than /etc/resolv.conf, as the kubelet's {@code --resolv-conf}. */
  private static final String CHOSEN = "BEANPOD_RESOLV_CONF";

  /** What the host's resolver reads. */
  public static final Path HOSTS = hosts();

  /** Where systemd-resolved is: the servers that it asks itself. */
  private static final Path BEHIND_STUB = Path.of("/run/systemd/resolve/resolv.conf");

  /** On the host's loopback, where systemd-resolved listens. A pod can't reach it there. */
  private static final String STUB = "127.0.0.53";

  /** With a longer one glibc 2.28 aborts the program that looks up a name. */
  private static final int MAX_SEARCH = 253;

  public ResolvConf {
    nameservers = List.copyOf(nameservers);
    searches = List.copyOf(searches);
    options = List.copyOf(options);
  }

  /** A pod's, within the limits, and what had to be left out for them. */
  record Formed(ResolvConf conf, List<String> omissions) {}

  /**
   * That of a pod with this spec.
   *
   * @param namespace the pod's
   * @param nameserver the pods' network's; without one ClusterFirst falls back to Default
   */
  static Formed of(PodSpec spec, String namespace, Optional<IpAddress> nameserver)
      throws IOException {
    if (spec.dnsPolicy() == DnsPolicy.None) {
      return EMPTY.with(spec.dnsConfig()).limited();
    }
    ResolvConf base = ofHost(HOSTS, BEHIND_STUB);
    boolean clusterFirst =
        spec.dnsPolicy() == DnsPolicy.ClusterFirstWithHostNet
            || spec.dnsPolicy() == DnsPolicy.ClusterFirst && !spec.hostNetwork();
    if (clusterFirst && nameserver.isPresent()) {
      base = base.clusterFirst(namespace, nameserver.get());
    }
    return base.with(spec.dnsConfig()).limited();
  }

  private static Path hosts() {
    String chosen = System.getenv(CHOSEN);
    return Path.of(chosen == null || chosen.isEmpty() ? "/etc/resolv.conf" : chosen);
  }

  /** What a pod asks first: the names of its namespace, of all, then the host's domains. */
  ResolvConf clusterFirst(String namespace, IpAddress nameserver) {
    List<String> domains =
        List.of(namespace + ".svc.cluster.local", "svc.cluster.local", "cluster.local");
    return new ResolvConf(
        List.of(nameserver.toString()), joined(domains, searches), List.of("ndots:5"));
  }

  /** The host's, or what is behind its stub: the file that kubeadm, too, gives to a kubelet. */
  static ResolvConf ofHost(Path file, Path behindStub) throws IOException {
    ResolvConf conf = parse(HostFile.text(file));
    boolean stub = conf.nameservers.equals(List.of(STUB)) && Files.exists(behindStub);
    return stub ? parse(HostFile.text(behindStub)) : conf;
  }

  /** Reads what the kubelet does: nameservers and options add up, the last search list counts. */
  public static ResolvConf parse(String text) {
    List<String> nameservers = new ArrayList<>();
    List<String> searches = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      StringTokenizer words = new StringTokenizer(line);
      String keyword = words.hasMoreTokens() ? words.nextToken() : "";
      if (keyword.equals("nameserver") && words.hasMoreTokens()) {
        nameservers.add(words.nextToken());
      } else if (keyword.equals("search")) {
        searches.clear();
        while (words.hasMoreTokens()) {
          search(words.nextToken(), searches);
        }
      } else if (keyword.equals("options")) {
        while (words.hasMoreTokens()) {
          String option = words.nextToken();
          options.put(name(option), option);
        }
      }
    }
    return new ResolvConf(nameservers, searches, List.copyOf(options.values()));
  }

  /** Without the dot at the end, so that a domain with and one without it are the same. */
  private static void search(String domain, List<String> searches) {
    if (!domain.equals(".")) {
      searches.add(domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain);
    }
  }

  private static String name(String option) {
    int colon = option.indexOf(':');
    return colon < 0 ? option : option.substring(0, colon);
  }

  /** This one with a pod's additions behind its own; an option that both have is the pod's. */
  ResolvConf with(PodDnsConfig config) {
    Map<String, String> merged = new LinkedHashMap<>();
    for (String option : options) {
      merged.put(name(option), option);
    }
    for (PodDnsConfig.Option option : config.options()) {
      String value = option.value().orElse("");
      merged.put(option.name(), value.isEmpty() ? option.name() : option.name() + ":" + value);
    }
    return new ResolvConf(
        joined(nameservers, config.nameservers()),
        joined(searches, config.searches()),
        List.copyOf(merged.values()));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    LinkedHashSet<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** As much of this one as the limits of {@link PodDnsConfig} allow. */
  Formed limited() {
    List<String> omissions = new ArrayList<>();
    List<String> servers = nameservers;
    if (servers.size() > PodDnsConfig.MAX_NAMESERVERS) {
      servers = servers.subList(0, PodDnsConfig.MAX_NAMESERVERS);
      omissions.add(
          "Nameserver limits were exceeded, some nameservers have been omitted, the applied"
              + " nameserver line is: "
              + String.join(" ", servers));
    }
    List<String> domains = new ArrayList<>();
    int length = -1; // no space before the first
    int count = Math.min(searches.size(), PodDnsConfig.MAX_SEARCHES);
    for (String domain : searches.subList(0, count)) {
      if (domain.length() > MAX_SEARCH) {
        continue;
      }
      length += 1 + domain.length();
      if (length > PodDnsConfig.MAX_SEARCH_CHARACTERS) {
        break;
      }
      domains.add(domain);
    }
    if (domains.size() < searches.size()) {
      omissions.add(
          "Search Line limits were exceeded, some search paths have been omitted, the applied"
              + " search line is: "
              + String.join(" ", domains));
    }
    return new Formed(new ResolvConf(servers, domains, options), omissions);
  }

  /** The file. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!searches.isEmpty()) {
      text.append("search ").append(String.join(" ", searches)).append('\n');
    }
    for (String nameserver : nameservers) {
      text.append("nameserver ").append(nameserver).append('\n');
    }
    if (!options.isEmpty()) {
      text.append("options ").append(String.join(" ", options)).append('\n');
    }
    return text.toString();
  }
}
