package webhooks

// Matches is matches, for its property test.
func Matches(pattern, text string) bool { return matches(pattern, text) }
