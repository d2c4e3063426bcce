//! A mailbox to send from, people to send to, and waiting for what a worker does.

use std::time::{Duration, Instant};

use api::candidates::CandidateFields;
use api::email_accounts::{EmailAccount, EmailAccountFields, NewEmailAccount, SmtpSecurity};
use api::email_logs::{EmailLog, EmailLogQuery};
use api::emails::{Outreach, Recipients};
use uuid::Uuid;

use crate::app::User;
use crate::smtp_server::SmtpServer;

/// The form of a mailbox at a server, with limits that no test reaches by accident.
pub fn mailbox(server: &SmtpServer) -> EmailAccountFields {
    EmailAccountFields {
        email_address: "hr@corp.test".to_owned(),
        display_name: "Fang Wang".to_owned(),
        smtp_host: "127.0.0.1".to_owned(),
        smtp_port: server.port,
        smtp_security: SmtpSecurity::None,
        daily_limit: 10_000,
        per_minute_limit: 10_000,
        ..EmailAccountFields::default()
    }
}

/// A mail to these people, in English, so that it can be read as it travels.
pub fn outreach(from: Uuid, to: &[Uuid]) -> Outreach {
    Outreach {
        from_account_id: Some(from),
        to: Recipients { candidate_ids: to.to_vec(), group_id: None },
        subject: Some("A word with you, {{candidate.name}}".to_owned()),
        body: Some("Dear {{candidate.salutation}},\n\nplease call me.".to_owned()),
        ..Outreach::default()
    }
}

impl User {
    /// Adds a mailbox without a password.
    pub async fn mailbox(&self, account: EmailAccountFields) -> EmailAccount {
        let new = NewEmailAccount { account, password: None };
        self.client.create_email_account(&new).await.unwrap()
    }

    /// Adds a candidate with an address.
    pub async fn candidate(&self, name: &str, email: &str) -> Uuid {
        let fields = CandidateFields {
            name: name.to_owned(),
            emails: vec![email.to_owned()],
            ..CandidateFields::default()
        };
        self.client.create_candidate(&fields).await.unwrap().id
    }

    /// Adds so many candidates.
    pub async fn candidates(&self, count: usize) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for number in 0..count {
            ids.push(self.candidate(&format!("Person {number}"), &format!("p{number}@candidate.test")).await);
        }
        ids
    }

    /// All mails, the first queued at the head.
    pub async fn mails(&self) -> Vec<EmailLog> {
        let query = EmailLogQuery {
            sort: Some("to_email".to_owned()),
            per_page: Some(100),
            ..EmailLogQuery::default()
        };
        self.client.list_email_logs(&query).await.unwrap().items
    }

    /// Waits until the mails are as they should be, and gives them.
    pub async fn mails_when(&self, are_right: impl Fn(&[EmailLog]) -> bool) -> Vec<EmailLog> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let mails = self.mails().await;
            if are_right(&mails) {
                return mails;
            }
            assert!(Instant::now() < deadline, "waited in vain: {mails:#?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
