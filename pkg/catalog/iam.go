package catalog

import "regexp"

// IAM says where AWS gives out temporary passwords for the account. What is
// empty is read off the host.
type IAM struct {
	Name   string `json:"name,omitempty"`   // the cluster's identifier, or a serverless workgroup's name
	Region string `json:"region,omitempty"` // as eu-west-1
}

// endpoint is the host name of a cluster or a workgroup as AWS forms it:
// NAME.HASH.REGION.redshift.amazonaws.com, NAME.ACCOUNT.REGION.redshift-serverless.amazonaws.com
// (Redshift Management Guide, "Finding your cluster connection string").
var endpoint = regexp.MustCompile(`^([a-z0-9-]+)\.[a-z0-9]+\.([a-z]{2}(?:-[a-z]+)+-[0-9]+)\.redshift(?:-serverless)?\.amazonaws\.com(?:\.cn)?$`)

// On completes what is not given from the host's name. It has an empty Name
// or Region where the host, an alias perhaps, does not tell.
func (i IAM) On(host string) IAM {
	var name, region string
	if m := endpoint.FindStringSubmatch(FoldHost(host)); m != nil {
		name, region = m[1], m[2]
	}
	if i.Name == "" {
		i.Name = name
	}
	if i.Region == "" {
		i.Region = region
	}
	return i
}
