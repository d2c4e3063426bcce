//! What is counted rather than written down one by one.

pub(crate) mod request_count {
    use sea_orm::entity::prelude::*;

    use crate::scope::OrgOwned;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "request_counts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub hour: DateTimeUtc,
        #[sea_orm(primary_key, auto_increment = false)]
        pub method: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub route: String,
        pub requests: i64,
        pub client_errors: i64,
        pub server_errors: i64,
        pub total_ms: i64,
        pub ms_5: i64,
        pub ms_10: i64,
        pub ms_25: i64,
        pub ms_50: i64,
        pub ms_100: i64,
        pub ms_250: i64,
        pub ms_500: i64,
        pub ms_1000: i64,
        pub ms_2500: i64,
        pub ms_5000: i64,
        pub ms_more: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }

    /// The columns of the classes of latency, the fastest first.
    pub(crate) const CLASSES: [Column; 11] = [
        Column::Ms5,
        Column::Ms10,
        Column::Ms25,
        Column::Ms50,
        Column::Ms100,
        Column::Ms250,
        Column::Ms500,
        Column::Ms1000,
        Column::Ms2500,
        Column::Ms5000,
        Column::MsMore,
    ];
}
