package bigqueryd

import (
	"maps"
	"slices"
	"strings"
)

// dataset is one of BigQuery's, with its resource as it was given.
type dataset struct {
	resource object
	tables   map[string]*table
}

// table is a table or a view.
type table struct {
	resource object
	policy   policy
	rows     []any
}

func (d *dataset) list() []any { l, _ := d.resource["access"].([]any); return l }

func (d *dataset) set(l []any) { d.resource["access"] = l }

func (d *dataset) entries() []object {
	var out []object
	for _, e := range d.list() {
		if o, ok := e.(object); ok {
			out = append(out, o)
		}
	}
	return out
}

// legacyRole is how a dataset shows a role that has an older name.
func legacyRole(role string) string {
	switch role {
	case "roles/bigquery.dataViewer":
		return "READER"
	case "roles/bigquery.dataEditor":
		return "WRITER"
	case "roles/bigquery.dataOwner":
		return "OWNER"
	}
	return role
}

func fullRole(role string) string {
	switch role {
	case "READER":
		return "roles/bigquery.dataViewer"
	case "WRITER":
		return "roles/bigquery.dataEditor"
	case "OWNER":
		return "roles/bigquery.dataOwner"
	}
	return role
}

func (c *call) data() (*dataset, string, error) {
	name := c.r.PathValue("dataset")
	if d := c.datasets[name]; d != nil {
		return d, name, nil
	}
	return nil, name, &refusal{404, "notFound", "Not found: Dataset " + c.Project + ":" + name}
}

func listDatasets(c *call) (any, error) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c.datasets)) {
		if c.may(c.who, "bigquery.datasets.get", name, "") {
			names = append(names, name)
		}
	}
	shown, next := c.page(names)
	var out []any
	for _, name := range shown {
		out = append(out, object{"kind": "bigquery#dataset", "id": c.Project + ":" + name, "datasetReference": object{"projectId": c.Project, "datasetId": name}, "location": c.datasets[name].resource["location"]})
	}
	return withNext(object{"kind": "bigquery#datasetList", "datasets": out}, next), nil
}

func withNext(o object, next string) object {
	if next != "" {
		o["nextPageToken"] = next
	}
	return o
}

func createDataset(c *call) (any, error) {
	if err := c.need("bigquery.datasets.create", "", ""); err != nil {
		return nil, err
	}
	ref, _ := c.body["datasetReference"].(object)
	name, _ := ref["datasetId"].(string)
	if c.datasets[name] != nil {
		return nil, &refusal{409, "duplicate", "Already Exists: Dataset " + c.Project + ":" + name}
	}
	d := c.make(name, c.text("location"))
	_, email, _ := strings.Cut(c.who, ":")
	d.set(append(d.list(), object{"role": "OWNER", "userByEmail": email}))
	return d.resource, nil
}

func (s *Server) make(name, location string) *dataset {
	if location == "" {
		location = "US"
	}
	d := &dataset{tables: map[string]*table{}, resource: object{
		"kind": "bigquery#dataset", "id": s.Project + ":" + name, "etag": s.etag(), "location": location,
		"datasetReference": object{"projectId": s.Project, "datasetId": name},
		"access": []any{
			object{"role": "WRITER", "specialGroup": "projectWriters"},
			object{"role": "OWNER", "specialGroup": "projectOwners"},
			object{"role": "READER", "specialGroup": "projectReaders"},
		},
	}}
	s.datasets[name] = d
	return d
}

func getDataset(c *call) (any, error) {
	d, name, err := c.data()
	if err != nil {
		return nil, err
	}
	if err := c.need("bigquery.datasets.get", name, ""); err != nil {
		return nil, err
	}
	out := copyOf(d.resource)
	if c.NoEtags {
		delete(out, "etag")
	}
	if !c.may(c.who, "bigquery.datasets.getIamPolicy", name, "") {
		delete(out, "access")
		return out, nil
	}
	for _, e := range (&dataset{resource: out}).entries() {
		role, _ := e["role"].(string)
		if e["condition"] != nil && c.query("accessPolicyVersion") != "3" {
			e["role"] = fullRole(role) + "_withcond_7a34awqsda"
			delete(e, "condition")
		} else if role != "" {
			e["role"] = legacyRole(role)
		}
	}
	return out, nil
}

func patchDataset(c *call) (any, error) {
	d, name, err := c.data()
	if err != nil {
		return nil, err
	}
	if err := c.need("bigquery.datasets.update", name, ""); err != nil {
		return nil, err
	}
	if match := c.r.Header.Get("If-Match"); match != "" && match != d.resource["etag"] {
		return nil, &refusal{412, "conditionNotMet", "Precondition check failed."}
	}
	changed := false
	for k, v := range c.body {
		if k != "access" && k != "etag" {
			d.resource[k], changed = v, true
		}
	}
	if list, ok := c.body["access"].([]any); ok {
		if err := c.putAccess(d, name, list); err != nil {
			return nil, err
		}
		changed = true
	}
	if changed {
		d.resource["etag"] = c.etag()
	}
	return copyOf(d.resource), nil
}

func (c *call) putAccess(d *dataset, name string, list []any) error {
	if err := c.need("bigquery.datasets.setIamPolicy", name, ""); err != nil {
		return err
	}
	for _, item := range list {
		e, _ := item.(object)
		role, _ := e["role"].(string)
		if e["condition"] != nil && c.query("accessPolicyVersion") != "3" || strings.Contains(role, "_withcond_") {
			return &refusal{400, "invalid", "Conditional access needs accessPolicyVersion 3."}
		}
		if e["view"] == nil && e["routine"] == nil && e["dataset"] == nil && role == "" {
			return &refusal{400, "invalid", "Access entry without a role."}
		}
		if err := c.bindable(role); err != nil {
			return err
		}
		if email, ok := e["userByEmail"].(string); ok {
			if err := c.known("serviceAccount:" + email); err != nil {
				return &refusal{400, "invalid", "IAM setPolicy failed for Dataset " + c.Project + ":" + name + ": Service account " + email + " does not exist."}
			}
		}
		if role != "" {
			e["role"] = legacyRole(role)
		}
	}
	d.set(list)
	return nil
}

func deleteDataset(c *call) (any, error) {
	d, name, err := c.data()
	if err != nil {
		return nil, err
	}
	if err := c.need("bigquery.datasets.delete", name, ""); err != nil {
		return nil, err
	}
	if len(d.tables) > 0 && c.query("deleteContents") != "true" {
		return nil, &refusal{400, "resourceInUse", "Dataset " + c.Project + ":" + name + " is still in use"}
	}
	delete(c.datasets, name)
	return nil, nil
}

// Dataset makes a dataset with these tables, each with a row.
func (s *Server) Dataset(name, location string, tables ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.make(name, location)
	for _, t := range tables {
		s.table(name, t)
	}
}

// Table puts a table with a row into a dataset.
func (s *Server) Table(data, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.table(data, name)
}

// Untable drops one.
func (s *Server) Untable(data, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.datasets[data].tables, name)
}

func (s *Server) table(data, name string) {
	s.datasets[data].tables[name] = &table{rows: []any{object{"f": []any{object{"v": "1"}}}}, policy: policy{etag: s.etag()}, resource: s.tableOf(data, name, object{"schema": object{
		"fields": []any{object{"name": "id", "type": "INTEGER"}, object{"name": "email", "type": "STRING"}}}})}
}
