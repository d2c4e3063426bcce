//! What of a request and its answer may stand in a log: no secret, nothing that tells who a person is.
//!
//! Masking goes by the name of a field first and by the look of its text second, so that a telephone number in a
//! title is hidden as well as one in a field of its own. Where it is not certain, it hides too much.

mod rules;
mod text;

use serde_json::{Map, Value};

use rules::{Rule, rule_of};
pub use text::{name, text};

/// What stands for something hidden.
pub const HIDDEN: &str = "***";
/// Elements of a list that are kept; the others are counted.
const ITEMS: usize = 20;
/// Longer texts are documents: only their length is told.
const LONG: usize = 160;
/// Numbers from here on could be telephone numbers.
const LARGE: f64 = 1e9;

/// Whether `name` is the name of a person in what is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Candidates, users, recipients.
    People,
    /// Jobs, companies, templates.
    Things,
}

/// A copy that may be logged. It has the same shape, with long lists cut short.
pub fn masked(value: &Value, about: About) -> Value {
    by_rule(Rule::Plain, value, about)
}

fn by_rule(rule: Rule, value: &Value, about: About) -> Value {
    match (rule, value) {
        (_, Value::Null | Value::Bool(_)) => value.clone(),
        (_, Value::Array(items)) => list(rule, items, about),
        (Rule::Hide, _) | (Rule::Code, Value::Number(_)) => HIDDEN.into(),
        (_, Value::Object(fields)) => object(fields, about),
        (_, Value::Number(number)) if number.as_f64().is_some_and(|number| number.abs() >= LARGE) => {
            HIDDEN.into()
        }
        (_, Value::Number(_)) => value.clone(),
        (Rule::Length, Value::String(written)) => length(written),
        (Rule::Name, Value::String(written)) => name(written).into(),
        (Rule::Code, Value::String(written)) if !rules::is_known_code(written) => HIDDEN.into(),
        (_, Value::String(written)) if written.chars().count() > LONG => length(written),
        (_, Value::String(written)) => text(written).into(),
    }
}

fn object(fields: &Map<String, Value>, about: About) -> Value {
    // A name that a caller made up may be anything, a telephone number included.
    fields.iter().map(|(name, value)| (text(name), by_rule(rule_of(name, about), value, about))).collect()
}

fn list(rule: Rule, items: &[Value], about: About) -> Value {
    if rule == Rule::Hide && !items.is_empty() {
        return HIDDEN.into();
    }
    let mut kept: Vec<Value> = items.iter().take(ITEMS).map(|item| by_rule(rule, item, about)).collect();
    if items.len() > ITEMS {
        kept.push(format!("(+{})", items.len() - ITEMS).into());
    }
    Value::Array(kept)
}

fn length(written: &str) -> Value {
    match written.chars().count() {
        0 => "".into(),
        count => format!("({count} characters)").into(),
    }
}

#[cfg(test)]
mod properties;
