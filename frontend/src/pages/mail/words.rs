//! The words of the codes that mail uses.

use domain::email_accounts::{SmtpSecurity, TestStepName};
use domain::email_templates::Placeholder;
use domain::emails::EmailStatus;

use crate::i18n::t;
use crate::ui::Tone;

/// Where a mail stands.
pub fn status(status: EmailStatus) -> &'static str {
    match status {
        EmailStatus::Draft => t::mail::status_draft(),
        EmailStatus::Queued => t::mail::status_queued(),
        EmailStatus::Sending => t::mail::status_sending(),
        EmailStatus::Sent => t::mail::status_sent(),
        EmailStatus::Failed => t::mail::status_failed(),
        EmailStatus::Cancelled => t::mail::status_cancelled(),
        EmailStatus::Bounced => t::mail::status_bounced(),
    }
}

/// Its colour.
pub const fn status_tone(status: EmailStatus) -> Tone {
    match status {
        EmailStatus::Draft | EmailStatus::Cancelled => Tone::Neutral,
        EmailStatus::Queued => Tone::Info,
        EmailStatus::Sending => Tone::Primary,
        EmailStatus::Sent => Tone::Success,
        EmailStatus::Failed => Tone::Error,
        EmailStatus::Bounced => Tone::Warning,
    }
}

/// How a connection is protected.
pub fn security(security: SmtpSecurity) -> &'static str {
    match security {
        SmtpSecurity::Tls => t::mail::security_tls(),
        SmtpSecurity::Starttls => t::mail::security_starttls(),
        SmtpSecurity::None => t::mail::security_none(),
    }
}

/// A step of testing a mailbox.
pub fn step(step: TestStepName) -> &'static str {
    match step {
        TestStepName::Dns => t::mail::step_dns(),
        TestStepName::Connect => t::mail::step_connect(),
        TestStepName::Tls => t::mail::step_tls(),
        TestStepName::Authenticate => t::mail::step_authenticate(),
        TestStepName::Send => t::mail::step_send(),
    }
}

/// What a placeholder stands for.
pub fn placeholder(placeholder: Placeholder) -> &'static str {
    match placeholder {
        Placeholder::CandidateName => t::mail::slot_candidate_name(),
        Placeholder::CandidateSalutation => t::mail::slot_candidate_salutation(),
        Placeholder::CandidateCurrentCompany => t::mail::slot_candidate_current_company(),
        Placeholder::CandidateCurrentPosition => t::mail::slot_candidate_current_position(),
        Placeholder::JobTitle => t::mail::slot_job_title(),
        Placeholder::JobCompanyName => t::mail::slot_job_company_name(),
        Placeholder::JobSalaryRange => t::mail::slot_job_salary_range(),
        Placeholder::JobLocations => t::mail::slot_job_locations(),
        Placeholder::UserName => t::mail::slot_user_name(),
        Placeholder::UserSignature => t::mail::slot_user_signature(),
        Placeholder::UnsubscribeUrl => t::mail::slot_unsubscribe_url(),
    }
}
