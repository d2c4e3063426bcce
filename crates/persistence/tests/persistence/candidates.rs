use domain::candidates::{CandidateFilter, DuplicateReason};
use domain::page::Paging;
use domain::{Actor, DataScope, Permission, Role};
use persistence::candidates::{self, CandidateKeys, NewCandidate};
use persistence::maintenance::index;
use persistence::{candidate_groups, documents};

use crate::kit::{World, candidate, new_candidate, on_each, sorted_by, strings, word};

fn wei() -> NewCandidate {
    let mut fields = candidate("李 伟");
    fields.emails = strings(&["Wei.Li@example.com", "li@example.cn"]);
    fields.phone = Some("+86 138-0013-8000".to_owned());
    fields.current_company = Some("字节跳动".to_owned());
    fields.external_id = Some("E-1".to_owned());
    fields.experience_years = Some(7.5);
    fields.locations = strings(&["上海"]);
    fields.keywords = Some(strings(&["java", "kubernetes"]));
    NewCandidate { fields, ..NewCandidate::default() }
}

async fn total(world: &World, actor: &Actor, filter: CandidateFilter) -> u64 {
    let list = async |scope: &persistence::Scope| candidates::list(scope, &filter, &Paging::default()).await;
    world.db.read(actor, Permission::CandidateRead, list).await.expect("a list").total
}

#[tokio::test]
async fn a_candidate_comes_back_as_written_and_changes_are_noted_field_by_field() {
    on_each(async |world| {
        let saved = world.work(async |scope| candidates::insert(scope, wei()).await).await;
        assert_eq!(world.work(async |scope| candidates::find(scope, saved.id).await).await, saved);
        assert_eq!(saved.fields, wei().fields);
        let mut fields = saved.fields.clone();
        fields.experience_years = Some(8.0);
        let updated = world
            .work(async |scope| candidates::update(scope, saved.id, fields.clone(), Some(1)).await)
            .await;
        assert_eq!((updated.version, updated.fields.experience_years), (2, Some(8.0)));
        let subject = (domain::logs::SubjectType::Candidate, saved.id);
        let lines = world
            .work(async |scope| persistence::action_logs::timeline(scope, subject, &Paging::default()).await)
            .await;
        let changed: Vec<_> = lines.items[0].changes.keys().map(String::as_str).collect();
        assert_eq!(changed, ["experience_years"]);
    })
    .await;
}

#[tokio::test]
async fn the_same_person_is_found_by_any_key_the_surest_first() {
    on_each(async |world| {
        let saved = world.work(async |scope| candidates::insert(scope, wei()).await).await;
        let name = |name: &str, company: Option<&str>| CandidateKeys {
            name: name.to_owned(),
            current_company: company.map(str::to_owned),
            ..CandidateKeys::default()
        };
        let keys = [
            CandidateKeys { emails: strings(&["LI@example.cn"]), ..name("x", None) },
            CandidateKeys { phone: Some("13800138000".to_owned()), ..name("x", None) },
            CandidateKeys {
                external_id: Some("E-1".to_owned()),
                emails: strings(&["li@example.cn"]),
                ..name("x", None)
            },
            name("李伟", Some("字节 跳动")),
            name("李伟", None),
            CandidateKeys { phone: Some("138****8000".to_owned()), ..name("Their Candidate", None) },
        ];
        let found = world.work(async |scope| candidates::find_duplicates(scope, &keys).await).await;
        let reasons: Vec<_> =
            found.iter().map(|of_one| of_one.first().map(|duplicate| duplicate.reason)).collect();
        use DuplicateReason::{Email, ExternalId, NameAndCompany, Phone};
        assert_eq!(reasons, [Some(Email), Some(Phone), Some(ExternalId), Some(NameAndCompany), None, None]);
        assert!(
            found.iter().flatten().all(|duplicate| duplicate.id == saved.id && duplicate.name == "李 伟")
        );
        let again = world.try_work(async |scope| {
            let mut other = new_candidate("Other");
            other.fields.external_id = Some("E-1".to_owned());
            candidates::insert(scope, other).await
        });
        assert_eq!(word(again.await), "external_id_taken");
    })
    .await;
}

#[tokio::test]
async fn lists_filter_by_everything_they_offer() {
    on_each(async |world| {
        let saved = world.work(async |scope| candidates::insert(scope, wei()).await).await;
        world.work(async |scope| candidates::insert(scope, new_candidate("王芳")).await).await;
        let all = CandidateFilter::default;
        let us = &world.us;
        for (filter, expected) in [
            (all(), 2),
            (CandidateFilter { q: Some("字节 李".into()), ..all() }, 1),
            (CandidateFilter { q: Some("WEI.LI".into()), ..all() }, 1),
            (CandidateFilter { keyword: strings(&["java", "kubernetes"]), ..all() }, 1),
            (CandidateFilter { keyword: strings(&["Java"]), ..all() }, 0),
            (CandidateFilter { location: strings(&["上海", "北京"]), ..all() }, 1),
            (CandidateFilter { min_years: Some(7.5), max_years: Some(8.0), ..all() }, 1),
            (CandidateFilter { min_years: Some(7.6), ..all() }, 0),
            (CandidateFilter { has_email: Some(false), ..all() }, 1),
            (CandidateFilter { owner_id: Some(world.us.user_id), ..all() }, 2),
            (CandidateFilter { archived: true, ..all() }, 0),
        ] {
            assert_eq!(total(world, us, filter.clone()).await, expected, "{filter:?}");
        }
        let by_years = sorted_by("-experience_years");
        let page = world.work(async |scope| candidates::list(scope, &all(), &by_years).await).await;
        assert_eq!(page.items[0].id, saved.id, "unknown years come last");
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_their_own_candidates_sees_no_others_by_any_way() {
    on_each(async |world| {
        let ours = world.work(async |scope| candidates::insert(scope, wei()).await).await;
        let mut colleague = world.colleague("colleague", Role::Consultant).await;
        colleague.data_scope = DataScope::Own;
        assert_eq!(total(world, &colleague, CandidateFilter::default()).await, 0);
        let found = world.db.read(&colleague, Permission::CandidateRead, async |scope| {
            candidates::find(scope, ours.id).await
        });
        assert_eq!(word(found.await), "not_found");
        let changed = world.db.scope(&colleague, Permission::CandidateUpdate, async |scope| {
            candidates::update(scope, ours.id, candidate("x"), None).await
        });
        assert_eq!(word(changed.await), "not_found");
        let keys = [CandidateKeys { external_id: Some("E-1".to_owned()), ..CandidateKeys::default() }];
        let duplicates = world.db.read(&colleague, Permission::CandidateRead, async |scope| {
            candidates::find_duplicates(scope, &keys).await
        });
        assert!(duplicates.await.expect("a look")[0].is_empty());
        colleague.data_scope = DataScope::Team;
        assert_eq!(
            total(world, &colleague, CandidateFilter::default()).await,
            0,
            "no team, no team's candidates"
        );
        world.work(async |scope| candidates::set_owner(scope, ours.id, colleague.user_id, None).await).await;
        assert_eq!(total(world, &colleague, CandidateFilter::default()).await, 1);
    })
    .await;
}

#[tokio::test]
async fn groups_hold_candidates_once_and_count_the_living() {
    on_each(async |world| {
        let ids = world
            .work(async |scope| {
                candidates::insert_many(scope, vec![new_candidate("a"), new_candidate("b")]).await
            })
            .await;
        let fields =
            domain::candidate_groups::CandidateGroupFields { name: "重点".into(), description: None };
        let group = world.work(async |scope| candidate_groups::insert(scope, fields.clone()).await).await;
        let add = async |ids: &[uuid::Uuid]| {
            world.try_work(async |scope| candidate_groups::add_members(scope, group.id, ids).await).await
        };
        assert_eq!(add(&ids).await.expect("added"), 2);
        assert_eq!(add(&ids[..1]).await.expect("added"), 0, "once is enough");
        assert_eq!(word(add(&[world.their_candidate]).await), "not_found");
        let found = world.work(async |scope| candidates::find(scope, ids[0]).await).await;
        assert_eq!(found.groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["重点"]);
        world.work(async |scope| candidates::archive(scope, ids[0], None).await).await;
        let group = world.work(async |scope| candidate_groups::find(scope, group.id).await).await;
        assert_eq!(group.members, 1);
        let members = world.work(async |scope| candidate_groups::member_ids(scope, group.id).await).await;
        assert_eq!(members, ids[1..]);
        let removed =
            world.work(async |scope| candidate_groups::remove_members(scope, group.id, &ids).await).await;
        assert_eq!(removed, 2);
        let again = world.try_work(async |scope| candidate_groups::insert(scope, fields.clone()).await).await;
        assert_eq!(word(again), "name_taken");
    })
    .await;
}

#[tokio::test]
async fn erasing_leaves_a_count_and_nothing_personal() {
    on_each(async |world| {
        let saved = world.work(async |scope| candidates::insert(scope, wei()).await).await;
        world.work(async |scope| candidates::erase(scope, saved.id, None).await).await;
        let found = world.work(async |scope| candidates::find(scope, saved.id).await).await;
        assert!(found.archived_at.is_some() && found.fields.do_not_contact);
        assert_eq!(found.fields.name, "");
        assert!(
            found.fields.emails.is_empty()
                && found.fields.phone.is_none()
                && found.fields.external_id.is_none()
        );
        let keys = [CandidateKeys { external_id: Some("E-1".to_owned()), ..CandidateKeys::default() }];
        let duplicates = world.work(async |scope| candidates::find_duplicates(scope, &keys).await).await;
        assert!(duplicates[0].is_empty());
        let subject = (domain::logs::SubjectType::Candidate, saved.id);
        let lines = world
            .work(async |scope| persistence::action_logs::timeline(scope, subject, &Paging::default()).await)
            .await;
        assert!(lines.items.iter().all(|line| line.summary.is_empty() && line.changes.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn a_thousand_candidates_are_saved_at_once_and_indexed_without_their_texts() {
    on_each(async |world| {
        let many: Vec<_> = (0..1000)
            .map(|number| {
                let mut new = wei();
                new.fields.external_id = Some(format!("E-{number}"));
                new
            })
            .collect();
        let ids = world.work(async |scope| candidates::insert_many(scope, many.clone()).await).await;
        assert_eq!(ids.len(), 1000);
        let (db, org) = (&world.db, world.us.organization_id);
        let first = index::candidates(db, org, None, 600).await.expect("rows");
        let rest = index::candidates(db, org, first.last().map(|row| row.id), 600).await.expect("rows");
        assert_eq!((first.len(), rest.len()), (600, 400));
        assert_eq!(first[0].keywords, ["java", "kubernetes"]);
        let mixed = [ids[7], world.their_candidate];
        let some = index::candidates_by_id(db, org, &mixed).await.expect("rows");
        assert_eq!(some.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[7]]);
    })
    .await;
}

#[tokio::test]
async fn a_document_is_kept_once_a_record_was_saved_from_it() {
    on_each(async |world| {
        let document = |name: &str| documents::NewDocument {
            id: uuid::Uuid::now_v7(),
            storage_key: format!("key-{name}"),
            file_name: name.to_owned(),
            media_type: "text/plain".to_owned(),
            size: 3,
            sha256: "00".to_owned(),
            text: "简历".to_owned(),
        };
        let (kept, lost) = (document("kept"), document("lost"));
        let saved = world
            .work(async |scope| {
                documents::insert(scope, kept.clone()).await?;
                documents::insert(scope, lost.clone()).await?;
                let new = NewCandidate { document_id: Some(kept.id), ..new_candidate("a") };
                candidates::insert(scope, new).await
            })
            .await;
        world.clock.advance(chrono::TimeDelta::hours(25));
        let purged = persistence::maintenance::purge::run(&world.db, 30).await.expect("a purge");
        assert_eq!(purged.storage_keys, ["key-lost"]);
        assert!(world.try_work(async |scope| documents::find(scope, kept.id).await).await.is_ok());
        assert_eq!(
            word(world.try_work(async |scope| documents::find(scope, lost.id).await).await),
            "not_found"
        );
        let erase = async |scope: &persistence::Scope| candidates::erase(scope, saved.id, None).await;
        world.work(erase).await;
        let purged = persistence::maintenance::purge::run(&world.db, 30).await.expect("a purge");
        assert_eq!(purged.storage_keys, ["key-kept"], "with the last record goes the document");
    })
    .await;
}

#[tokio::test]
async fn a_document_is_seen_by_others_once_they_see_a_record_of_it() {
    on_each(async |world| {
        let document = documents::NewDocument {
            id: uuid::Uuid::now_v7(),
            storage_key: "key".to_owned(),
            file_name: "简历.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 3,
            sha256: "00".to_owned(),
            text: "简历".to_owned(),
        };
        let id = document.id;
        world.work(async |scope| documents::insert(scope, document).await).await;
        let colleague = world.colleague("colleague", Role::Researcher).await;
        let look = async |scope: &persistence::Scope| documents::find(scope, id).await;
        let early = world.db.read(&colleague, Permission::CandidateRead, look).await;
        assert_eq!(word(early), "not_found");
        let new = NewCandidate { document_id: Some(id), ..new_candidate("a") };
        world.work(async |scope| candidates::insert(scope, new).await).await;
        assert!(world.db.read(&colleague, Permission::CandidateRead, look).await.is_ok());
    })
    .await;
}
