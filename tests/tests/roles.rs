//! Roles of the organization's own, through the real server.

use api::roles::{DataScope, Permission, Role, RoleFields};
use api::{Code, MergePatch};
use bole_tests::{TestApp, problem};
use serde_json::{Value, json};
use server::Role as BuiltIn;

fn lead() -> RoleFields {
    RoleFields {
        code: "lead".into(),
        name: "团队主管".into(),
        data_scope: DataScope::Team,
        permissions: [Permission::CandidateRead, Permission::JobRead].into(),
        ..RoleFields::default()
    }
}

fn patch(changes: Value) -> MergePatch<RoleFields> {
    MergePatch::from_object(changes.as_object().cloned().unwrap_or_default())
}

fn with_code<'a>(roles: &'a [Role], code: &str) -> &'a Role {
    roles.iter().find(|role| role.code == code).unwrap()
}

#[tokio::test]
async fn an_organization_makes_changes_and_deletes_a_role() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let made = admin.client.create_role(&lead()).await.unwrap();
    assert_eq!((made.members, made.is_builtin, made.data_scope), (0, false, DataScope::Team));
    let taken = problem(admin.client.create_role(&lead()).await);
    assert_eq!((taken.status, taken.code), (409, Code::NameTaken));
    let more =
        patch(json!({"permissions": ["recruit:job:read", "recruit:job:update"], "description": "带队"}));
    let changed = admin.client.update_role(made.id, &more, Some(made.version)).await.unwrap();
    assert_eq!(changed.permissions, [Permission::JobRead, Permission::JobUpdate].into());
    assert_eq!((changed.version, changed.description.as_deref()), (2, Some("带队")));
    let stale = problem(admin.client.update_role(made.id, &more, Some(1)).await);
    assert_eq!(stale.code, Code::StaleVersion);
    assert_eq!(admin.client.get_role(made.id).await.unwrap(), changed);
    admin.client.delete_role(made.id).await.unwrap();
    assert_eq!(problem(admin.client.get_role(made.id).await).status, 404);
    app.stop().await;
}

#[tokio::test]
async fn the_built_in_roles_are_the_programs_and_are_not_changed() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let roles = admin.client.list_roles().await.unwrap().items;
    let codes: Vec<_> = roles.iter().map(|role| role.code.as_str()).collect();
    assert_eq!(codes, ["admin", "consultant", "researcher", "viewer"]);
    let built_in = [BuiltIn::Admin, BuiltIn::Consultant, BuiltIn::Researcher, BuiltIn::Viewer];
    for (code, role) in codes.iter().zip(built_in) {
        assert_eq!(with_code(&roles, code).permissions, role.permissions());
    }
    assert_eq!(with_code(&roles, "admin").members, 1);
    let viewer = with_code(&roles, "viewer").id;
    let refused = problem(admin.client.update_role(viewer, &patch(json!({"name": "x"})), None).await);
    assert_eq!((refused.status, refused.code), (409, Code::BuiltInRole));
    assert_eq!(problem(admin.client.delete_role(viewer).await).code, Code::BuiltInRole);
    let copy = RoleFields { code: "my-viewer".into(), ..RoleFields::from(with_code(&roles, "viewer")) };
    assert_eq!(admin.client.create_role(&copy).await.unwrap().permissions, BuiltIn::Viewer.permissions());
    app.stop().await;
}

#[tokio::test]
async fn a_role_that_cannot_be_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    for (body, pointer) in [
        (json!({"code": "lead"}), "/name"),
        (json!({"code": "Team Lead", "name": "x"}), "/code"),
        (json!({"code": "lead", "name": "x", "permissions": ["recruit:job:fly"]}), "/permissions/0"),
        (
            json!({"code": "lead", "name": "x", "permissions": ["installation:settings:read"]}),
            "/permissions/0",
        ),
    ] {
        let answer = admin.client.transport().json("POST", "/api/roles", &body).await;
        assert_eq!((answer.status, answer.json()["errors"][0]["pointer"].as_str()), (422, Some(pointer)));
    }
    app.stop().await;
}
