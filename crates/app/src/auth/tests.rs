//! Hashes from older systems, and that no answer to a sign-in is cheaper than another.

use persistence::Options;
use persistence::sign_in::{self, NewAccount};

use super::*;
use crate::kit::{account, an_app};

const PASSWORD: &str = "千里马常有-2026";
const DJANGO: &str = "pbkdf2_sha256$600000$bolesalt$7Z9iC5nGixPJOrvAb/AP/QypLbfa4N2hMsrJAAXR03k=";

async fn an_app_with(folder: &tempfile::TempDir, hash: &str) -> App {
    let app = an_app(folder, Options::default()).await;
    let account = NewAccount { password_hash: Secret::new(hash), ..account("zhang") };
    sign_in::found_installation(&app.db, &account, "千里马").await.unwrap();
    app
}

async fn sign_in_as(app: &App, name: &str, password: &str) -> Result<SignIn> {
    let device = Device { user_agent: String::new(), ip: "192.0.2.1".to_owned() };
    login(app, name, Secret::new(password), &device).await
}

async fn hash_of(app: &App) -> String {
    let found = sign_in::find_by_login(&app.db, "zhang").await.unwrap().unwrap();
    found.password_hash.expose().to_owned()
}

#[tokio::test]
async fn a_hash_of_django_lets_in_and_is_replaced_by_ours() {
    let folder = tempfile::tempdir().unwrap();
    let app = an_app_with(&folder, DJANGO).await;
    assert!(sign_in_as(&app, "zhang", "wrong").await.is_err());
    assert_eq!(hash_of(&app).await, DJANGO, "a wrong password changes nothing");
    sign_in_as(&app, "zhang", PASSWORD).await.unwrap();
    let upgraded = hash_of(&app).await;
    assert!(upgraded.starts_with("$argon2id$"), "{upgraded}");
    sign_in_as(&app, "zhang", PASSWORD).await.unwrap();
    assert_eq!(hash_of(&app).await, upgraded, "once is enough");
    app.db.close().await.unwrap();
}

#[tokio::test]
async fn every_way_to_fail_computes_one_hash() {
    let folder = tempfile::tempdir().unwrap();
    let app = an_app_with(&folder, "!unusable").await;
    for name in ["zhang", "zhang@example.com", "nobody"] {
        let before = app.passwords.computed();
        let failure = sign_in_as(&app, name, "wrong").await.unwrap_err();
        assert_eq!(failure.code(), Code::InvalidCredentials, "{name}");
        assert_eq!(app.passwords.computed() - before, 1, "{name}");
    }
    app.db.close().await.unwrap();
}
