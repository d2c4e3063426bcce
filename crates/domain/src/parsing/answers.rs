//! What parsing gives to a person: as it crosses the wire, and as it is kept with a task.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Evidence;
use crate::candidates::PossibleDuplicate;
use crate::problems::Problem;

/// What the documents of one request gave, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParseResponse<F> {
    /// One entry a document. One bad document never spoils the others.
    pub documents: Vec<ParsedDocument<F>>,
}

/// What one document gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParsedDocument<F> {
    /// The document, kept for 24 hours unless a record is saved from it; absent when it could not be read.
    pub document_id: Option<Uuid>,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "李思远_Java_5年.pdf"))]
    pub file_name: String,
    /// Told by content, not by name.
    #[cfg_attr(feature = "openapi", schema(example = "application/pdf"))]
    pub media_type: String,
    /// `offline`, or the model that parsed it.
    #[cfg_attr(feature = "openapi", schema(example = "offline"))]
    pub engine: String,
    /// What a reader sees. Offsets count its Unicode scalar values.
    pub text: String,
    /// What is odd about the document.
    pub warnings: Vec<Warning>,
    /// The records found in it.
    pub items: Vec<ParsedItem<F>>,
    /// Why the document gave nothing.
    pub error: Option<Problem>,
}

/// One record found in a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParsedItem<F> {
    /// As for create.
    pub fields: F,
    /// How sure the engine is of the whole record, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(example = 0.92))]
    pub confidence: f32,
    /// Field → the places in the text that it came from.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// Records that may be the same.
    pub duplicates: Vec<PossibleDuplicate>,
}

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// A stable word.
    #[cfg_attr(feature = "openapi", schema(example = "email_missing"))]
    pub code: String,
    /// In the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "未找到邮箱"))]
    pub message: String,
}
