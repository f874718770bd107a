package analytics

// Watched returns the questions with a function that sees each statement, from
// any goroutine.
func (a *Analytics) Watched(see func(statement string, args []any)) *Analytics {
	other := *a
	other.asked = see
	return &other
}
