//! Parsing: documents into records that a person reviews before anything is saved.

use std::collections::BTreeMap;

use domain::candidates::{CandidateFields, PossibleDuplicate};
use domain::jobs::JobFields;
use domain::{Check, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Problem;
use crate::client::{Body, Client, FilePart, Method, Request, Result, Transport};

/// A text to parse, instead of files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ParseTextRequest {
    /// The text.
    pub text: String,
    /// `offline`, the id of a model of the catalogue, or the id of a configuration. Absent: the default.
    #[cfg_attr(feature = "openapi", schema(example = "offline"))]
    pub engine: Option<String>,
}

impl Check for ParseTextRequest {
    fn check(&self, faults: &mut Faults) {
        faults.required("text", &self.text, 500_000);
        faults.optional("engine", self.engine.as_deref(), 100);
    }
}

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

/// A place in the text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// The first Unicode scalar value.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// How sure the engine is of the field, 0 to 1.
    pub confidence: f32,
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

impl<T: Transport> Client<T> {
    /// `POST /api/candidates/parse` with files
    pub async fn parse_candidate_files(
        &self,
        files: Vec<FilePart>,
        engine: Option<&str>,
    ) -> Result<ParseResponse<CandidateFields>> {
        self.call(upload("/api/candidates/parse", files, engine)).await
    }

    /// `POST /api/candidates/parse` with a text
    pub async fn parse_candidates(
        &self,
        request: &ParseTextRequest,
    ) -> Result<ParseResponse<CandidateFields>> {
        self.post("/api/candidates/parse", request).await
    }

    /// `POST /api/jobs/parse` with files
    pub async fn parse_job_files(
        &self,
        files: Vec<FilePart>,
        engine: Option<&str>,
    ) -> Result<ParseResponse<JobFields>> {
        self.call(upload("/api/jobs/parse", files, engine)).await
    }

    /// `POST /api/jobs/parse` with a text
    pub async fn parse_jobs(&self, request: &ParseTextRequest) -> Result<ParseResponse<JobFields>> {
        self.post("/api/jobs/parse", request).await
    }

    /// `GET /api/documents/{id}/file`: the document as it was uploaded.
    pub async fn get_document_file(&self, id: Uuid) -> Result<Vec<u8>> {
        self.bytes(Request::new(Method::Get, format!("/api/documents/{id}/file"))).await
    }
}

fn upload(path: &str, files: Vec<FilePart>, engine: Option<&str>) -> Request {
    let fields = engine.map(|engine| ("engine".to_owned(), engine.to_owned())).into_iter().collect();
    let mut request = Request::new(Method::Post, path);
    request.body = Body::Files(files, fields);
    request
}
