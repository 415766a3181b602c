package event

// checkRequest checks a request. Its words are a person's and may be anything:
// to refuse them would refuse the whole delivery, a revocation in it too. Who
// shows them makes them one line.
func (c cursor) checkRequest() {
	c.idAt("user")
	c.idAt("source")
}
