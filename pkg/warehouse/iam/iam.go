// Package iam asks AWS for the temporary passwords with which an account logs
// in to Redshift.
//
// It promises that a password is asked for once and used until shortly before
// it ends, whoever connects meanwhile, and that it stands in no error and no
// log. Which identity asks is the AWS SDK's business: its environment
// variables, shared files or the machine's role. It keeps nothing on disk.
package iam

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/redshift"
	"github.com/aws/aws-sdk-go-v2/service/redshiftserverless"
	"github.com/aws/smithy-go"

	"scrim/pkg/catalog"
)

// Limits of asking. The password of a provisioned cluster lives 15 minutes to
// an hour (Redshift API Reference, GetClusterCredentials), and a session
// outlives it: only logging in takes one.
const (
	lifetime = 15 * time.Minute
	margin   = time.Minute // a password that ends sooner is not begun with
	patience = 10 * time.Second
)

// Login is what a connection says who it is with.
type Login struct {
	User     string // as AWS spells it: "IAM:" before the account on a provisioned cluster
	Password string
	ends     time.Time
}

// Logins gives out one cluster's logins. Its methods may be called from
// several goroutines.
type Logins struct {
	ask func(context.Context) (Login, error)

	mu   sync.Mutex
	last Login
}

// For makes the logins of a cluster whose credentials have an IAM part. It
// asks for nothing yet.
func For(ctx context.Context, c catalog.Cluster) (*Logins, error) {
	at := c.Credentials.IAM.On(c.Host)
	settings, err := config.LoadDefaultConfig(ctx, config.WithRegion(at.Region),
		config.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(patience).WithTransportOptions(unkept)))
	if err != nil {
		return nil, fmt.Errorf("reading AWS settings: %w", err)
	}
	if c.Kind == catalog.RedshiftServerless {
		return &Logins{ask: serverless(redshiftserverless.NewFromConfig(settings), at.Name, c)}, nil
	}
	return &Logins{ask: provisioned(redshift.NewFromConfig(settings), at.Name, c)}, nil
}

// unkept lets go of a connection after its one call in minutes.
func unkept(t *http.Transport) { t.DisableKeepAlives = true }

// Next is a login that has not ended. An error says which call was refused
// and why, in AWS's words (a *Refusal), or that AWS did not answer.
func (l *Logins) Next(ctx context.Context) (Login, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Until(l.last.ends) > margin {
		return l.last, nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	next, err := l.ask(ctx)
	if err != nil {
		return Login{}, fmt.Errorf("asking AWS for a password: %w", err)
	}
	l.last = next
	return next, nil
}

// provisioned logs in as the account itself, so that views keep one owner
// whatever role scrim runs under.
func provisioned(client *redshift.Client, name string, c catalog.Cluster) func(context.Context) (Login, error) {
	return func(ctx context.Context) (Login, error) {
		out, err := client.GetClusterCredentials(ctx, &redshift.GetClusterCredentialsInput{
			ClusterIdentifier: aws.String(name), DbUser: aws.String(c.Credentials.User),
			AutoCreate: aws.Bool(false), DurationSeconds: aws.Int32(int32(lifetime.Seconds())),
		})
		if err != nil {
			return Login{}, plain(err)
		}
		return Login{aws.ToString(out.DbUser), aws.ToString(out.DbPassword), aws.ToTime(out.Expiration)}, nil
	}
}

// serverless logs in as whom AWS takes the caller for; anybody but the
// document's account would own the views under another name.
func serverless(client *redshiftserverless.Client, name string, c catalog.Cluster) func(context.Context) (Login, error) {
	return func(ctx context.Context) (Login, error) {
		out, err := client.GetCredentials(ctx, &redshiftserverless.GetCredentialsInput{
			WorkgroupName: aws.String(name), DurationSeconds: aws.Int32(int32(lifetime.Seconds())),
		})
		if err != nil {
			return Login{}, plain(err)
		}
		if got := aws.ToString(out.DbUser); got != c.Credentials.User {
			return Login{}, &Refusal{Text: fmt.Sprintf("AWS logs this identity in as %s, and the cluster's document says %s", got, c.Credentials.User)}
		}
		return Login{aws.ToString(out.DbUser), aws.ToString(out.DbPassword), aws.ToTime(out.Expiration)}, nil
	}
}

// Refusal is AWS's no: asking again without a change is no use.
type Refusal struct{ Text string }

func (r *Refusal) Error() string { return r.Text }

// plain keeps what AWS said of an error and drops what the SDK wraps around
// it: request ids, addresses and retries.
func plain(err error) error {
	var said smithy.APIError
	if errors.As(err, &said) && said.ErrorFault() != smithy.FaultServer {
		return &Refusal{Text: said.ErrorCode() + ": " + told(said.ErrorMessage())}
	}
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	var operation *smithy.OperationError
	if errors.As(err, &operation) {
		return fmt.Errorf("%s: no answer, or AWS knows no identity here", operation.Operation())
	}
	return err
}

// told is AWS's words without what they quote of the request: where a signature
// is wrong, its headers, with a session's token among them.
func told(message string) string {
	for _, quoted := range []string{"\n", "Authorization=", "AWS4-HMAC-SHA256"} {
		message, _, _ = strings.Cut(message, quoted)
	}
	return strings.TrimSpace(message)
}
