package dashboard

import (
	"net/netip"
	"testing"
)

// Who has a network of IPv6 is one, from whichever of its addresses he asks.
func TestNameOf(t *testing.T) {
	for address, want := range map[string]string{
		"10.1.2.3": "address 10.1.2.3", "::ffff:10.1.2.3": "address 10.1.2.3",
		"2001:db8:1:2::1": "address 2001:db8:1:2::/64", "2001:db8:1:2:ffff::9": "address 2001:db8:1:2::/64", "2001:db8:1:3::1": "address 2001:db8:1:3::/64",
		"fe80::1%eth0": "address fe80::/64", "::1": "address ::/64",
	} {
		if got := nameOf(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
