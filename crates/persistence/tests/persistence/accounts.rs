use chrono::TimeDelta;
use domain::{DataScope, Permission, Role, Secret};
use persistence::sign_in::{self, NewSession};
use persistence::users;

use crate::kit::{World, account, on_each, word};

fn session(world: &World) -> NewSession {
    NewSession {
        user_id: world.us.user_id,
        organization_id: world.us.organization_id,
        user_agent: "test".to_owned(),
        ip: "127.0.0.1".to_owned(),
    }
}

#[tokio::test]
async fn only_the_first_account_is_the_operator() {
    on_each(async |world| {
        assert!(sign_in::has_users(&world.db).await.expect("a count"));
        assert!(world.us.is_superuser && !world.them.is_superuser);
        let second = sign_in::found_installation(&world.db, &account("late"), "Late").await;
        assert_eq!(word(second), "registration_closed");
        let found = sign_in::find_by_login(&world.db, "late").await.expect("a look");
        assert!(found.is_none(), "the account that came too late was not made");
    })
    .await;
}

#[tokio::test]
async fn accounts_are_found_by_name_or_address_and_are_unique_without_regard_to_case() {
    on_each(async |world| {
        for login in ["zhang", "ZHANG", " zhang@Example.com "] {
            let found = sign_in::find_by_login(&world.db, login).await.expect("a look").expect(login);
            assert_eq!(found.user.id, world.us.user_id);
        }
        let mut same = account("Zhang");
        same.email = "new@example.com".to_owned();
        assert_eq!(word(sign_in::found_organization(&world.db, &same, "x").await), "username_taken");
        let mut same = account("new");
        same.email = "ZHANG@example.com".to_owned();
        assert_eq!(word(sign_in::found_organization(&world.db, &same, "x").await), "email_taken");
    })
    .await;
}

#[tokio::test]
async fn an_actor_may_what_the_role_allows_and_only_where_they_are_members() {
    on_each(async |world| {
        let researcher = world.colleague("researcher", Role::Researcher).await;
        assert_eq!(researcher.permissions, Role::Researcher.permissions());
        assert_eq!(researcher.data_scope, DataScope::All);
        assert!(!researcher.may(Permission::EmailSend));
        let stranger = sign_in::actor(&world.db, researcher.user_id, world.them.organization_id).await;
        assert_eq!(word(stranger), "invalid_token");
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    on_each(async |world| {
        let expires = world.clock.now() + TimeDelta::days(30);
        let leeway = TimeDelta::seconds(10);
        let started = sign_in::start(&world.db, &session(world), "one", expires).await.expect("a session");
        let rotate =
            async |old: &str, new: &str| sign_in::rotate(&world.db, old, new, expires, leeway, None).await;
        assert_eq!(rotate("one", "two").await.expect("rotated").family_id, started.family_id);
        rotate("one", "two-b").await.expect("a second tab within the leeway");
        world.clock.advance(TimeDelta::seconds(11));
        assert_eq!(word(rotate("one", "three").await), "session_revoked");
        assert_eq!(word(rotate("two", "three").await), "session_revoked");
        assert_eq!(word(rotate("unknown", "three").await), "invalid_token");
    })
    .await;
}

#[tokio::test]
async fn a_session_expires_and_a_new_password_ends_the_others() {
    on_each(async |world| {
        let expires = world.clock.now() + TimeDelta::days(30);
        let kept = sign_in::start(&world.db, &session(world), "kept", expires).await.expect("a session");
        sign_in::start(&world.db, &session(world), "ended", expires).await.expect("a session");
        let sessions =
            world.db.read_own(&world.us, async |scope| users::sessions(scope).await).await.expect("sessions");
        assert_eq!(sessions.len(), 2);
        let set = async |scope: &persistence::Scope| {
            users::set_password(scope, &Secret::new("new hash"), Some(kept.family_id)).await
        };
        world.db.own(&world.us, set).await.expect("set");
        let login = sign_in::find_by_login(&world.db, "zhang").await.expect("a look").expect("us");
        assert_eq!(login.password_hash.expose(), "new hash");
        let rotate = async |old: &str| {
            sign_in::rotate(&world.db, old, &format!("{old}+"), expires, TimeDelta::zero(), None).await
        };
        assert_eq!(word(rotate("ended").await), "session_revoked");
        rotate("kept").await.expect("still good");
        world.clock.advance(TimeDelta::days(31));
        assert_eq!(word(rotate("kept+").await), "invalid_token");
    })
    .await;
}

#[tokio::test]
async fn failed_sign_ins_are_counted_until_one_succeeds() {
    on_each(async |world| {
        let until = world.clock.now() + TimeDelta::minutes(1);
        sign_in::note_failure(&world.db, world.us.user_id, None).await.expect("noted");
        sign_in::note_failure(&world.db, world.us.user_id, Some(until)).await.expect("noted");
        let login = sign_in::find_by_login(&world.db, "zhang").await.expect("a look").expect("us");
        assert_eq!((login.failed_sign_ins, login.locked_until), (2, Some(until)));
        sign_in::note_success(&world.db, world.us.user_id).await.expect("noted");
        let login = sign_in::find_by_login(&world.db, "zhang").await.expect("a look").expect("us");
        assert_eq!((login.failed_sign_ins, login.locked_until), (0, None));
    })
    .await;
}
