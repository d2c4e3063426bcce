//! What came from another system.

pub(crate) mod imported_row {
    use sea_orm::entity::prelude::*;

    use crate::columns::Word;
    use crate::imports::RowKind;
    use crate::scope::OrgOwned;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "imported_rows")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub source: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: Word<RowKind>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub source_key: String,
        pub row_id: Uuid,
        pub digest: String,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}
