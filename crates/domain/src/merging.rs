//! Two records of the same thing become one.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::candidates::{CandidateFields, ConsentStatus};
use crate::text::email_key;
use crate::{Error, Result};

/// What `kept` has stays; what it lacks is taken from `other`, and lists grow by what they do not have.
pub fn merge<T: Serialize + DeserializeOwned + Default>(kept: &T, other: &T) -> Result<T> {
    let [kept, other, empty] = [kept, other, &T::default()].map(serde_json::to_value);
    let (mut kept, other, empty) = (fields(kept)?, fields(other)?, fields(empty)?);
    for (name, theirs) in other {
        let Some(ours) = kept.get_mut(&name) else { continue };
        match (ours, theirs) {
            (Value::Array(ours), Value::Array(theirs)) => {
                let new: Vec<_> = theirs.into_iter().filter(|item| !ours.contains(item)).collect();
                ours.extend(new);
            }
            (ours, theirs) if Some(&*ours) == empty.get(&name) => *ours = theirs,
            _ => {}
        }
    }
    serde_json::from_value(Value::Object(kept)).map_err(Error::internal)
}

/// Merges two candidates; a consent that was withdrawn and a wish not to be contacted stay, whoever has them.
pub fn merge_candidates(kept: &CandidateFields, other: &CandidateFields) -> Result<CandidateFields> {
    let mut merged = merge(kept, other)?;
    // One address in two spellings is one address.
    let mut known = HashSet::new();
    merged.emails.retain(|email| known.insert(email_key(email)));
    if [kept, other].iter().any(|fields| fields.consent_status == ConsentStatus::Withdrawn) {
        merged.consent_status = ConsentStatus::Withdrawn;
    }
    Ok(merged)
}

fn fields(value: serde_json::Result<Value>) -> Result<serde_json::Map<String, Value>> {
    match value.map_err(Error::internal)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::internal("only records can be merged")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_lists_grow() {
        let kept = CandidateFields {
            name: "李思远".into(),
            emails: vec!["a@example.com".into()],
            phone: Some("1".into()),
            consent_status: ConsentStatus::Given,
            ..CandidateFields::default()
        };
        let other = CandidateFields {
            name: "Siyuan Li".into(),
            emails: vec!["b@example.com".into(), "A@Example.com".into()],
            phone: Some("2".into()),
            current_company: Some("天河".into()),
            do_not_contact: true,
            consent_status: ConsentStatus::Withdrawn,
            ..CandidateFields::default()
        };
        let merged = merge_candidates(&kept, &other).unwrap();
        assert_eq!((merged.name.as_str(), merged.phone.as_deref()), ("李思远", Some("1")));
        assert_eq!(merged.emails, ["a@example.com", "b@example.com"]);
        assert_eq!(merged.current_company.as_deref(), Some("天河"));
        assert!(merged.do_not_contact);
        assert_eq!(merged.consent_status, ConsentStatus::Withdrawn);
    }
}
