//! The menu as each person sees it, and what an organization changes of it, through the real server.

use api::Code;
use api::menus::{Menu, MenuChange, MenuChanges, MenuKind};
use bole_tests::{TestApp, problem};
use server::Role;

fn pages(menu: &[Menu]) -> Vec<&str> {
    menu.iter().flat_map(|directory| &directory.children).map(|page| page.code.as_str()).collect()
}

fn change(code: &str) -> MenuChange {
    MenuChange { code: code.to_owned(), ..MenuChange::default() }
}

#[tokio::test]
async fn everybody_sees_the_pages_and_buttons_that_their_roles_allow() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let viewer = app.colleague(&admin, "viewer", Some(Role::Viewer)).await;
    let (whole, small) =
        (admin.client.get_own_menu().await.unwrap().items, viewer.client.get_own_menu().await.unwrap().items);
    assert!(pages(&whole).contains(&"users") && !pages(&small).contains(&"users"));
    let buttons = |menu: &[Menu], code: &str| {
        let page = menu.iter().flat_map(|directory| &directory.children).find(|page| page.code == code);
        page.unwrap().children.iter().map(|button| button.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(buttons(&whole, "groups")[0], "recruit:group:create");
    assert!(buttons(&small, "groups").is_empty());
    assert!(whole.iter().all(|directory| directory.kind == MenuKind::Directory));
    let held = viewer.client.get_own_permissions().await.unwrap();
    let held: Vec<_> = held.permissions.into_iter().map(|permission| permission.code).collect();
    assert_eq!(held, viewer.profile.permissions);
    app.stop().await;
}

#[tokio::test]
async fn an_organization_changes_its_menu_and_no_other_one() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let stranger = app.stranger("stranger").await;
    let companies = MenuChange { title_zh: Some("客户".into()), position: Some(0), ..change("companies") };
    let mail = MenuChange { hidden: true, ..change("mail") };
    let changes = MenuChanges { items: vec![companies, mail] };
    let whole = admin.client.update_menus(&changes).await.unwrap().items;
    assert!(whole.iter().any(|directory| directory.code == "mail" && directory.hidden));
    let seen = admin.client.get_own_menu().await.unwrap().items;
    let first = &seen[0].children[0];
    assert_eq!(
        (first.code.as_str(), first.title_zh.as_str(), first.title_en.as_str()),
        ("companies", "客户", "Companies")
    );
    assert!(!pages(&seen).contains(&"mail-queue"));
    assert!(pages(&stranger.client.get_own_menu().await.unwrap().items).contains(&"mail-queue"));
    let back = MenuChanges { items: vec![change("mail")] };
    let whole = admin.client.update_menus(&back).await.unwrap().items;
    assert!(whole.iter().all(|directory| !directory.hidden));
    assert_eq!(whole[0].children[0].title_zh, "客户", "what was not named stays");
    admin.client.reset_menus().await.unwrap();
    assert_eq!(admin.client.get_menus().await.unwrap().items[0].children[0].code, "dashboard");
    app.stop().await;
}

#[tokio::test]
async fn a_change_that_makes_no_sense_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    for (changes, pointer, code) in [
        (vec![change("nowhere")], "/items/0/code", Code::UnknownValue),
        (vec![change("jobs"), change("jobs")], "/items/1/code", Code::Duplicate),
        (vec![MenuChange { hidden: true, ..change("menus") }], "/items/0/hidden", Code::MenuKept),
        (vec![MenuChange { position: Some(-1), ..change("jobs") }], "/items/0/position", Code::OutOfRange),
    ] {
        let refused = problem(admin.client.update_menus(&MenuChanges { items: changes }).await);
        assert_eq!(
            (refused.status, refused.errors[0].pointer.as_str(), refused.errors[0].code),
            (422, pointer, code)
        );
    }
    app.stop().await;
}
