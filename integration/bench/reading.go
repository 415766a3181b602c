package main

import "context"

func readingFigures() []string                           { return []string{"row-filter"} }
func measureReading(ctx context.Context, b *bench) error { return nil }
