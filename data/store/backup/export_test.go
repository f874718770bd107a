package backup

// CallAt calls f at the moments of a restore that a crash could fall on.
func CallAt(f func(moment string)) { at = f }
