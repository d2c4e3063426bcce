//! Keys and configurations of models, and the ledger of their use.

mod prelude {
    pub(crate) use crate::columns::{Document, Word};
    pub(crate) use crate::scope::{OrgOwned, Versioned};
    pub use domain::models::{CallOutcome, Purpose};
    pub use domain::{Actor, Kind};
    pub use sea_orm::Condition;
    pub use sea_orm::entity::prelude::*;
}

pub(crate) mod api_key {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Option<Uuid>,
        pub owner_key: Uuid,
        pub provider: String,
        pub name: String,
        pub key_encrypted: String,
        pub key_hint: String,
        pub base_url: Option<String>,
        pub is_active: bool,
        pub last_verified_at: Option<DateTimeUtc>,
        pub last_error: Option<String>,
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
            Condition::any().add(Column::UserId.is_null()).add(Column::UserId.eq(actor.user_id))
        }

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::UserId.eq(actor.user_id)))
        }
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::ApiKey;
    }
}

pub(crate) mod llm_config {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "llm_configs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub name: String,
        pub provider: String,
        pub model_name: String,
        pub base_url: Option<String>,
        pub api_key_id: Option<Uuid>,
        pub temperature: Option<f64>,
        pub max_tokens: Option<i32>,
        pub top_p: Option<f64>,
        pub system_prompt: Option<String>,
        pub purposes: Document<Vec<Purpose>>,
        pub is_default: bool,
        pub fallback_config_id: Option<Uuid>,
        pub is_active: bool,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::ModelConfig;
    }
}

pub(crate) mod ai_usage {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ai_usage")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub provider: String,
        pub model: String,
        pub purpose: Word<Purpose>,
        pub prompt_tokens: i64,
        pub completion_tokens: i64,
        pub cost: Option<f64>,
        pub latency_ms: i64,
        pub outcome: Word<CallOutcome>,
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
