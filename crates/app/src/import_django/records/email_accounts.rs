use domain::email_accounts::{EmailAccountFields, SmtpSecurity};
use domain::{Check as _, Coded as _, Permission, Result, Secret};
use persistence::Scope;
use persistence::imports::RowKind;
use uuid::Uuid;

use super::{Context, Record, Refusal, Row};
use crate::{App, email_accounts};

/// A mailbox.
#[derive(Clone)]
pub(in crate::import_django) struct Mailbox {
    fields: EmailAccountFields,
    password: Option<Secret>,
}

impl Record for Mailbox {
    const KIND: RowKind = RowKind::EmailAccount;
    const PERMISSION: Permission = Permission::EmailSend;
    const SEALED: bool = true;

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let standard = EmailAccountFields::default();
        let number = |field, otherwise| {
            row.whole(field).and_then(|number| u32::try_from(number).ok()).unwrap_or(otherwise)
        };
        let port = row.whole("smtp_port").and_then(|port| u16::try_from(port).ok());
        let email_address = row.text("email_address").unwrap_or_default();
        let fields = EmailAccountFields {
            display_name: row.text("display_name").unwrap_or_default(),
            smtp_host: row.text("smtp_host").unwrap_or_default(),
            smtp_port: port.unwrap_or(standard.smtp_port),
            smtp_security: security(row, port.unwrap_or(standard.smtp_port)),
            smtp_username: row.text("smtp_username").unwrap_or_else(|| email_address.clone()),
            signature: row.text("signature").unwrap_or_default(),
            daily_limit: number("daily_limit", standard.daily_limit),
            per_minute_limit: number("per_minute_limit", standard.per_minute_limit),
            is_active: row.flag("is_active").unwrap_or(true),
            email_address,
        };
        fields.validate()?;
        let password = context.open(row, "smtp_password").unwrap_or_else(|_refusal| {
            context.note("its password could not be opened with the Fernet key given; enter it anew");
            None
        });
        Ok(Self { fields, password })
    }

    async fn create(app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(records.len());
        for Self { fields, password } in records {
            ids.push(email_accounts::create(app, scope, fields, password.as_ref()).await?.id);
        }
        Ok(ids)
    }

    async fn update(self, app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        email_accounts::update(app, scope, id, self.fields, self.password.as_ref(), None).await.map(|_| ())
    }
}

/// By its word, by Django's two flags, else by what the port is for.
fn security(row: &Row, port: u16) -> SmtpSecurity {
    let word = row.text("smtp_security").map(|word| word.to_lowercase());
    if let Some(word) = word {
        return match word.as_str() {
            "ssl" => SmtpSecurity::Tls,
            other => SmtpSecurity::from_code(other).unwrap_or_default(),
        };
    }
    match (row.flag("use_ssl"), row.flag("use_tls")) {
        (Some(true), _) => SmtpSecurity::Tls,
        (_, Some(true)) => SmtpSecurity::Starttls,
        (Some(false), Some(false)) => SmtpSecurity::None,
        _ if port == 465 => SmtpSecurity::Tls,
        _ => SmtpSecurity::Starttls,
    }
}
