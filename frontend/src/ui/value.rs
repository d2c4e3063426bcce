//! How the fields of requests are written in controls.

use domain::models::Purpose;
use domain::{Coded, Secret};
use uuid::Uuid;

/// A value that one edits as text; the empty text is the empty value.
pub trait TextValue: Send + Sync + 'static {
    /// As text.
    fn to_text(&self) -> String;
    /// From text.
    fn from_text(text: String) -> Self;
}

impl TextValue for String {
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: String) -> Self {
        text
    }
}

impl TextValue for Secret {
    fn to_text(&self) -> String {
        self.expose().to_owned()
    }
    fn from_text(text: String) -> Self {
        Self::new(text)
    }
}

impl TextValue for Option<String> {
    fn to_text(&self) -> String {
        self.clone().unwrap_or_default()
    }
    fn from_text(text: String) -> Self {
        (!text.is_empty()).then_some(text)
    }
}

impl TextValue for Option<Secret> {
    fn to_text(&self) -> String {
        self.as_ref().map(TextValue::to_text).unwrap_or_default()
    }
    fn from_text(text: String) -> Self {
        (!text.is_empty()).then(|| Secret::new(text))
    }
}

/// A value that one edits as a list of words.
pub trait ListValue: Send + Sync + 'static {
    /// As a list.
    fn to_list(&self) -> Vec<String>;
    /// From a list.
    fn from_list(list: Vec<String>) -> Self;
}

impl ListValue for Vec<String> {
    fn to_list(&self) -> Vec<String> {
        self.clone()
    }
    fn from_list(list: Vec<String>) -> Self {
        list
    }
}

impl ListValue for Vec<Uuid> {
    fn to_list(&self) -> Vec<String> {
        self.iter().map(Uuid::to_string).collect()
    }
    fn from_list(list: Vec<String>) -> Self {
        list.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect()
    }
}

impl ListValue for Vec<Purpose> {
    fn to_list(&self) -> Vec<String> {
        self.iter().map(|purpose| purpose.code().to_owned()).collect()
    }
    fn from_list(list: Vec<String>) -> Self {
        list.iter().filter_map(|code| Purpose::from_code(code)).collect()
    }
}

impl ListValue for Option<Vec<String>> {
    fn to_list(&self) -> Vec<String> {
        self.clone().unwrap_or_default()
    }
    fn from_list(list: Vec<String>) -> Self {
        Some(list)
    }
}

/// A number of a request, whole or not.
pub trait Number: Copy + Default + ToString + std::str::FromStr + Send + Sync + 'static {}

impl<N: Copy + Default + ToString + std::str::FromStr + Send + Sync + 'static> Number for N {}
