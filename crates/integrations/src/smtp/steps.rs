//! The steps of opening a connection, each timed, for the report of a test.

use std::time::{Duration, Instant};

use domain::email_accounts::{TestOutcome, TestStep, TestStepName};

use super::account::SmtpAccount;
use super::failure::{Fault, SendFailure};
use crate::words;

/// What was done so far.
#[derive(Debug)]
pub(crate) struct Steps<'a> {
    account: &'a SmtpAccount,
    timeout: Duration,
    taken: Vec<TestStep>,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(account: &'a SmtpAccount, timeout: Duration) -> Self {
        Self { account, timeout, taken: Vec::new() }
    }

    /// Takes a step within the time for it. The words say what was found.
    pub(crate) async fn take<T>(
        &mut self,
        name: TestStepName,
        step: impl Future<Output = Result<(T, String), Fault>>,
    ) -> Result<T, SendFailure> {
        let started = Instant::now();
        let result =
            tokio::time::timeout(self.timeout, step).await.unwrap_or_else(|_elapsed| Err(Fault::timeout()));
        let (result, outcome, detail) = match result {
            Ok((value, found)) => (Ok(value), TestOutcome::Ok, words::shorten(&found)),
            Err(fault) => {
                let failure = fault.of(self.account);
                let detail = failure.error.detail.clone();
                (Err(failure), TestOutcome::Failed, detail)
            }
        };
        let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.taken.push(TestStep { name, outcome, detail, elapsed_ms });
        result
    }

    /// Notes a step that does not apply.
    pub(crate) fn skip(&mut self, name: TestStepName, reason: &str) {
        let detail = reason.to_owned();
        self.taken.push(TestStep { name, outcome: TestOutcome::Skipped, detail, elapsed_ms: 0 });
    }

    /// All steps in their order; those that were not reached are skipped.
    pub(crate) fn finish(mut self) -> Vec<TestStep> {
        for name in [
            TestStepName::Dns,
            TestStepName::Connect,
            TestStepName::Tls,
            TestStepName::Authenticate,
            TestStepName::Send,
        ] {
            if !self.taken.iter().any(|step| step.name == name) {
                self.skip(name, "");
            }
        }
        self.taken
    }
}
