package fetch

import (
	"fmt"
	"net/netip"
	"syscall"
)

// notPublic are the networks inside or beside the global unicast ones that no
// public page is served from (IANA's special-purpose address registries). The
// IPv6 ones stand for IPv4 addresses that they would hide.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared by carriers
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"), // link-local, where clouds answer questions about themselves
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("224.0.0.0/3"), // multicast and reserved
	netip.MustParsePrefix("2001::/23"),   // Teredo among others
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), // 6to4
	netip.MustParsePrefix("3fff::/20"),
}

// globalUnicast is all of IPv6 that is handed out: what is not in it is local,
// mapped (::ffff:0:0/96), translated (64:ff9b::/96), multicast or reserved.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// Public reports whether an address is one of the public internet.
func Public(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" || a.Is6() && !globalUnicast.Contains(a) {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// privateAddress is the error of a connection that was not made.
type privateAddress struct{ address string }

func (e *privateAddress) Error() string { return fmt.Sprintf("%s is not a public address", e.address) }

// guard refuses connections to addresses that are not public. As a dialer's
// Control it sees the address that was resolved, at the moment before the
// connection is made: neither a redirect nor a name that resolves otherwise
// the second time gets around it.
func guard(public func(netip.Addr) bool) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		if a, err := netip.ParseAddrPort(address); err != nil || !public(a.Addr()) {
			return &privateAddress{address}
		}
		return nil
	}
}
