//! What the address says at first, and what is sent in the end.

use std::collections::BTreeMap;

use domain::emails::{Outreach, Recipients};
use uuid::Uuid;

/// The mail that an address such as `/mail/compose?candidates=…&group=…&job=…&template=…` asks for.
pub fn from_address(value: impl Fn(&str) -> Option<String>) -> Outreach {
    let id = |name: &str| value(name).and_then(|text| Uuid::parse_str(text.trim()).ok());
    let candidates = value("candidates").unwrap_or_default();
    let mut candidate_ids: Vec<Uuid> = Vec::new();
    for id in candidates.split(',').filter_map(|text| Uuid::parse_str(text.trim()).ok()) {
        if !candidate_ids.contains(&id) {
            candidate_ids.push(id);
        }
    }
    Outreach {
        to: Recipients { candidate_ids, group_id: id("group") },
        job_id: id("job"),
        template_id: id("template"),
        ..Outreach::default()
    }
}

/// The request for a draft: a template that was not changed goes by its id alone.
pub fn to_request(draft: &Outreach) -> Outreach {
    let mut request = draft.clone();
    if request.template_id.is_some() {
        request.subject = None;
        request.body = None;
    }
    request
}

/// How long a queue takes at a number of mails a minute and a day; `None` when it is a matter of a minute.
pub fn minutes_to_send(mails: u64, per_minute: u32, per_day: u32) -> Option<u64> {
    let (per_minute, per_day) = (u64::from(per_minute.max(1)), u64::from(per_day.max(1)));
    let days = mails.saturating_sub(1) / per_day;
    let last_day = mails - days * per_day;
    let minutes = days * 24 * 60 + last_day.saturating_sub(1) / per_minute;
    (minutes > 0).then_some(minutes)
}

/// How many are skipped for each reason, the most frequent first.
pub fn by_reason<'a>(messages: impl Iterator<Item = &'a str>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for message in messages {
        *counts.entry(message).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(message, count)| (message.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(last: u8) -> Uuid {
        Uuid::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last])
    }

    #[test]
    fn the_address_names_recipients_once_and_ignores_nonsense() {
        let candidates = format!("{},{},nonsense,{}", id(1), id(2), id(1));
        let job = id(9).to_string();
        let draft = from_address(|name| match name {
            "candidates" => Some(candidates.clone()),
            "job" => Some(job.clone()),
            "group" => Some("x".into()),
            _ => None,
        });
        assert_eq!(draft.to.candidate_ids, [id(1), id(2)]);
        assert_eq!((draft.to.group_id, draft.job_id), (None, Some(id(9))));
    }

    #[test]
    fn an_unchanged_template_is_sent_by_its_id() {
        let draft = Outreach { subject: Some("a".into()), body: Some("b".into()), ..Outreach::default() };
        assert_eq!(to_request(&draft), draft);
        let with_template = Outreach { template_id: Some(id(3)), ..draft };
        let request = to_request(&with_template);
        assert_eq!((request.subject, request.body, request.template_id), (None, None, Some(id(3))));
    }

    #[test]
    fn the_limits_of_a_mailbox_say_how_long_it_takes() {
        assert_eq!(minutes_to_send(1, 20, 500), None);
        assert_eq!(minutes_to_send(20, 20, 500), None);
        assert_eq!(minutes_to_send(21, 20, 500), Some(1));
        assert_eq!(minutes_to_send(180, 20, 500), Some(8));
        assert_eq!(minutes_to_send(501, 20, 500), Some(24 * 60));
        assert_eq!(minutes_to_send(0, 0, 0), None);
    }

    #[test]
    fn reasons_are_counted_and_the_most_frequent_comes_first() {
        let found = by_reason(["a", "b", "b"].into_iter());
        assert_eq!(found, [("b".to_owned(), 2), ("a".to_owned(), 1)]);
    }
}
