# A data tool on BigQuery: queries in the project, data of one dataset.
gcloud iam service-accounts create tool --display-name="A data tool"
gcloud projects add-iam-policy-binding acme-warehouse \
  --member="serviceAccount:tool@acme-warehouse.iam.gserviceaccount.com" \
  --role="roles/bigquery.jobUser"
bq query --use_legacy_sql=false \
  'GRANT `roles/bigquery.dataViewer` ON SCHEMA `devices` TO "serviceAccount:tool@acme-warehouse.iam.gserviceaccount.com"'
