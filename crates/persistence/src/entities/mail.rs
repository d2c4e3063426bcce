//! Mailboxes, templates and the ledger of mails.

mod prelude {
    pub(crate) use crate::columns::Word;
    pub(crate) use crate::scope::{OrgOwned, Versioned};
    pub(crate) use crate::suppressions::SuppressionReason;
    pub use domain::email_accounts::SmtpSecurity;
    pub use domain::emails::{EmailKind, EmailStatus, FailureKind, TriggerType};
    pub use domain::{Actor, Kind};
    pub use sea_orm::Condition;
    pub use sea_orm::entity::prelude::*;
}

pub(crate) mod email_account {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "email_accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub email_address: String,
        pub display_name: String,
        pub smtp_host: String,
        pub smtp_port: i32,
        pub smtp_security: Word<SmtpSecurity>,
        pub smtp_username: String,
        pub smtp_password_encrypted: Option<String>,
        pub signature: String,
        pub daily_limit: i32,
        pub per_minute_limit: i32,
        pub is_active: bool,
        pub last_tested_at: Option<DateTimeUtc>,
        pub last_error: Option<String>,
        pub archived_at: Option<DateTimeUtc>,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn visible_to(actor: &Actor) -> Condition {
            Condition::all().add(Column::UserId.eq(actor.user_id))
        }

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::EmailAccount;
    }
}

pub(crate) mod email_template {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "email_templates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub name: String,
        pub subject: String,
        pub body: String,
        pub shared: bool,
        pub search_text: String,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn visible_to(actor: &Actor) -> Condition {
            Condition::any().add(Column::Shared.eq(true)).add(Column::UserId.eq(actor.user_id))
        }
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::EmailTemplate;
    }
}

pub(crate) mod email_log {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "email_logs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub kind: Word<EmailKind>,
        pub user_id: Option<Uuid>,
        pub from_account_id: Option<Uuid>,
        pub candidate_id: Option<Uuid>,
        pub job_id: Option<Uuid>,
        pub group_id: Option<Uuid>,
        pub template_id: Option<Uuid>,
        pub campaign_id: Option<Uuid>,
        pub to_email: String,
        pub to_email_key: String,
        pub subject: String,
        pub content_html: String,
        pub content_text: String,
        pub status: Word<EmailStatus>,
        pub trigger_type: Word<TriggerType>,
        pub scheduled_at: Option<DateTimeUtc>,
        pub sent_at: Option<DateTimeUtc>,
        pub failure_reason: Option<String>,
        pub failure_kind: Option<Word<FailureKind>>,
        pub retry_count: i32,
        pub next_attempt_at: Option<DateTimeUtc>,
        pub locked_by: Option<String>,
        pub lease_expires_at: Option<DateTimeUtc>,
        pub message_id: String,
        pub search_text: String,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        /// The ledger is of mails to candidates; what the product itself writes to people is nobody else's business.
        fn visible_to(actor: &Actor) -> Condition {
            Condition::all()
                .add(crate::visibility::by_owner(actor, Column::UserId))
                .add(Column::Kind.eq(Word(EmailKind::Outreach)))
        }

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }
}

pub(crate) mod suppression {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "suppressions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub email: String,
        pub email_key: String,
        pub reason: Word<SuppressionReason>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}
