gcloud projects add-iam-policy-binding acme \
  --member="serviceAccount:t@acme.iam.gserviceaccount.com" --role="roles/bigquery.user"
gcloud projects add-iam-policy-binding acme --member="serviceAccount:t@acme.iam.gserviceaccount.com" \
  --role=roles/bigquery.jobUser
gcloud projects add-iam-policy-binding acme --member="serviceAccount:t@acme.iam.gserviceaccount.com" --role roles/bigquery.dataViewer
