package stack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"scrim/webhooks"
)

func post(ctx context.Context, url string, header http.Header, body []byte) (webhooks.Answer, error) {
	var answer webhooks.Answer
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return answer, fmt.Errorf("building the request: %w", err)
	}
	request.Header = header
	request.Header.Set("Content-Type", "application/cloudevents-batch+json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer, fmt.Errorf("posting events: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return answer, fmt.Errorf("reading the answer: %w", err)
	}
	if response.StatusCode >= http.StatusBadRequest {
		if answer.Error != nil {
			return answer, fmt.Errorf("scrim refused the events with %s: %s: %w", response.Status, answer.Error.Message, answer.Error.Issues.Err())
		}
		return answer, fmt.Errorf("scrim refused the events with %s", response.Status)
	}
	return answer, nil
}
