use domain::companies::CompanyFields;
use domain::text::is_url;
use domain::{Check as _, Permission, Result};
use persistence::imports::RowKind;
use persistence::{Scope, companies};
use uuid::Uuid;

use super::{Context, Record, Refusal, Row, cut};
use crate::App;

/// A company.
#[derive(Clone)]
pub(in crate::import_django) struct Client(CompanyFields);

impl Record for Client {
    const KIND: RowKind = RowKind::Company;
    const PERMISSION: Permission = Permission::CompanyCreate;
    const REFERS: &'static [(&'static str, RowKind)] = &[];

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let website = row.text("website");
        if website.as_deref().is_some_and(|website| !is_url(website)) {
            context.note("its website is no web address and was left out");
        }
        let fields = CompanyFields {
            name: row.text("name").unwrap_or_default(),
            website: website.filter(|website| is_url(website)),
            industry: cut(row.text("industry"), 100),
            city: cut(row.text("city"), 100),
            notes: row.prose("notes"),
        };
        fields.validate()?;
        Ok(Self(fields))
    }

    fn shared_name(&self) -> Option<&str> {
        Some(&self.0.name)
    }

    async fn find(scope: &Scope, name: &str) -> Result<Option<Uuid>> {
        companies::find_by_name(scope, name).await
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(records.len());
        for Self(fields) in records {
            ids.push(companies::insert(scope, fields).await?.id);
        }
        Ok(ids)
    }

    async fn update(self, _app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        companies::update(scope, id, self.0, None).await.map(|_| ())
    }
}
