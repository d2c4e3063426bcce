//! What recruiters work with.

mod prelude {
    pub(crate) use crate::candidates::KeyKind;
    pub(crate) use crate::changes::ChangeKind;
    pub(crate) use crate::columns::{Strings, Word};
    pub(crate) use crate::jobs::Importance;
    pub(crate) use crate::scope::{OrgOwned, Versioned};
    pub use domain::candidates::{ConsentStatus, SalutationTitle};
    pub use domain::jobs::{EducationLevel, JobStatus, RecordSource, SalaryPeriod};
    pub use domain::{Actor, Kind};
    pub use sea_orm::Condition;
    pub use sea_orm::entity::prelude::*;
}

pub(crate) mod document {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub storage_key: String,
        pub file_name: String,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
        pub text: String,
        pub kept: bool,
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

pub(crate) mod company {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "companies")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub name: String,
        pub website: Option<String>,
        pub industry: Option<String>,
        pub city: Option<String>,
        pub notes: Option<String>,
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
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::Company;
    }
}

pub(crate) mod job {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub company_id: Option<Uuid>,
        pub document_id: Option<Uuid>,
        pub title: String,
        pub department: Option<String>,
        pub salary_range: Option<String>,
        pub salary_min: Option<i64>,
        pub salary_max: Option<i64>,
        pub salary_currency: Option<String>,
        pub salary_period: Option<Word<SalaryPeriod>>,
        pub salary_months: Option<i32>,
        pub level_set: Strings,
        pub status: Word<JobStatus>,
        pub locations: Strings,
        pub raw_skills: Strings,
        pub keywords: Strings,
        pub must_keywords: Strings,
        pub job_description: Option<String>,
        pub job_requirement: Option<String>,
        pub min_experience_years: Option<f64>,
        pub education_required: Option<Word<EducationLevel>>,
        pub notes: Option<String>,
        pub source: Word<RecordSource>,
        pub duplicate_key: String,
        pub search_text: String,
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
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::Job;
    }
}

pub(crate) mod job_keyword {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job_keywords")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub job_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub keyword: String,
        pub importance: Word<Importance>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod job_location {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job_locations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub job_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub location: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod candidate {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub document_id: Option<Uuid>,
        pub name: String,
        pub emails: Strings,
        pub primary_email: Option<String>,
        pub phone: Option<String>,
        pub current_company: Option<String>,
        pub current_position: Option<String>,
        pub experience_years: Option<f64>,
        pub education: Option<String>,
        pub education_level: Option<Word<EducationLevel>>,
        pub salutation_title: Option<Word<SalutationTitle>>,
        pub level: Option<String>,
        pub time_zone: Option<String>,
        pub expected_salary: Option<String>,
        pub expected_salary_min: Option<i64>,
        pub expected_salary_max: Option<i64>,
        pub expected_salary_currency: Option<String>,
        pub expected_salary_period: Option<Word<SalaryPeriod>>,
        pub expected_salary_months: Option<i32>,
        pub locations: Strings,
        pub skills: Option<String>,
        pub raw_skills: Strings,
        pub keywords: Strings,
        pub external_id: Option<String>,
        pub summary: Option<String>,
        pub source: Word<RecordSource>,
        pub consent_status: Word<ConsentStatus>,
        pub do_not_contact: bool,
        pub search_text: String,
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
            crate::visibility::by_owner(actor, Column::UserId)
        }
    }

    impl Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
        const KIND: Kind = Kind::Candidate;
    }
}

pub(crate) mod candidate_keyword {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidate_keywords")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub candidate_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub keyword: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod candidate_location {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidate_locations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub candidate_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub location: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod candidate_key {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidate_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub candidate_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: Word<KeyKind>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod candidate_group {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidate_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub user_id: Uuid,
        pub name: String,
        pub description: Option<String>,
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
        const KIND: Kind = Kind::CandidateGroup;
    }
}

pub(crate) mod candidate_group_member {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "candidate_group_members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub candidate_id: Uuid,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}

pub(crate) mod keyword {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "keywords")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub organization_id: Uuid,
        pub code: String,
        pub name_zh: String,
        pub name_en: String,
        pub category: String,
        pub aliases: Strings,
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
        const KIND: Kind = Kind::Keyword;
    }
}

pub(crate) mod change {
    use super::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "changes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub kind: Word<ChangeKind>,
        pub subject_id: Uuid,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl OrgOwned for Entity {
        const ORG: Column = Column::OrganizationId;
    }
}
