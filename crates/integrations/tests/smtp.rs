//! The mailer against a real mail server, where `scripts/mail-server.sh up` has started one, and against
//! servers that fail in ways a real one cannot be told to.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "smtp/failing.rs"]
mod failing;
#[path = "smtp/messages.rs"]
mod messages;
#[path = "smtp/real.rs"]
mod real;

use std::time::Duration;

use bole_integrations::smtp::{Correspondent, OutgoingMail, Settings, SmtpAccount, SmtpMailer};
use bole_integrations::tls::Trust;
use domain::Secret;
use domain::email_accounts::SmtpSecurity;
use uuid::Uuid;

fn account(port: u16, security: SmtpSecurity) -> SmtpAccount {
    SmtpAccount {
        id: Uuid::now_v7(),
        host: "localhost".to_owned(),
        port,
        security,
        username: "hr@corp.test".to_owned(),
        password: Some(Secret::new("hr-pass")),
    }
}

fn mailer(trust: Trust) -> SmtpMailer {
    SmtpMailer::new(Settings { trust, step_timeout: Duration::from_secs(10), ..Settings::default() })
}

fn mail(to: &str) -> OutgoingMail {
    OutgoingMail {
        from: Correspondent::new("王芳", "hr@corp.test"),
        to: Correspondent::new("李雷", to),
        reply_to: None,
        subject: "面试邀请 – 高级架构师".to_owned(),
        html: "<p>李雷您好，<b>期待</b>您的回复。</p>".to_owned(),
        text: "李雷您好，期待您的回复。".to_owned(),
        message_id: format!("<{}@corp.test>", Uuid::now_v7()),
        in_reply_to: None,
        list_unsubscribe: None,
        date: chrono::Utc::now(),
    }
}
