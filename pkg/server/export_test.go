package server

// RoutesOf lists the routes, for the test that compares them with the page.
func RoutesOf(c Control) []string {
	var out []string
	for _, one := range (&Server{options: Options{Control: c}}).routes() {
		out = append(out, one.method+" "+one.path)
	}
	return out
}
