//! How values of the domain are stored: enumerations as their word, structures as JSON.

use domain::Coded;
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, TryGetableFromJson, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// An enumeration, stored as its stable word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<T: Coded> From<Word<T>> for Value {
    fn from(word: Word<T>) -> Self {
        word.0.code().into()
    }
}

impl<T: Coded> TryGetable for Word<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let word = String::try_get_by(row, index)?;
        T::from_code(&word)
            .map(Self)
            .ok_or_else(|| TryGetError::DbErr(DbErr::Type(format!("unknown word {word}"))))
    }
}

impl<T: Coded> ValueType for Word<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let word = <String as ValueType>::try_from(value)?;
        T::from_code(&word).map(Self).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        "Word".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T> TryFromU64 for Word<T> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Word"))
    }
}

impl<T: Coded> Nullable for Word<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

/// A structure, stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document<T>(pub T);

impl<T: DeserializeOwned> TryGetableFromJson for Document<T> {}

impl<T: Serialize> From<Document<T>> for Value {
    fn from(document: Document<T>) -> Self {
        // What is stored are strings, numbers and lists of them, which always have a JSON form.
        Value::Json(serde_json::to_value(&document.0).ok().map(Box::new))
    }
}

impl<T: DeserializeOwned> ValueType for Document<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let Value::Json(Some(json)) = value else { return Err(ValueTypeErr) };
        serde_json::from_value(*json).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Document".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Document<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

/// A list of short texts, stored as a JSON array.
pub type Strings = Document<Vec<String>>;
