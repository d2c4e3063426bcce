//! The members of the organization and what administrators do to them, through the real server.

use api::roles::{DataScope, Permission, RoleFields};
use api::users::{MemberFields, NewMember, OnlineQuery, User as Member, UserPasswordReset, UserQuery};
use api::{Code, FilePart, MergePatch, Secret, SheetFormat};
use bole_tests::{PASSWORD, TestApp, User, problem};
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::Role;
use uuid::Uuid;

fn new(username: &str, role_ids: Vec<Uuid>) -> NewMember {
    NewMember {
        username: username.into(),
        email: format!("{username}@example.com"),
        password: Some(Secret::new(PASSWORD)),
        role_ids,
        ..NewMember::default()
    }
}

fn patch(changes: Value) -> MergePatch<MemberFields> {
    MergePatch::from_object(changes.as_object().cloned().unwrap_or_default())
}

async fn role_id(admin: &User, code: &str) -> Uuid {
    let roles = admin.client.list_roles().await.unwrap().items;
    roles.iter().find(|role| role.code == code).unwrap().id
}

/// A role of the organization's own with these permissions.
async fn own_role(admin: &User, code: &str, permissions: &[Permission]) -> Uuid {
    let permissions = permissions.iter().copied().collect();
    let fields = RoleFields {
        code: code.into(),
        name: code.into(),
        data_scope: DataScope::All,
        permissions,
        ..RoleFields::default()
    };
    admin.client.create_role(&fields).await.unwrap().id
}

async fn find(admin: &User, username: &str) -> Member {
    let query = UserQuery { q: Some(username.into()), ..UserQuery::default() };
    let found = admin.client.list_users(&query).await.unwrap().items;
    found.into_iter().find(|user| user.username == username).unwrap()
}

#[tokio::test]
async fn a_member_is_added_found_changed_and_removed() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let viewer = role_id(&admin, "viewer").await;
    let team = admin
        .client
        .create_team(&serde_json::from_value(json!({"name": "上海一部"})).unwrap())
        .await
        .unwrap();
    let member = NewMember {
        last_name: "张".into(),
        first_name: "伟".into(),
        team_id: Some(team.id),
        ..new("zhang", vec![viewer])
    };
    let made = admin.client.create_user(&member).await.unwrap();
    assert_eq!((made.display_name.as_str(), made.roles[0].code.as_str()), ("张伟", "viewer"));
    assert_eq!(made.team.as_ref().map(|team| team.name.as_str()), Some("上海一部"));
    assert_eq!(app.sign_in("zhang").await.profile.roles, ["viewer"]);
    let found = async |query: UserQuery| admin.client.list_users(&query).await.unwrap().total;
    for (query, total) in [
        (UserQuery { q: Some("张伟".into()), ..UserQuery::default() }, 1),
        (UserQuery { q: Some("ZHANG example".into()), ..UserQuery::default() }, 1),
        (UserQuery { role_id: Some(viewer), ..UserQuery::default() }, 1),
        (UserQuery { team_id: Some(team.id), ..UserQuery::default() }, 1),
        (UserQuery { is_active: Some(true), ..UserQuery::default() }, 2),
        (UserQuery { is_active: Some(false), ..UserQuery::default() }, 0),
        (UserQuery { q: Some("nobody".into()), ..UserQuery::default() }, 0),
    ] {
        assert_eq!(found(query.clone()).await, Some(total), "{query:?}");
    }
    let changes = patch(json!({"email": "wei@example.com", "team_id": null}));
    let changed = admin.client.update_user(made.id, &changes).await.unwrap();
    assert_eq!((changed.email.as_str(), changed.team), ("wei@example.com", None));
    let taken = problem(admin.client.create_user(&new("Zhang", vec![])).await);
    assert_eq!((taken.status, taken.code), (409, Code::UsernameTaken));
    admin.client.remove_user(made.id).await.unwrap();
    assert_eq!(problem(admin.client.get_user(made.id).await).status, 404);
    assert_eq!(found(UserQuery::default()).await, Some(1));
    app.stop().await;
}

#[tokio::test]
async fn a_change_of_a_role_holds_at_the_next_request() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let lead = own_role(&admin, "lead", &[Permission::JobRead]).await;
    admin.client.create_user(&new("liwei", vec![lead])).await.unwrap();
    let li = app.sign_in("liwei").await;
    assert!(li.client.list_jobs(&Default::default()).await.is_ok());
    let refused = problem(li.client.create_company(&Default::default()).await);
    assert!(refused.status == 403 || refused.status == 422);
    let more = json!({"permissions": ["recruit:company:create"]});
    let change = MergePatch::from_object(more.as_object().cloned().unwrap());
    admin.client.update_role(lead, &change, None).await.unwrap();
    let company = serde_json::from_value(json!({"name": "字节跳动"})).unwrap();
    assert!(li.client.create_company(&company).await.is_ok());
    assert_eq!(problem(li.client.list_jobs(&Default::default()).await).status, 403);
    let in_use = problem(admin.client.delete_role(lead).await);
    assert_eq!((in_use.status, in_use.code), (409, Code::InUse));
    admin.client.set_user_roles(li.profile.id, vec![]).await.unwrap();
    assert_eq!(problem(li.client.create_company(&company).await).status, 403);
    admin.client.delete_role(lead).await.unwrap();
    app.stop().await;
}

#[tokio::test]
async fn nobody_gives_what_they_do_not_have_or_rules_over_who_may_do_more() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let other = app.colleague(&admin, "other", Some(Role::Admin)).await;
    let people =
        [Permission::UserRead, Permission::UserCreate, Permission::UserUpdate, Permission::UserDelete];
    let office = own_role(
        &admin,
        "office",
        &[&people[..], &[Permission::RoleRead, Permission::RoleCreate, Permission::SessionDelete]].concat(),
    )
    .await;
    admin.client.create_user(&new("clerk", vec![office])).await.unwrap();
    let clerk = app.sign_in("clerk").await;
    let admin_role = role_id(&admin, "admin").await;
    let gifts = [
        problem(clerk.client.create_user(&new("puppet", vec![admin_role])).await),
        problem(clerk.client.set_user_roles(clerk.profile.id, vec![office, admin_role]).await),
        problem(
            clerk
                .client
                .create_role(&RoleFields {
                    code: "more".into(),
                    name: "x".into(),
                    permissions: [Permission::LogRead].into(),
                    ..RoleFields::default()
                })
                .await,
        ),
    ];
    let reset = UserPasswordReset { password: Some(Secret::new("远山淡影-7731")) };
    let rule = [
        problem(clerk.client.reset_user_password(other.profile.id, &reset).await),
        problem(
            clerk.client.update_user(other.profile.id, &patch(json!({"email": "clerk2@example.com"}))).await,
        ),
        problem(clerk.client.remove_user(other.profile.id).await),
        problem(clerk.client.sign_out_user(admin.profile.id).await),
    ];
    for refused in gifts.into_iter().chain(rule) {
        assert_eq!((refused.status, refused.code), (403, Code::PermissionNotHeld));
    }
    let peer = clerk.client.create_user(&new("peer", vec![office])).await.unwrap();
    clerk.client.reset_user_password(peer.id, &reset).await.unwrap();
    app.stop().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let id = admin.profile.id;
    let viewer = role_id(&admin, "viewer").await;
    let refusals = [
        problem(admin.client.remove_user(id).await),
        problem(admin.client.set_user_roles(id, vec![viewer]).await),
        problem(admin.client.update_user(id, &patch(json!({"is_active": false}))).await),
    ];
    for refused in refusals {
        assert_eq!((refused.status, refused.code), (409, Code::LastAdmin));
    }
    let second = app.colleague(&admin, "second", Some(Role::Admin)).await;
    admin.client.update_user(second.profile.id, &patch(json!({"is_active": false}))).await.unwrap();
    let refused = problem(admin.client.remove_user(id).await);
    assert_eq!(refused.code, Code::LastAdmin, "somebody who is switched off looks after nothing");
    admin.client.update_user(second.profile.id, &patch(json!({"is_active": true}))).await.unwrap();
    let stepped_down = admin.client.set_user_roles(id, vec![viewer]).await.unwrap();
    assert_eq!(stepped_down.roles.iter().map(|role| role.code.as_str()).collect::<Vec<_>>(), ["viewer"]);
    app.stop().await;
}

#[tokio::test]
async fn whoever_is_switched_off_or_gets_another_password_is_signed_out() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let li = app.colleague(&admin, "liwei", Some(Role::Consultant)).await;
    admin.client.update_user(li.profile.id, &patch(json!({"is_active": false}))).await.unwrap();
    assert_eq!(problem(li.client.get_profile().await).code, Code::SessionRevoked);
    let refresh = api::auth::RefreshRequest { refresh_token: Some(li.refresh_token.clone()) };
    assert_eq!(problem(app.guest().refresh(&refresh).await).status, 401);
    let login = api::auth::LoginRequest { login: "liwei".into(), password: Secret::new(PASSWORD) };
    assert_eq!(problem(app.guest().login(&login).await).code, Code::AccountInactive);
    admin.client.update_user(li.profile.id, &patch(json!({"is_active": true}))).await.unwrap();
    let li = app.sign_in("liwei").await;
    let similar = UserPasswordReset { password: Some(Secret::new("liwei1234")) };
    assert_eq!(problem(admin.client.reset_user_password(li.profile.id, &similar).await).status, 422);
    let reset = UserPasswordReset { password: Some(Secret::new("远山淡影-7731")) };
    admin.client.reset_user_password(li.profile.id, &reset).await.unwrap();
    let refresh = api::auth::RefreshRequest { refresh_token: Some(li.refresh_token) };
    assert_eq!(problem(app.guest().refresh(&refresh).await).status, 401);
    assert_eq!(problem(app.guest().login(&login).await).code, Code::InvalidCredentials);
    let login = api::auth::LoginRequest { login: "liwei".into(), password: Secret::new("远山淡影-7731") };
    assert!(app.guest().login(&login).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn whoever_gets_no_password_is_mailed_a_link_to_set_one() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let member = NewMember { password: None, ..new("zhang", vec![]) };
    admin.client.create_user(&member).await.unwrap();
    app.mail_to("zhang@example.com", "/reset?token=").await;
    let wang = admin.client.create_user(&new("wangfang", vec![])).await.unwrap();
    admin.client.reset_user_password(wang.id, &UserPasswordReset::default()).await.unwrap();
    app.mail_to("wangfang@example.com", "/reset?token=").await;
    assert!(
        app.sign_in("wangfang").await.client.get_profile().await.is_ok(),
        "until the link is used, the old one holds"
    );
    app.stop().await;
}

#[tokio::test]
async fn who_was_here_is_online_for_five_minutes_and_can_be_signed_out() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let li = app.colleague(&admin, "liwei", Some(Role::Consultant)).await;
    online(&admin, &["admin", "liwei"]).await;
    let stranger = app.stranger("stranger").await;
    online(&stranger, &["stranger"]).await;
    admin.client.sign_out_user(li.profile.id).await.unwrap();
    assert_eq!(problem(li.client.get_profile().await).code, Code::SessionRevoked);
    let refresh = api::auth::RefreshRequest { refresh_token: Some(li.refresh_token) };
    assert_eq!(problem(app.guest().refresh(&refresh).await).status, 401);
    app.pass(TimeDelta::minutes(6));
    online(&admin, &["admin"]).await;
    app.stop().await;
}

/// Waits until these are online: that somebody is here is noted beside their request.
async fn online(admin: &User, expected: &[&str]) {
    let mut names = Vec::new();
    for _ in 0..200 {
        let page = admin.client.list_online_users(&OnlineQuery::default()).await.unwrap();
        names = page.items.into_iter().map(|user| user.username).collect();
        names.sort();
        if names == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("online are {names:?} and not {expected:?}");
}

#[tokio::test]
async fn many_are_imported_from_one_file_or_none() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let file = |text: &str| FilePart { name: "users.csv".into(), bytes: text.as_bytes().to_vec() };
    let wrong = "用户名,邮箱,初始密码,角色\nadmin,new@example.com,远山淡影-7731,viewer\n\
        li,nowhere,远山淡影-7731,king\nwang,wang@example.com,远山淡影-7731,顾问\n";
    let report = admin.client.import_users(file(wrong), true).await.unwrap();
    let errors: Vec<_> = report.errors.iter().map(|e| (e.line, e.column.as_str(), e.code)).collect();
    assert_eq!((report.lines, report.created), (3, 0));
    assert_eq!(
        errors,
        [
            (2, "username", Code::UsernameTaken),
            (3, "username", Code::TooShort),
            (3, "email", Code::InvalidEmail),
            (3, "roles", Code::UnknownReference),
        ]
    );
    let refused = problem(admin.client.import_users(file(wrong), false).await);
    assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/lines/2/username"));
    let good = "username,email,password,roles,last_name,first_name\nwang,wang@example.com,远山淡影-7731,viewer,王,芳\n\
        zhao,zhao@example.com,远山淡影-7731,consultant,,\n";
    let report = admin.client.import_users(file(good), true).await.unwrap();
    assert_eq!((report.created, report.errors.len()), (2, 0));
    assert_eq!(
        admin.client.list_users(&UserQuery::default()).await.unwrap().total,
        Some(1),
        "a dry run adds nobody"
    );
    assert_eq!(admin.client.import_users(file(good), false).await.unwrap().created, 2);
    let wang = find(&admin, "wang").await;
    assert_eq!((wang.display_name.as_str(), wang.roles[0].code.as_str()), ("王芳", "viewer"));
    let login = api::auth::LoginRequest { login: "wang".into(), password: Secret::new("远山淡影-7731") };
    assert!(app.guest().login(&login).await.is_ok());
    let lacks = problem(admin.client.import_users(file("name,phone\nx,1\n"), true).await);
    assert_eq!((lacks.status, lacks.errors[0].code), (422, Code::MissingValue));
    app.stop().await;
}

#[tokio::test]
async fn the_template_can_be_imported_and_the_list_be_exported() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    for format in [SheetFormat::Csv, SheetFormat::Xlsx] {
        let bytes = admin.client.get_user_import_template(format).await.unwrap();
        let file = FilePart { name: format!("template.{}", format.ending()), bytes };
        let report = admin.client.import_users(file, true).await.unwrap();
        assert_eq!((report.created, report.errors.as_slice()), (1, &[][..]));
    }
    let csv = admin.client.export_users(&UserQuery::default(), SheetFormat::Csv).await.unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        csv.contains("\"admin\",\"admin@example.com\"") && !csv.to_lowercase().contains("password"),
        "{csv}"
    );
    app.stop().await;
}
