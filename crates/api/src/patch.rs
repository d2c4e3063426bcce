//! Merge patches (RFC 7396): absent keeps, null clears.

use std::marker::PhantomData;

use domain::{Code, Error, FieldError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A change of some fields of a `T`. A null puts the field back to its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MergePatch<T> {
    changes: Map<String, Value>,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> MergePatch<T> {
    /// The patch that turns one value into another.
    pub fn between(old: &T, new: &T) -> serde_json::Result<Self> {
        let changes = domain::logs::changes(old, new)?;
        Ok(Self {
            changes: changes.into_iter().map(|(field, [_, new])| (field, new)).collect(),
            of: PhantomData,
        })
    }

    /// A patch from a JSON object.
    pub fn from_object(changes: Map<String, Value>) -> Self {
        Self { changes, of: PhantomData }
    }

    /// Whether it changes a field.
    pub fn touches(&self, field: &str) -> bool {
        self.changes.contains_key(field)
    }

    /// The patched value. A field that `T` does not have, or a value that does not fit, is at fault.
    pub fn apply(&self, current: &T) -> Result<T, Error> {
        let Value::Object(mut object) = serde_json::to_value(current).map_err(Error::internal)? else {
            return Err(Error::internal("only objects can be patched"));
        };
        let mut faults = Vec::new();
        for (field, value) in &self.changes {
            let Some(previous) = object.get(field).cloned() else {
                faults.push(FieldError::new(format!("/{field}"), Code::UnknownField).with(field));
                continue;
            };
            if value.is_null() {
                object.remove(field);
            } else {
                let slot = object.entry(field.as_str()).or_insert(Value::Null);
                merge(slot, value);
            }
            if T::deserialize(Value::Object(object.clone())).is_err() {
                faults.push(FieldError::new(format!("/{field}"), Code::InvalidFormat));
                object.insert(field.clone(), previous);
            }
        }
        if faults.is_empty() {
            T::deserialize(Value::Object(object)).map_err(Error::internal)
        } else {
            Err(Error::Invalid(faults))
        }
    }
}

fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (field, value) in patch {
                if value.is_null() {
                    target.remove(field);
                } else {
                    merge(target.entry(field.as_str()).or_insert(Value::Null), value);
                }
            }
        }
        (target, patch) => *target = patch.clone(),
    }
}

#[cfg(feature = "openapi")]
impl<T: utoipa::ToSchema> utoipa::__dev::ComposeSchema for MergePatch<T> {
    fn compose(
        _generics: Vec<utoipa::openapi::RefOr<utoipa::openapi::Schema>>,
    ) -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let mut schema = T::schema();
        if let utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Object(object)) = &mut schema {
            object.required.clear();
            object.description = Some("A merge patch: absent keeps, null clears.".to_owned());
        }
        schema
    }
}

#[cfg(feature = "openapi")]
impl<T: utoipa::ToSchema> utoipa::ToSchema for MergePatch<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("{}Patch", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        T::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use domain::companies::CompanyFields;
    use serde_json::json;

    use super::*;

    fn patch(value: Value) -> MergePatch<CompanyFields> {
        serde_json::from_value(value).expect("an object")
    }

    #[test]
    fn absent_keeps_and_null_clears() {
        let old =
            CompanyFields { name: "甲".into(), city: Some("上海".into()), ..CompanyFields::default() };
        let new = patch(json!({"city": null, "industry": "芯片"})).apply(&old).expect("applies");
        assert_eq!(new, CompanyFields { city: None, industry: Some("芯片".into()), ..old });
    }

    #[test]
    fn faults_are_named_by_field() {
        let Err(Error::Invalid(errors)) =
            patch(json!({"nmae": "x", "city": 7})).apply(&CompanyFields::default())
        else {
            panic!("accepted")
        };
        let found: Vec<_> = errors.iter().map(|e| (e.pointer.as_str(), e.code)).collect();
        assert_eq!(found, [("/city", Code::InvalidFormat), ("/nmae", Code::UnknownField)]);
    }
}
