package server

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"
)

// This file is all that knows echo: it finds the route and its parameters.
// Everything else sees a call.

// route is one line of the API.
type route struct {
	method string
	path   string        // with :parameters
	body   int64         // the largest body, in bytes; 0 takes none
	time   time.Duration // the longest it may take
	open   bool          // needs no token
	polls  bool          // only waits: ends when the server stops
	do     func(ctx context.Context, c *call) (any, error)
}

// call is one request as a route sees it.
type call struct {
	method string
	path   string // the pattern
	header http.Header
	param  func(name string) string
	query  url.Values
	body   []byte
}

// newRouter mounts routes and whole handlers.
func newRouter(routes []route, serve func(route) func(w http.ResponseWriter, r *http.Request, param func(string) string), mounts map[string]http.Handler, other http.Handler) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	for _, one := range routes {
		answer := serve(one)
		e.Add(one.method, one.path, func(c echo.Context) error {
			// Not echo's own writer: net/http hides from it that a body was too large.
			answer(c.Response().Writer, c.Request(), func(name string) string { return unescaped(c.Request(), c.Param(name)) })
			return nil
		})
	}
	for pattern, handler := range mounts {
		method, path := cut(pattern)
		e.Add(method, path, func(c echo.Context) error {
			handler.ServeHTTP(c.Response().Writer, c.Request())
			return nil
		})
	}
	e.RouteNotFound("/*", echo.WrapHandler(other))
	e.HTTPErrorHandler = func(_ error, c echo.Context) {
		if !c.Response().Committed { // 405: known path, other method
			other.ServeHTTP(c.Response(), c.Request())
		}
	}
	return e
}

// unescaped undoes the escapes of a path parameter: echo matches the raw path
// when it differs from the plain one, and hands out what it matched.
func unescaped(r *http.Request, value string) string {
	if r.URL.RawPath == "" {
		return value
	}
	plain, err := url.PathUnescape(value)
	if err != nil {
		return value
	}
	return plain
}

func cut(pattern string) (method, path string) {
	for i, c := range pattern {
		if c == ' ' {
			return pattern[:i], pattern[i+1:]
		}
	}
	return http.MethodGet, pattern
}
