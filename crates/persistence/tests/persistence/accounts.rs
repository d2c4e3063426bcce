use chrono::TimeDelta;
use domain::one_time_tokens::Purpose;
use domain::sign_in::Patience;
use domain::{DataScope, Permission, Role, Secret};
use persistence::maintenance::mails;
use persistence::sign_in::{self, NewSession, NewToken};
use persistence::system_mails::NewSystemMail;
use persistence::users;
use uuid::Uuid;

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
async fn attempts_are_counted_by_name_until_one_succeeds_and_refused_while_locked() {
    on_each(async |world| {
        let subjects = [("name".to_owned(), Patience::NAME), ("network".to_owned(), Patience::NETWORK)];
        for _ in 0..=Patience::NAME.forgiven {
            let locked = sign_in::begin_attempt(&world.db, &subjects).await.expect("counted");
            assert_eq!(locked, None);
        }
        let until = Patience::NAME.lock_until(Patience::NAME.forgiven + 1, world.clock.now());
        assert_eq!(sign_in::begin_attempt(&world.db, &subjects).await.expect("asked"), until);
        let other = [("another".to_owned(), Patience::NAME), ("network".to_owned(), Patience::NETWORK)];
        assert_eq!(sign_in::begin_attempt(&world.db, &other).await.expect("counted"), None);
        sign_in::take_back(&world.db, "network").await.expect("taken back");
        sign_in::forget_failures(&world.db, &["name".to_owned()]).await.expect("forgotten");
        assert_eq!(sign_in::begin_attempt(&world.db, &subjects).await.expect("counted"), None);
    })
    .await;
}

#[tokio::test]
async fn a_link_works_once_and_for_its_purpose() {
    on_each(async |world| {
        let token = |hash: &str, purpose| NewToken {
            user_id: world.us.user_id,
            purpose,
            email: "new@example.com".to_owned(),
            token_hash: hash.to_owned(),
            expires_at: world.clock.now() + TimeDelta::hours(1),
        };
        let mail = || NewSystemMail {
            id: Uuid::now_v7(),
            organization_id: world.us.organization_id,
            to_email: "new@example.com".to_owned(),
            subject: "确认".to_owned(),
            sealed_content: Secret::new("sealed"),
            message_id: format!("<{}@bole>", Uuid::new_v4()),
        };
        sign_in::issue(&world.db, token("a", Purpose::ChangeEmail), mail()).await.expect("issued");
        let for_another = sign_in::reset_password(&world.db, "a", &Secret::new("hash")).await;
        assert_eq!(word(for_another), "link_unknown");
        let verified = sign_in::verify_email(&world.db, "a").await.expect("proved");
        assert_eq!(verified.user.email, "new@example.com");
        assert_eq!(word(sign_in::verify_email(&world.db, "a").await), "link_used");
        sign_in::issue(&world.db, token("b", Purpose::ResetPassword), mail()).await.expect("issued");
        sign_in::reset_password(&world.db, "b", &Secret::new("hash")).await.expect("set");
        assert_eq!(mails::due_accounts(&world.db).await.expect("accounts"), [None]);
    })
    .await;
}
