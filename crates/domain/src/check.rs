//! Validation that the page and the server share: rules are methods, faults are codes at JSON pointers.
//!
//! Own code rather than `validator`: its e-mail rule links the regex engine, 39 % of the page's WebAssembly
//! (docs/decisions/0002).

use std::ops::RangeInclusive;

use crate::text::{is_email, is_phone, is_url};
use crate::{Code, Error, FieldError, Result};

/// An input whose fields can be at fault.
pub trait Check {
    /// Notes every fault of `self`.
    fn check(&self, faults: &mut Faults);

    /// `Ok` when there is no fault, else [`Error::Invalid`] with all of them.
    fn validate(&self) -> Result<()> {
        let mut faults = Faults::default();
        self.check(&mut faults);
        faults.into_result()
    }
}

/// The faults found so far, and where in the document the checker stands.
#[derive(Debug, Default)]
pub struct Faults {
    base: String,
    errors: Vec<FieldError>,
}

impl Faults {
    /// Notes a fault of a field of the present object.
    pub fn add(&mut self, field: &str, code: Code) -> &mut FieldError {
        self.push(FieldError::new(format!("{}/{field}", self.base), code))
    }

    fn push(&mut self, error: FieldError) -> &mut FieldError {
        let index = self.errors.len();
        self.errors.push(error);
        &mut self.errors[index]
    }

    /// Checks a value that lies at `path` below the present object.
    pub fn within(&mut self, path: &str, check: impl FnOnce(&mut Self)) {
        let length = self.base.len();
        self.base.push('/');
        self.base.push_str(path);
        check(self);
        self.base.truncate(length);
    }

    /// Checks each element of a list.
    pub fn each<T: Check>(&mut self, field: &str, items: &[T]) {
        for (index, item) in items.iter().enumerate() {
            self.within(&format!("{field}/{index}"), |faults| item.check(faults));
        }
    }

    /// A text that must be there, with at most `max` characters.
    pub fn required(&mut self, field: &str, value: &str, max: usize) {
        if value.trim().is_empty() {
            self.add(field, Code::Required);
        } else {
            self.at_most(field, value, max);
        }
    }

    /// A text of at most `max` characters that may be empty.
    pub fn at_most(&mut self, field: &str, value: &str, max: usize) {
        if value.chars().count() > max {
            self.add(field, Code::TooLong).params.push(max.to_string());
        }
    }

    /// An optional text of at most `max` characters.
    pub fn optional(&mut self, field: &str, value: Option<&str>, max: usize) {
        if let Some(value) = value {
            self.at_most(field, value, max);
        }
    }

    /// A number between two bounds.
    pub fn range<N: PartialOrd + ToString>(
        &mut self,
        field: &str,
        value: Option<N>,
        range: RangeInclusive<N>,
    ) {
        if value.is_some_and(|value| !range.contains(&value)) {
            let params = vec![range.start().to_string(), range.end().to_string()];
            self.add(field, Code::OutOfRange).params = params;
        }
    }

    /// A list of short texts: none empty, none longer than `max_length`, no more than `max_items`.
    pub fn list(&mut self, field: &str, items: &[String], max_items: usize, max_length: usize) {
        if items.len() > max_items {
            self.add(field, Code::TooMany).params.push(max_items.to_string());
        }
        for (index, item) in items.iter().enumerate() {
            self.required(&format!("{field}/{index}"), item, max_length);
        }
    }

    /// An e-mail address.
    pub fn email(&mut self, field: &str, value: &str) {
        if !is_email(value) {
            self.add(field, Code::InvalidEmail);
        }
    }

    /// A telephone number, perhaps masked; `None` and empty are fine.
    pub fn phone(&mut self, field: &str, value: Option<&str>) {
        if value.is_some_and(|value| !value.is_empty() && !is_phone(value)) {
            self.add(field, Code::InvalidPhone);
        }
    }

    /// An http or https address; `None` and empty are fine.
    pub fn url(&mut self, field: &str, value: Option<&str>) {
        if value.is_some_and(|value| !value.is_empty() && !is_url(value)) {
            self.add(field, Code::InvalidUrl);
        }
    }

    /// `Ok` when nothing was noted.
    pub fn into_result(self) -> Result<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(Error::Invalid(self.errors)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_point_into_the_document() {
        let mut faults = Faults::default();
        faults.within("items/2", |faults| faults.required("name", " ", 10));
        faults.range("years", Some(81.0), 0.0..=80.0);
        faults.list("skills", &["a".to_owned(), String::new()], 1, 5);
        let Err(Error::Invalid(errors)) = faults.into_result() else { panic!("no faults") };
        let found: Vec<_> = errors.iter().map(|e| (e.pointer.as_str(), e.code, e.params.join(","))).collect();
        assert_eq!(
            found,
            [
                ("/items/2/name", Code::Required, String::new()),
                ("/years", Code::OutOfRange, "0,80".to_owned()),
                ("/skills", Code::TooMany, "1".to_owned()),
                ("/skills/1", Code::Required, String::new()),
            ]
        );
    }
}
