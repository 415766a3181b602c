package bigqueryd

import "strings"

// customRole is a role of the project's own.
type customRole struct {
	resource    object
	permissions []string
	deleted     bool
	unborn      int // how often policies do not know it yet
}

// bindable refuses a custom role of the project that is not there, or not seen yet.
func (c *call) bindable(role string) error {
	id, ok := strings.CutPrefix(role, "projects/"+c.Project+"/roles/")
	if !ok {
		return nil
	}
	r := c.roles[id]
	if r != nil && r.unborn == 0 {
		return nil
	}
	if r != nil {
		r.unborn--
	}
	return &refusal{400, "badRequest", "Role (" + role + ") does not exist in the resource's hierarchy."}
}

func (r *customRole) show() object {
	out := copyOf(r.resource)
	var list []any
	for _, p := range r.permissions {
		list = append(list, p)
	}
	out["includedPermissions"] = list
	if r.deleted {
		out["deleted"] = true
	}
	return out
}

func texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, one := range list {
		if s, ok := one.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func createRole(c *call) (any, error) {
	if err := c.needs("iam.roles.create"); err != nil {
		return nil, err
	}
	id := c.text("roleId")
	if c.roles[id] != nil {
		return nil, &refusal{409, "alreadyExists", "A role named " + id + " in projects/" + c.Project + " already exists."}
	}
	r := &customRole{resource: copyOf(c.object("role")), permissions: texts(c.object("role")["includedPermissions"]), unborn: c.Unborn}
	r.resource["name"], r.resource["etag"] = "projects/"+c.Project+"/roles/"+id, c.etag()
	c.roles[id] = r
	return r.show(), nil
}

func (c *call) role(id string) (*customRole, error) {
	if r := c.roles[id]; r != nil {
		return r, nil
	}
	return nil, &refusal{404, "notFound", "The role named projects/" + c.Project + "/roles/" + id + " was not found."}
}

func getRole(c *call) (any, error) {
	if err := c.needs("iam.roles.get"); err != nil {
		return nil, err
	}
	r, err := c.role(c.r.PathValue("role"))
	if err != nil {
		return nil, err
	}
	return r.show(), nil
}

// predefinedRole is one of Google's: everybody may look at those.
func predefinedRole(c *call) (any, error) {
	name := "roles/" + c.r.PathValue("role")
	if permissions(name) == nil {
		return nil, &refusal{404, "notFound", "The role named " + name + " was not found."}
	}
	return object{"name": name, "stage": "GA", "includedPermissions": permissions(name)}, nil
}

func patchRole(c *call) (any, error) {
	if err := c.needs("iam.roles.update"); err != nil {
		return nil, err
	}
	r, err := c.role(c.r.PathValue("role"))
	if err != nil {
		return nil, err
	}
	if r.deleted {
		return nil, &refusal{400, "failedPrecondition", "You can't update a role that has been deleted."}
	}
	if etag := c.text("etag"); etag != "" && etag != r.resource["etag"] {
		return nil, &refusal{409, "aborted", "There were concurrent role changes."}
	}
	if strings.Contains(c.query("updateMask"), "includedPermissions") {
		r.permissions = texts(c.body["includedPermissions"])
	}
	r.resource["etag"] = c.etag()
	return r.show(), nil
}

// deleteRole keeps it for a while: its id is taken, and it gives nothing.
func deleteRole(c *call) (any, error) {
	if err := c.needs("iam.roles.delete"); err != nil {
		return nil, err
	}
	r, err := c.role(c.r.PathValue("role"))
	if err != nil {
		return nil, err
	}
	r.deleted, r.resource["etag"] = true, c.etag()
	return r.show(), nil
}

func undeleteRole(c *call) (any, error) {
	id, verb, _ := strings.Cut(c.r.PathValue("verb"), ":")
	if verb != "undelete" {
		return nil, &refusal{404, "notFound", "There is no method " + verb}
	}
	if err := c.needs("iam.roles.undelete"); err != nil {
		return nil, err
	}
	r, err := c.role(id)
	if err != nil {
		return nil, err
	}
	r.deleted, r.resource["etag"] = false, c.etag()
	return r.show(), nil
}

// Role makes a custom role, or gives one other permissions.
func (s *Server) Role(id string, permissions ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roles[id] = &customRole{resource: object{"name": "projects/" + s.Project + "/roles/" + id, "etag": s.etag()}, permissions: permissions}
}
