//! Parsing: documents into records that a person reviews before anything is saved.

use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use domain::{Check, Faults};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use domain::parsing::Evidence;
pub use domain::parsing::answers::{ParseResponse, ParsedDocument, ParsedItem, Warning};

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
