//! Who is who, and the two logs.

mod prelude {
    pub(crate) use crate::columns::{Document, Word};
    pub(crate) use crate::scope::{OrgOwned, UserOwned, Versioned};
    pub use domain::logs::{Changes, SubjectType, Verb};
    pub use domain::organizations::OrganizationSettings;
    pub use domain::{Actor, Kind};
    pub use sea_orm::Condition;
    pub use sea_orm::entity::prelude::*;
}

pub(crate) mod installation {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "installation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod organization {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "organizations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub slug: String,
        pub settings: Document<OrganizationSettings>,
        pub change_seq: i64,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::Id;

        fn own(_: &Actor) -> Option<Condition> {
            Some(Condition::all())
        }
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::Organization;
    }
}

pub(crate) mod user {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub username: String,
        pub username_key: String,
        pub email: String,
        pub email_key: String,
        pub first_name: String,
        pub last_name: String,
        pub password_hash: String,
        pub avatar_key: Option<String>,
        pub locale: String,
        pub time_zone: String,
        pub is_superuser: bool,
        pub is_active: bool,
        pub preferences: Json,
        pub email_verified_at: Option<DateTimeUtc>,
        pub totp_secret_encrypted: Option<String>,
        pub totp_last_step: Option<i64>,
        pub erased_at: Option<DateTimeUtc>,
        pub failed_sign_ins: i32,
        pub locked_until: Option<DateTimeUtc>,
        pub last_seen_at: Option<DateTimeUtc>,
        pub date_joined: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod membership {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "memberships")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub team_id: Option<Uuid>,
        pub joined_at: DateTimeUtc,
        pub is_active: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }
}

pub(crate) mod refresh_token {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "refresh_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub user_id: Uuid,
        pub organization_id: Uuid,
        pub family_id: Uuid,
        pub token_hash: String,
        pub user_agent: String,
        pub ip: String,
        pub created_at: DateTimeUtc,
        pub started_at: Option<DateTimeUtc>,
        pub expires_at: DateTimeUtc,
        pub rotated_at: Option<DateTimeUtc>,
        pub revoked_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl UserOwned for Entity {
        const USER: Column = Column::UserId;
    }
}

pub(crate) mod idempotency_key {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub route: String,
        pub idempotency_key: String,
        pub body_hash: String,
        pub response_status: Option<i32>,
        pub response_body: Option<String>,
        pub response_headers: Option<Json>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }
}

pub(crate) mod operation_log {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "operation_logs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Option<Uuid>,
        pub user_id: Option<Uuid>,
        pub username: Option<String>,
        pub module: String,
        pub action: String,
        pub method: String,
        pub path: String,
        pub route: String,
        pub ip: String,
        pub user_agent: String,
        pub request_params: String,
        pub response_head: String,
        pub status: i32,
        pub success: bool,
        pub duration_ms: i64,
        pub request_id: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }
}

pub(crate) mod action_log {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "action_logs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Option<Uuid>,
        pub verb: Word<Verb>,
        pub subject_type: Word<SubjectType>,
        pub subject_id: Uuid,
        pub summary: String,
        pub changes: Document<Changes>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }
}
