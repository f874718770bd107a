package recognise

import (
	"gongkai/data"
	"gongkai/data/place"
)

// contact is what the report prints about how to reach its body.
func (f *front) contact() data.Contact {
	c := place.Contact(f.text)
	out := data.Contact{Address: c.Address, Postcode: c.Postcode, Email: c.Emails}
	for _, n := range c.Phones {
		out.Telephone = append(out.Telephone, n.String())
	}
	for _, n := range c.Faxes {
		out.Fax = append(out.Fax, n.String())
	}
	return out
}
