//! Invitations: the only way into somebody else's organization; and belonging to several.

use api::auth::{Registration, SwitchRequest};
use api::invitations::{Acceptance, InvitationFields, InvitationQuery};
use api::{Code, Secret};
use bole_tests::{TestApp, User, problem, registration};
use chrono::TimeDelta;
use server::{RegistrationPolicy, Role};

fn invitation(email: &str, role: &str) -> InvitationFields {
    InvitationFields { email: email.to_owned(), role: role.to_owned(), locale: None }
}

fn registration_with(username: &str, token: &Secret) -> Registration {
    Registration { invitation_token: Some(token.clone()), ..registration(username) }
}

async fn invite(app: &TestApp, by: &User, email: &str, role: &str) -> Secret {
    by.client.create_invitation(&invitation(email, role)).await.unwrap();
    app.mail_to(email, "/invitation?token=").await.token()
}

#[tokio::test]
async fn who_is_invited_registers_into_the_organization_with_the_role_and_a_proved_address() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    let token = invite(&app, &admin, "wang@example.com", "consultant").await;
    let seen = app.guest().get_invited(&token).await.unwrap();
    assert_eq!((seen.organization.name.as_str(), seen.has_account), ("bole 猎头", false));
    let wang = app.user(app.guest().register(&registration_with("wang", &token)).await.unwrap());
    assert_eq!(wang.profile.organization, admin.profile.organization);
    assert_eq!(wang.profile.roles, ["consultant"]);
    assert!(wang.profile.email_verified && !wang.profile.is_superuser);
    let again = problem(app.guest().register(&registration_with("lisi", &token)).await);
    assert_eq!((again.status, again.code), (410, Code::LinkUsed));
    assert_eq!(problem(app.guest().get_invited(&token).await).code, Code::LinkUsed);
    let list = admin.client.list_invitations(&InvitationQuery::default()).await.unwrap();
    assert!(list.items[0].accepted_at.is_some());
    app.stop().await;
}

#[tokio::test]
async fn a_link_that_was_sent_again_withdrawn_or_is_too_old_lets_nobody_in() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    let first = invite(&app, &admin, "wang@example.com", "viewer").await;
    let row = admin.client.list_invitations(&InvitationQuery::default()).await.unwrap().items.remove(0);
    assert_eq!(problem(admin.client.resend_invitation(row.id).await).status, 429);
    app.pass(TimeDelta::minutes(2));
    admin.client.resend_invitation(row.id).await.unwrap();
    let mut second = first.clone();
    while second == first {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        second = app.mail_to("wang@example.com", "/invitation?token=").await.token();
    }
    assert_eq!(problem(app.guest().get_invited(&first).await).code, Code::LinkUnknown);
    assert!(app.guest().get_invited(&second).await.is_ok());
    let twice = admin.client.create_invitation(&invitation("WANG@example.com", "viewer")).await;
    assert_eq!(problem(twice).code, Code::AlreadyInvited);
    admin.client.delete_invitation(row.id).await.unwrap();
    assert_eq!(problem(app.guest().get_invited(&second).await).code, Code::LinkUnknown);
    let third = invite(&app, &admin, "li@example.com", "viewer").await;
    app.pass(TimeDelta::days(8));
    assert_eq!(problem(app.guest().get_invited(&third).await).code, Code::LinkExpired);
    let late = problem(app.guest().register(&registration_with("lisi", &third)).await);
    assert_eq!(late.code, Code::LinkExpired);
    app.stop().await;
}

#[tokio::test]
async fn nobody_gives_a_role_that_may_do_more_than_they_may() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    let consultant = app.colleague(&admin, "wang", Some(Role::Consultant)).await;
    let refused = consultant.client.create_invitation(&invitation("li@example.com", "viewer")).await;
    assert_eq!(problem(refused).code, Code::Forbidden);
    let unknown = problem(admin.client.create_invitation(&invitation("li@example.com", "king")).await);
    assert_eq!(
        (unknown.errors[0].pointer.as_str(), unknown.errors[0].code),
        ("/role", Code::UnknownReference)
    );
    let member = admin.client.create_invitation(&invitation("wang@example.com", "viewer")).await;
    assert_eq!(problem(member).code, Code::AlreadyMember);
    app.stop().await;
}

#[tokio::test]
async fn a_closed_installation_takes_no_new_accounts_even_by_invitation() {
    let app = TestApp::start_with(|config| config.registration = RegistrationPolicy::Closed).await;
    let admin = app.register("bole").await;
    let token = invite(&app, &admin, "wang@example.com", "viewer").await;
    let refused = problem(app.guest().register(&registration_with("wang", &token)).await);
    assert_eq!(refused.code, Code::RegistrationClosed);
    app.stop().await;
}

#[tokio::test]
async fn somebody_with_an_account_belongs_to_both_and_switches_between_them() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    let wang = app.stranger("wang").await;
    let theirs = invite(&app, &admin, "wang@example.com", "researcher").await;
    assert!(app.guest().get_invited(&theirs).await.unwrap().has_account);
    let joined = wang.client.accept_invitation(&Acceptance { token: theirs.clone() }).await.unwrap();
    assert_eq!(joined, admin.profile.organization);
    let again = wang.client.accept_invitation(&Acceptance { token: theirs }).await;
    assert_eq!(problem(again).code, Code::LinkUsed);
    let home = wang.client.get_profile().await.unwrap();
    let names: Vec<_> = home.organizations.iter().map(|organization| organization.name.as_str()).collect();
    assert_eq!((names, home.roles), (vec!["wang 猎头", "bole 猎头"], vec!["admin".to_owned()]));
    let switch = |organization_id, token: &str| SwitchRequest {
        organization_id,
        refresh_token: Some(token.to_owned()),
    };
    let there = wang.client.switch_organization(&switch(joined.id, &wang.refresh_token)).await.unwrap();
    let there = app.user(there);
    assert_eq!(
        (there.profile.organization.id, there.profile.roles.as_slice()),
        (joined.id, &["researcher".to_owned()][..])
    );
    let renewed = app.pass_for(there, TimeDelta::minutes(20)).await;
    assert_eq!(renewed.profile.organization.id, joined.id, "the session stays there");
    let nowhere =
        renewed.client.switch_organization(&switch(uuid::Uuid::nil(), &renewed.refresh_token)).await;
    assert_eq!(problem(nowhere).code, Code::NotFound);
    let foreign = app.stranger("li").await;
    let stolen = renewed.client.switch_organization(&switch(joined.id, &foreign.refresh_token)).await;
    assert_eq!(problem(stolen).code, Code::InvalidToken);
    let again = app.sign_in("wang").await;
    assert_eq!(again.profile.organization.id, joined.id, "the next session begins where the last one was");
    app.stop().await;
}
