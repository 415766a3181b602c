package bigquery_test

import (
	"strings"
	"testing"

	"scrim/pkg/connector"
	"scrim/pkg/warehouse/bigquery"
)

// TestText: what a plan shows is what a person would type, and no name in it
// becomes anything else than a name.
func TestText(t *testing.T) {
	const p = "acme"
	member := "serviceAccount:segment@acme.iam.gserviceaccount.com"
	do := func(d connector.Do, t connector.Thing) connector.Step { return connector.Step{Do: d, Thing: t} }
	one := connector.ServiceAccount{Project: p, ID: "segment", DisplayName: "It's Segment", Description: "reads $(rm)"}
	role := connector.CustomRole{Project: p, ID: "segment_read", Permissions: []string{"bigquery.tables.get", "bigquery.tables.getData"}}
	books := connector.Dataset{Project: p, Name: "__segment_reverse_etl", Location: "EU"}
	on := connector.Binding{Role: "roles/bigquery.dataViewer", Project: p, Dataset: "sales", Member: member}
	table := on
	table.Table = "or`ders"
	all := connector.Binding{Role: "roles/bigquery.jobUser", Project: p, Member: member}
	var got []string
	for _, s := range []connector.Step{
		do(connector.Make, one), do(connector.Mend, one), do(connector.Remove, one),
		do(connector.Make, role), do(connector.Mend, role), do(connector.Remove, role),
		do(connector.Make, books), do(connector.Mend, books), do(connector.Remove, books),
		do(connector.Make, all), do(connector.Remove, all), do(connector.Make, on), do(connector.Remove, on), do(connector.Make, table),
	} {
		text, err := bigquery.Text(s)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, text)
	}
	want := strings.Join([]string{
		`gcloud iam service-accounts create segment --project=acme --display-name='It'\''s Segment' --description='reads $(rm)'`,
		`gcloud iam service-accounts update segment@acme.iam.gserviceaccount.com --project=acme --display-name='It'\''s Segment' --description='reads $(rm)'`,
		`gcloud iam service-accounts delete segment@acme.iam.gserviceaccount.com --project=acme`,
		`gcloud iam roles create segment_read --project=acme --permissions=bigquery.tables.get,bigquery.tables.getData`,
		`gcloud iam roles update segment_read --project=acme --permissions=bigquery.tables.get,bigquery.tables.getData`,
		`gcloud iam roles delete segment_read --project=acme`,
		"CREATE SCHEMA `acme`.`__segment_reverse_etl` OPTIONS (location = \"EU\")",
		"DROP SCHEMA `acme`.`__segment_reverse_etl` RESTRICT; CREATE SCHEMA `acme`.`__segment_reverse_etl` OPTIONS (location = \"EU\")",
		"DROP SCHEMA `acme`.`__segment_reverse_etl` RESTRICT",
		`gcloud projects add-iam-policy-binding acme --member=` + member + ` --role=roles/bigquery.jobUser --condition=None`,
		`gcloud projects remove-iam-policy-binding acme --member=` + member + ` --role=roles/bigquery.jobUser --condition=None`,
		"GRANT `roles/bigquery.dataViewer` ON SCHEMA `acme`.`sales` TO \"" + member + "\"",
		"REVOKE `roles/bigquery.dataViewer` ON SCHEMA `acme`.`sales` FROM \"" + member + "\"",
		"GRANT `roles/bigquery.dataViewer` ON TABLE `acme`.`sales`.`or\\`ders` TO \"" + member + "\"",
	}, "\n")
	same(t, "the text is another", want, strings.Join(got, "\n"))
	for _, s := range []connector.Step{do(connector.Make, connector.Role{Name: "r"}), do(connector.Mend, all), do(connector.Reassign, books)} {
		if text, err := bigquery.Text(s); err == nil {
			t.Errorf("%+v is %s", s, text)
		}
	}
}
