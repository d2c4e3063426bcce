//! The queue.

mod prelude {
    pub(crate) use crate::columns::Word;
    pub(crate) use crate::scope::OrgOwned;
    pub use domain::Actor;
    pub use domain::tasks::TaskState;
    pub use sea_orm::Condition;
    pub use sea_orm::entity::prelude::*;
}

pub(crate) mod task {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tasks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub kind: String,
        pub payload: Json,
        pub state: Word<TaskState>,
        pub current: i64,
        pub total: i64,
        pub message: Option<String>,
        pub result: Option<Json>,
        pub error: Option<Json>,
        pub priority: i32,
        pub attempts: i32,
        pub max_attempts: i32,
        pub unique_key: Option<String>,
        pub locked_by: Option<String>,
        pub run_at: DateTimeUtc,
        pub lease_expires_at: Option<DateTimeUtc>,
        pub cancel_requested: bool,
        pub created_at: DateTimeUtc,
        pub started_at: Option<DateTimeUtc>,
        pub finished_at: Option<DateTimeUtc>,
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
}

pub(crate) mod task_item {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub task_id: Uuid,
        pub position: i32,
        pub label: String,
        pub state: Word<TaskState>,
        pub error: Option<Json>,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;

        fn own(actor: &Actor) -> Option<Condition> {
            Some(Condition::all().add(Column::TaskId.in_subquery(crate::visibility::tasks_of(actor))))
        }
    }
}
