//! Teams, and how far the data scopes reach along them, through the real server.

use api::candidates::{CandidateFields, CandidateQuery};
use api::matches::CandidateMatchQuery;
use api::roles::{DataScope, RoleFields};
use api::teams::{Team, TeamFields};
use api::{Code, MergePatch};
use bole_tests::{TestApp, User, problem};
use serde_json::json;
use server::Role;
use uuid::Uuid;

async fn team(admin: &User, name: &str, parent_id: Option<Uuid>) -> Team {
    admin.client.create_team(&TeamFields { name: name.into(), parent_id }).await.unwrap()
}

fn above(parent_id: Option<Uuid>) -> MergePatch<TeamFields> {
    MergePatch::from_object(json!({"parent_id": parent_id}).as_object().cloned().unwrap())
}

#[tokio::test]
async fn teams_are_a_tree_without_circles() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let top = team(&admin, "总部", None).await;
    let middle = team(&admin, "上海", Some(top.id)).await;
    let leaf = team(&admin, "上海一部", Some(middle.id)).await;
    for parent in [top.id, leaf.id, middle.id] {
        let refused = problem(admin.client.update_team(top.id, &above(Some(parent)), None).await);
        assert_eq!((refused.status, refused.errors[0].code), (422, Code::TeamCycle));
    }
    let nowhere = problem(admin.client.update_team(leaf.id, &above(Some(Uuid::max())), None).await);
    assert_eq!(nowhere.errors[0].code, Code::UnknownReference);
    let moved = admin.client.update_team(leaf.id, &above(Some(top.id)), None).await.unwrap();
    assert_eq!((moved.parent_id, moved.version), (Some(top.id), 2));
    assert_eq!(problem(admin.client.delete_team(top.id).await).code, Code::InUse);
    let taken = TeamFields { name: "上海".into(), parent_id: None };
    assert_eq!(problem(admin.client.create_team(&taken).await).code, Code::NameTaken);
    admin.client.delete_team(leaf.id).await.unwrap();
    assert_eq!(admin.client.list_teams().await.unwrap().items.len(), 2);
    app.stop().await;
}

/// Candidates of everybody, seen by name.
async fn seen(user: &User) -> Vec<String> {
    let page = user.client.list_candidates(&CandidateQuery::default()).await.unwrap();
    let mut names: Vec<_> = page.items.into_iter().map(|candidate| candidate.name).collect();
    names.sort();
    names
}

/// The same, by the way of the matches.
async fn matched(user: &User, job: Uuid) -> Vec<String> {
    let page = user.client.list_job_matches(job, &CandidateMatchQuery::default()).await.unwrap();
    let mut names: Vec<_> = page.items.into_iter().map(|matched| matched.candidate.name).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_team_sees_its_own_and_what_is_below_and_jobs_are_everybodys() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let top = team(&admin, "top", None).await;
    let below = team(&admin, "below", Some(top.id)).await;
    let aside = team(&admin, "aside", None).await;
    let role = async |code: &str, data_scope| {
        let permissions = Role::Consultant.permissions();
        let fields = RoleFields {
            code: code.into(),
            name: code.into(),
            data_scope,
            permissions,
            ..RoleFields::default()
        };
        admin.client.create_role(&fields).await.unwrap().id
    };
    let (by_team, by_own) = (role("by-team", DataScope::Team).await, role("by-own", DataScope::Own).await);
    let mut people = Vec::new();
    for (name, role_id, team_id) in [
        ("lead", by_team, Some(top.id)),
        ("member", by_team, Some(below.id)),
        ("other", by_team, Some(aside.id)),
        ("alone", by_team, None),
        ("own", by_own, Some(below.id)),
    ] {
        let user = app.colleague(&admin, name, None).await;
        let change = json!({"team_id": team_id}).as_object().cloned().unwrap();
        admin.client.update_user(user.profile.id, &MergePatch::from_object(change)).await.unwrap();
        admin.client.set_user_roles(user.profile.id, vec![role_id]).await.unwrap();
        let fields = CandidateFields {
            name: name.into(),
            keywords: Some(vec!["java".into()]),
            ..CandidateFields::default()
        };
        user.client.create_candidate(&fields).await.unwrap();
        people.push(user);
    }
    let job = serde_json::from_value(json!({"title": "Java 工程师", "keywords": ["java"]})).unwrap();
    let job = admin.client.create_job(&job).await.unwrap().id;
    for (user, expected) in people.iter().zip([
        vec!["lead", "member", "own"],
        vec!["member", "own"],
        vec!["other"],
        vec!["alone"],
        vec!["own"],
    ]) {
        let name = &user.profile.username;
        assert_eq!(seen(user).await, expected, "{name} in the list");
        assert_eq!(matched(user, job).await, expected, "{name} among the matches");
        assert!(user.client.get_job(job).await.is_ok(), "jobs are everybody's");
    }
    assert_eq!(seen(&admin).await.len(), 5);
    admin.client.update_team(below.id, &above(Some(aside.id)), None).await.unwrap();
    assert_eq!(seen(&people[0]).await, ["lead"], "a team that was moved is seen from elsewhere");
    assert_eq!(seen(&people[2]).await, ["member", "other", "own"]);
    assert_eq!(matched(&people[2], job).await, ["member", "other", "own"]);
    app.stop().await;
}
