//! Which tables and columns of a Django project hold what. This table is the whole mapping; an operator renames in it
//! by a file (docs/import-django.md).

use std::collections::{BTreeMap, BTreeSet};

use domain::{Coded, Result};
use persistence::imports::{Foreign, RowKind};
use serde::Deserialize;

/// One kind of row: the tables it may stand in and the columns each field may stand in; the first that exists is it.
struct Shape {
    kind: RowKind,
    tables: &'static [&'static str],
    fields: &'static [(&'static str, &'static [&'static str])],
}

/// The field that tells rows apart.
const KEY: &str = "key";
const ID: (&str, &[&str]) = (KEY, &["id", "uuid"]);
const OWNER: (&str, &[&str]) = ("owner", &["user_id", "owner_id", "created_by_id", "creator_id"]);
const CREATED: (&str, &[&str]) = ("created_at", &["created_at", "created", "create_time", "date_created"]);
const DELETED: (&str, &[&str]) = ("deleted", &["is_deleted", "deleted", "deleted_at"]);

const STANDARD: &[Shape] = &[
    Shape {
        kind: RowKind::User,
        tables: &["auth_user", "users_user", "accounts_user", "users_customuser", "accounts_customuser"],
        fields: &[
            ID,
            ("username", &["username"]),
            ("email", &["email"]),
            ("password", &["password"]),
            ("first_name", &["first_name"]),
            ("last_name", &["last_name"]),
            ("is_superuser", &["is_superuser"]),
            ("is_staff", &["is_staff"]),
            ("is_active", &["is_active"]),
            ("created_at", &["date_joined", "created_at"]),
        ],
    },
    Shape {
        kind: RowKind::Company,
        tables: &["jobs_company", "companies_company", "company_company"],
        fields: &[
            ID,
            ("name", &["name", "company_name"]),
            ("website", &["website", "url", "homepage"]),
            ("industry", &["industry"]),
            ("city", &["city", "location", "address"]),
            ("notes", &["notes", "description", "remark"]),
            DELETED,
        ],
    },
    Shape {
        kind: RowKind::Job,
        tables: &["jobs_job", "jobs_position", "job_job"],
        fields: &[
            ID,
            OWNER,
            ("company", &["company_id"]),
            ("company_name", &["company_name", "company"]),
            ("title", &["title", "name", "job_title"]),
            ("department", &["department"]),
            ("salary_range", &["salary_range", "salary"]),
            ("salary_min", &["salary_min"]),
            ("salary_max", &["salary_max"]),
            ("level_set", &["level_set", "levels", "level"]),
            ("status", &["status"]),
            ("locations", &["locations", "location", "city"]),
            ("raw_skills", &["raw_skills", "skills"]),
            ("keywords", &["keywords", "tags"]),
            ("job_description", &["job_description", "description"]),
            ("job_requirement", &["job_requirement", "requirements", "requirement"]),
            ("min_experience_years", &["min_experience_years", "experience_years", "min_years"]),
            ("education_required", &["education_required", "education"]),
            ("notes", &["notes", "remark"]),
            CREATED,
            DELETED,
        ],
    },
    Shape {
        kind: RowKind::Candidate,
        tables: &["candidates_candidate", "candidate_candidate", "talents_candidate"],
        fields: &[
            ID,
            OWNER,
            ("name", &["name", "full_name"]),
            ("emails", &["emails", "email"]),
            ("phone", &["phone", "phone_number", "mobile"]),
            ("current_company", &["current_company", "company"]),
            ("current_position", &["current_position", "position", "current_title", "title"]),
            ("experience_years", &["experience_years", "years_of_experience", "work_years"]),
            ("education", &["education", "education_history"]),
            ("education_level", &["education_level", "degree"]),
            ("salutation_title", &["salutation_title", "salutation"]),
            ("level", &["level"]),
            ("expected_salary", &["expected_salary", "salary_expectation"]),
            ("locations", &["locations", "location", "city"]),
            ("skills", &["skills"]),
            ("raw_skills", &["raw_skills"]),
            ("keywords", &["keywords", "tags"]),
            ("external_id", &["external_id"]),
            ("summary", &["summary", "notes", "self_evaluation", "remark"]),
            ("consent_status", &["consent_status"]),
            ("do_not_contact", &["do_not_contact"]),
            CREATED,
            DELETED,
        ],
    },
    Shape {
        kind: RowKind::CandidateGroup,
        tables: &["candidates_candidategroup", "candidates_group", "candidate_candidategroup"],
        fields: &[ID, OWNER, ("name", &["name"]), ("description", &["description", "notes"]), DELETED],
    },
    Shape {
        kind: RowKind::GroupMember,
        tables: &[
            "candidates_candidategroup_candidates",
            "candidates_candidategroup_members",
            "candidates_candidate_groups",
            "candidates_candidategroupmember",
            "candidates_group_candidates",
        ],
        fields: &[ID, ("group", &["candidategroup_id", "group_id"]), ("candidate", &["candidate_id"])],
    },
    Shape {
        kind: RowKind::EmailTemplate,
        tables: &["emails_emailtemplate", "emails_template", "email_emailtemplate"],
        fields: &[
            ID,
            OWNER,
            ("name", &["name", "title"]),
            ("subject", &["subject"]),
            ("body", &["body", "content", "body_html", "html_content"]),
            ("shared", &["shared", "is_shared", "is_public"]),
            DELETED,
        ],
    },
    Shape {
        kind: RowKind::EmailAccount,
        tables: &["emails_emailaccount", "emails_account", "email_emailaccount"],
        fields: &[
            ID,
            OWNER,
            ("email_address", &["email_address", "email", "address"]),
            ("display_name", &["display_name", "name", "from_name"]),
            ("smtp_host", &["smtp_host", "host", "smtp_server"]),
            ("smtp_port", &["smtp_port", "port"]),
            ("smtp_security", &["smtp_security", "security"]),
            ("use_ssl", &["use_ssl", "smtp_use_ssl", "smtp_ssl"]),
            ("use_tls", &["use_tls", "smtp_use_tls", "smtp_tls"]),
            ("smtp_username", &["smtp_username", "username", "smtp_user"]),
            (
                "smtp_password",
                &[
                    "smtp_password_encrypted",
                    "encrypted_password",
                    "password_encrypted",
                    "smtp_password",
                    "password",
                ],
            ),
            ("signature", &["signature"]),
            ("daily_limit", &["daily_limit"]),
            ("per_minute_limit", &["per_minute_limit"]),
            ("is_active", &["is_active"]),
            DELETED,
        ],
    },
    Shape {
        kind: RowKind::ApiKey,
        tables: &["ai_apikey", "llm_apikey", "ai_models_apikey", "api_keys_apikey"],
        fields: &[
            ID,
            OWNER,
            ("provider", &["provider", "model_name", "vendor"]),
            ("name", &["name", "label"]),
            ("secret", &["key_encrypted", "encrypted_key", "api_key_encrypted", "api_key", "key"]),
            ("base_url", &["base_url", "api_base"]),
            DELETED,
        ],
    },
];

/// What an operator renames: by kind, then `table` or a field, the name in the Django database.
pub type Renames = BTreeMap<String, BTreeMap<String, String>>;

/// Names of an operator's own, read from a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Mapping(Renames);

/// A table that is there, with the columns that hold its fields.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its name.
    pub(super) table: String,
    /// Field and column; the key comes first.
    pub(super) columns: Vec<(&'static str, String)>,
    /// Fields that no column holds.
    pub(super) missing: Vec<&'static str>,
}

impl Mapping {
    /// Names what is in the file and means nothing.
    pub fn check(&self) -> std::result::Result<(), String> {
        for (kind, names) in &self.0 {
            let Some(shape) = RowKind::from_code(kind).and_then(shape) else {
                let known: Vec<_> = RowKind::ALL.iter().map(|kind| kind.code()).collect();
                return Err(format!("[{kind}] is none of {}", known.join(", ")));
            };
            let fields: Vec<_> = shape.fields.iter().map(|(field, _)| *field).collect();
            if let Some(name) = names.keys().find(|name| *name != "table" && !fields.contains(&name.as_str()))
            {
                return Err(format!("{name} in [{kind}] is neither table nor one of {}", fields.join(", ")));
            }
        }
        Ok(())
    }

    /// Where rows of a kind stand in a database; `None` when no table of theirs is there.
    pub(super) async fn find(&self, foreign: &Foreign, kind: RowKind) -> Result<Option<Found>> {
        let Some(shape) = shape(kind) else { return Ok(None) };
        let renamed = self.0.get(kind.code());
        let own = renamed.and_then(|names| names.get("table")).map(String::as_str);
        let tables = own.map_or(shape.tables.to_vec(), |table| vec![table]);
        for table in tables {
            let columns = foreign.columns(table).await?;
            if columns.is_empty() {
                continue;
            }
            let (found, missing) = shape.columns(&columns, renamed);
            return Ok(Some(Found { table: table.to_owned(), columns: found, missing }));
        }
        Ok(None)
    }
}

impl Found {
    /// Whether rows can be told apart; else there is nothing to be done with them.
    pub(super) fn has_key(&self) -> bool {
        self.columns.first().is_some_and(|(field, _)| *field == KEY)
    }
}

impl Shape {
    fn columns(
        &self,
        present: &BTreeSet<String>,
        renamed: Option<&BTreeMap<String, String>>,
    ) -> (Vec<(&'static str, String)>, Vec<&'static str>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for (field, columns) in self.fields {
            let own = renamed.and_then(|names| names.get(*field)).map(String::as_str);
            let column = match own {
                Some(column) => Some(column).filter(|column| present.contains(*column)),
                None => columns.iter().copied().find(|column| present.contains(*column)),
            };
            match column {
                Some(column) => found.push((*field, column.to_owned())),
                None => missing.push(*field),
            }
        }
        (found, missing)
    }
}

fn shape(kind: RowKind) -> Option<&'static Shape> {
    STANDARD.iter().find(|shape| shape.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(kind: &str, name: &str) -> Mapping {
        Mapping(BTreeMap::from([(kind.to_owned(), BTreeMap::from([(name.to_owned(), "x".to_owned())]))]))
    }

    #[test]
    fn every_kind_has_a_shape_whose_key_comes_first() {
        for kind in RowKind::ALL {
            let shape = shape(*kind).unwrap();
            assert_eq!(shape.fields[0].0, KEY, "{}", kind.code());
        }
    }

    #[test]
    fn a_name_that_means_nothing_is_told() {
        assert!(mapping("job", "title").check().is_ok());
        assert!(mapping("job", "table").check().is_ok());
        assert!(mapping("job", "titel").check().unwrap_err().contains("titel"));
        assert!(mapping("jobs", "title").check().unwrap_err().contains("candidate_group"));
    }

    #[test]
    fn the_first_column_that_exists_is_taken_and_a_rename_goes_before() {
        let present = BTreeSet::from(["id", "name", "job_title"].map(str::to_owned));
        let job = shape(RowKind::Job).unwrap();
        let title = |renames: Option<&BTreeMap<String, String>>| {
            let (found, _) = job.columns(&present, renames);
            found.into_iter().find(|(field, _)| *field == "title").map(|(_, column)| column)
        };
        assert_eq!(title(None).as_deref(), Some("name"));
        let renames = BTreeMap::from([("title".to_owned(), "job_title".to_owned())]);
        assert_eq!(title(Some(&renames)).as_deref(), Some("job_title"));
        let wrong = BTreeMap::from([("title".to_owned(), "nowhere".to_owned())]);
        assert_eq!(title(Some(&wrong)), None);
    }
}
