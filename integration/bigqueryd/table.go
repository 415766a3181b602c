package bigqueryd

import (
	"fmt"
	"maps"
	"slices"
)

func (s *Server) tableOf(data, name string, given object) object {
	out := object{"kind": "bigquery#table", "type": "TABLE"}
	for k, v := range given {
		out[k] = v
	}
	out["id"], out["etag"] = s.Project+":"+data+"."+name, s.etag()
	out["tableReference"] = object{"projectId": s.Project, "datasetId": data, "tableId": name}
	return out
}

// tableFor finds a table for whoever has the permission.
func (c *call) tableFor(permission string) (*dataset, *table, error) {
	d, data, err := c.data()
	if err != nil {
		return nil, nil, err
	}
	name := c.r.PathValue("table")
	if err := c.need(permission, data, name); err != nil {
		return nil, nil, err
	}
	if d.tables[name] == nil {
		return nil, nil, &refusal{404, "notFound", "Not found: Table " + c.Project + ":" + data + "." + name}
	}
	return d, d.tables[name], nil
}

func listTables(c *call) (any, error) {
	d, name, err := c.data()
	if err != nil {
		return nil, err
	}
	if err := c.need("bigquery.tables.list", name, ""); err != nil {
		return nil, err
	}
	shown, next := c.page(slices.Sorted(maps.Keys(d.tables)))
	var out []any
	for _, t := range shown {
		out = append(out, object{"kind": "bigquery#table", "id": c.Project + ":" + name + "." + t, "type": d.tables[t].resource["type"],
			"tableReference": object{"projectId": c.Project, "datasetId": name, "tableId": t}})
	}
	return withNext(object{"kind": "bigquery#tableList", "tables": out, "totalItems": len(d.tables)}, next), nil
}

func createTable(c *call) (any, error) {
	d, data, err := c.data()
	if err != nil {
		return nil, err
	}
	if err := c.need("bigquery.tables.create", data, ""); err != nil {
		return nil, err
	}
	ref, _ := c.body["tableReference"].(object)
	name, _ := ref["tableId"].(string)
	if d.tables[name] != nil {
		return nil, &refusal{409, "duplicate", "Already Exists: Table " + c.Project + ":" + data + "." + name}
	}
	d.tables[name] = &table{resource: c.tableOf(data, name, c.body), policy: policy{etag: c.etag()}}
	return d.tables[name].resource, nil
}

func getTable(c *call) (any, error) {
	_, t, err := c.tableFor("bigquery.tables.get")
	if err != nil {
		return nil, err
	}
	return t.resource, nil
}

func patchTable(c *call) (any, error) {
	_, t, err := c.tableFor("bigquery.tables.update")
	if err != nil {
		return nil, err
	}
	for k, v := range c.body {
		t.resource[k] = v
	}
	t.resource["etag"] = c.etag()
	return t.resource, nil
}

func deleteTable(c *call) (any, error) {
	d, _, err := c.tableFor("bigquery.tables.delete")
	if err != nil {
		return nil, err
	}
	delete(d.tables, c.r.PathValue("table"))
	return nil, nil
}

func readTable(c *call) (any, error) {
	_, t, err := c.tableFor("bigquery.tables.getData")
	if err != nil {
		return nil, err
	}
	if t.resource["type"] == "VIEW" {
		return nil, &refusal{400, "invalid", "Cannot list a table of type VIEW."}
	}
	out := object{"kind": "bigquery#tableDataList", "totalRows": fmt.Sprint(len(t.rows)), "rows": t.rows}
	if c.query("maxResults") == "0" {
		delete(out, "rows")
	}
	return out, nil
}

// createJob runs a query of one row, which may be written to a table, in the location of that.
func createJob(c *call) (any, error) {
	if err := c.need("bigquery.jobs.create", "", ""); err != nil {
		return nil, err
	}
	ref, _ := c.body["jobReference"].(object)
	location, _ := ref["location"].(string)
	id, _ := ref["jobId"].(string)
	if id == "" {
		id = fmt.Sprintf("job_%d", c.next())
	}
	if c.jobs[id] != nil {
		return nil, &refusal{409, "duplicate", "Already Exists: Job " + c.Project + ":" + location + "." + id}
	}
	configuration := c.object("configuration")
	query, _ := configuration["query"].(object)
	job := object{"kind": "bigquery#job", "jobReference": object{"projectId": c.Project, "jobId": id, "location": location}, "configuration": configuration}
	status := object{"state": "DONE"}
	if r := c.write(query, location); r != nil {
		told := object{"reason": r.reason, "message": r.message}
		status["errorResult"], status["errors"] = told, []any{told}
	}
	job["status"] = status
	c.jobs[id] = job
	shown := copyOf(job)
	shown["status"] = object{"state": "RUNNING"}
	return shown, nil
}

func (c *call) write(query object, location string) *refusal {
	to, _ := query["destinationTable"].(object)
	if to == nil {
		return nil
	}
	data, _ := to["datasetId"].(string)
	name, _ := to["tableId"].(string)
	d := c.datasets[data]
	if d == nil || d.resource["location"] != location {
		return &refusal{404, "notFound", "Not found: Dataset " + c.Project + ":" + data + " was not found in location " + location}
	}
	if err := c.need("bigquery.tables.updateData", data, name); err != nil {
		return err.(*refusal) //nolint:errorlint // need gives nothing else
	}
	t := d.tables[name]
	if t == nil {
		return &refusal{404, "notFound", "Not found: Table " + c.Project + ":" + data + "." + name}
	}
	t.rows = append(t.rows, object{"f": []any{object{"v": "1"}}})
	return nil
}

func getJob(c *call) (any, error) {
	job := c.jobs[c.r.PathValue("job")]
	ref, _ := job["jobReference"].(object)
	if job == nil || c.query("location") != ref["location"] {
		return nil, &refusal{404, "notFound", "Not found: Job " + c.Project + ":" + c.r.PathValue("job")}
	}
	return job, nil
}

// View makes one of a dataset's tables a view.
func (s *Server) View(data, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.datasets[data].tables[name].resource["type"] = "VIEW"
}
