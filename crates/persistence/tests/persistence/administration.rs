use domain::menus::MenuChange;
use domain::page::Paging;
use domain::roles::RoleFields;
use domain::teams::TeamFields;
use domain::users::{MemberFields, NewMember};
use domain::{Actor, DataScope, Permission, Role, Secret};
use persistence::sign_in::{self, NewSession};
use persistence::users::administration;
use persistence::users::members::{self, MemberFilter};
use persistence::users::online;
use persistence::{Scope, menus, roles, teams};
use sea_orm::{ConnectionTrait, Database};
use uuid::Uuid;

use crate::kit::{World, account, on_each, sorted_by, word};

fn member(username: &str, role_ids: Vec<Uuid>) -> NewMember {
    NewMember {
        username: username.to_owned(),
        email: format!("{username}@example.com"),
        first_name: "芳".to_owned(),
        last_name: "王".to_owned(),
        role_ids,
        ..NewMember::default()
    }
}

/// One unit of work of ours that must succeed, whatever it needs.
async fn ours<T>(world: &World, work: impl AsyncFnOnce(&Scope) -> domain::Result<T>) -> T {
    world.db.scope(&world.us, Permission::UserUpdate, work).await.expect("the work")
}

async fn role(world: &World, code: &str) -> Uuid {
    let roles = ours(world, async |scope| roles::list(scope).await).await;
    roles.iter().find(|role| role.fields.code == code).expect("a role").id
}

async fn total(world: &World, filter: MemberFilter) -> u64 {
    ours(world, async |scope| members::list(scope, &filter, &Paging::default()).await).await.total
}

#[tokio::test]
async fn members_are_found_by_every_filter_and_in_every_order() {
    on_each(async |world| {
        let viewer = role(world, "viewer").await;
        let new = member("zhang.wei", vec![viewer]);
        let hash = Secret::new("hash");
        let made = ours(world, async |scope| administration::insert(scope, &new, hash).await).await;
        assert_eq!((made.roles.len(), made.is_active, made.is_shared), (1, true, false));
        for (q, found) in [("王芳", 1), ("ZHANG.W example", 1), ("100%", 0)] {
            assert_eq!(
                total(world, MemberFilter { q: Some(q.into()), ..MemberFilter::default() }).await,
                found
            );
        }
        assert_eq!(total(world, MemberFilter { role_id: Some(viewer), ..MemberFilter::default() }).await, 1);
        for key in ["username", "-email", "name", "-last_seen_at", "last_seen_at", "date_joined"] {
            let paging = sorted_by(key);
            let list = async |scope: &Scope| members::list(scope, &MemberFilter::default(), &paging).await;
            assert_eq!(ours(world, list).await.items.len(), 2, "{key}");
        }
        let fields = MemberFields { is_active: false, ..administration::fields_of(&made) };
        ours(world, async |scope| administration::update(scope, made.user.id, fields).await).await;
        assert_eq!(total(world, MemberFilter { is_active: Some(false), ..MemberFilter::default() }).await, 1);
        let off = sign_in::actor(&world.db, made.user.id, world.us.organization_id).await;
        assert_eq!(word(off), "account_inactive");
        ours(world, async |scope| administration::remove(scope, made.user.id).await).await;
        assert_eq!(total(world, MemberFilter::default()).await, 1);
    })
    .await;
}

/// Makes somebody a member of the other organization too.
async fn join_them(world: &World, username: &str) {
    let db = Database::connect(&world.url).await.expect("a connection");
    // The id only has to be one that no membership has yet.
    let sql = format!(
        "INSERT INTO memberships (id, organization_id, user_id, joined_at, is_active) \
         SELECT o.id, o.id, u.id, u.date_joined, u.is_active FROM users u, organizations o \
         WHERE u.username = '{username}' AND o.name = 'Others Ltd'"
    );
    db.execute_unprepared(&sql).await.expect("a membership");
    db.close().await.expect("closing");
}

#[tokio::test]
async fn who_belongs_elsewhere_too_keeps_what_is_theirs() {
    on_each(async |world| {
        let id = world.colleague("colleague", Role::Viewer).await.user_id;
        let find = async |scope: &Scope| members::find(scope, id).await;
        let fields = administration::fields_of(&ours(world, find).await);
        let renamed = MemberFields { last_name: "王".into(), ..fields.clone() };
        let update = async |scope: &Scope| administration::update(scope, id, renamed.clone()).await;
        assert_eq!(ours(world, update).await.user.last_name, "王");
        let theirs = world.db.scope(&world.them, Permission::UserUpdate, async |scope| {
            administration::update(scope, id, fields.clone()).await
        });
        assert_eq!(word(theirs.await), "not_found");
        let set = async |scope: &Scope| administration::set_password(scope, id, &Secret::new("new")).await;
        ours(world, set).await;
        let login = sign_in::find_by_login(&world.db, "colleague").await.expect("a look").expect("them");
        assert_eq!(login.password_hash.expose(), "new");

        join_them(world, "colleague").await;
        assert!(ours(world, find).await.is_shared);
        let set = async |scope: &Scope| administration::set_password(scope, id, &Secret::new("x")).await;
        assert_eq!(word(world.try_work(set).await), "shared_account");
        let back = async |scope: &Scope| administration::update(scope, id, fields.clone()).await;
        assert_eq!(word(world.try_work(back).await), "shared_account");
        let off = MemberFields { is_active: false, ..renamed.clone() };
        ours(world, async |scope| administration::update(scope, id, off).await).await;
        let here = sign_in::actor(&world.db, id, world.us.organization_id).await;
        assert_eq!(word(here), "account_inactive");
        assert!(sign_in::actor(&world.db, id, world.them.organization_id).await.is_ok(), "there they go on");
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    on_each(async |world| {
        let us = world.us.user_id;
        let remove = world
            .db
            .scope(&world.us, Permission::UserDelete, async |scope| administration::remove(scope, us).await);
        assert_eq!(word(remove.await), "last_admin");
        assert!(sign_in::actor(&world.db, us, world.us.organization_id).await.is_ok(), "nothing was done");
        world.colleague("second", Role::Admin).await;
        ours(world, async |scope| administration::remove(scope, us).await).await;
    })
    .await;
}

#[tokio::test]
async fn a_role_allows_what_is_written_and_a_built_in_one_what_the_program_says() {
    on_each(async |world| {
        let fields = RoleFields {
            code: "lead".into(),
            name: "主管".into(),
            data_scope: DataScope::Team,
            permissions: [Permission::JobRead].into(),
            ..RoleFields::default()
        };
        let lead = ours(world, async |scope| roles::insert(scope, fields.clone()).await).await;
        let colleague = world.colleague("colleague", Role::Viewer).await;
        assert_eq!(colleague.permissions, Role::Viewer.permissions());
        let set = async |scope: &Scope| administration::set_roles(scope, colleague.user_id, &[lead.id]).await;
        ours(world, set).await;
        let now =
            sign_in::actor(&world.db, colleague.user_id, world.us.organization_id).await.expect("an actor");
        assert_eq!((now.permissions, now.data_scope), ([Permission::JobRead].into(), DataScope::Team));
        let again = world
            .db
            .scope(&world.us, Permission::RoleCreate, async |scope| roles::insert(scope, fields).await);
        assert_eq!(word(again.await), "name_taken");
        let delete = world.db.scope(&world.us, Permission::RoleDelete, async |scope| {
            roles::delete(scope, lead.id, None).await
        });
        assert_eq!(word(delete.await), "in_use");
    })
    .await;
}

#[tokio::test]
async fn an_actor_carries_the_teams_below_only_when_the_role_sees_the_team() {
    on_each(async |world| {
        let team = async |name: &str, parent_id: Option<Uuid>| -> Uuid {
            let fields = TeamFields { name: name.to_owned(), parent_id };
            ours(world, async |scope| teams::insert(scope, fields).await).await.id
        };
        let top = team("top", None).await;
        let below = team("below", Some(top)).await;
        team("aside", None).await;
        let by_team = RoleFields {
            code: "by-team".into(),
            name: "x".into(),
            data_scope: DataScope::Team,
            ..RoleFields::default()
        };
        let by_team = ours(world, async |scope| roles::insert(scope, by_team).await).await.id;
        let colleague = world.colleague("colleague", Role::Viewer).await;
        let id = colleague.user_id;
        let join = async |scope: &Scope| {
            let fields = administration::fields_of(&members::find(scope, id).await?);
            administration::update(scope, id, MemberFields { team_id: Some(top), ..fields }).await
        };
        ours(world, join).await;
        let now = async || -> Actor {
            sign_in::actor(&world.db, id, world.us.organization_id).await.expect("an actor")
        };
        assert!(now().await.teams.is_empty(), "whoever sees all needs no teams");
        ours(world, async |scope| administration::set_roles(scope, id, &[by_team]).await).await;
        assert_eq!(now().await.teams, [top, below].into());
        let cycle = world.try_work(async |scope| {
            teams::update(scope, top, TeamFields { name: "top".into(), parent_id: Some(below) }, None).await
        });
        assert_eq!(word(cycle.await), "invalid");
        let in_use = world.try_work(async |scope| teams::delete(scope, top, None).await);
        assert_eq!(word(in_use.await), "in_use");
    })
    .await;
}

#[tokio::test]
async fn changes_of_the_menu_take_the_place_of_those_before() {
    on_each(async |world| {
        let change = |title: Option<&str>| MenuChange {
            code: "jobs".into(),
            title_zh: title.map(str::to_owned),
            hidden: title.is_none(),
            ..MenuChange::default()
        };
        ours(world, async |scope| menus::put(scope, vec![change(Some("岗位"))]).await).await;
        ours(world, async |scope| menus::put(scope, vec![change(None)]).await).await;
        assert_eq!(ours(world, async |scope| menus::changes(scope).await).await, [change(None)]);
        let theirs = world.db.read_own(&world.them, async |scope| menus::changes(scope).await);
        assert!(theirs.await.expect("changes").is_empty());
        ours(world, async |scope| menus::reset(scope).await).await;
        assert!(ours(world, async |scope| menus::changes(scope).await).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_was_here_lately_is_online_with_their_sessions() {
    on_each(async |world| {
        let expires = world.clock.now() + chrono::TimeDelta::days(30);
        let new = NewSession {
            user_id: world.us.user_id,
            organization_id: world.us.organization_id,
            user_agent: "test".to_owned(),
            ip: "127.0.0.1".to_owned(),
        };
        sign_in::start(&world.db, &new, "one", expires).await.expect("a session");
        sign_in::join_organization(&world.db, &account("away"), world.us.organization_id, None)
            .await
            .expect("joined");
        sign_in::touch(&world.db, world.us.user_id).await.expect("touched");
        let list = async |scope: &Scope| online::online(scope, &Paging::default()).await;
        let found = ours(world, list).await;
        assert_eq!((found.total, found.items[0].sessions, found.items[0].ip.as_str()), (1, 1, "127.0.0.1"));
        world.clock.advance(chrono::TimeDelta::minutes(5));
        assert_eq!(ours(world, list).await.total, 0);
    })
    .await;
}
