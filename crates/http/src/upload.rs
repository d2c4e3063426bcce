//! Files that arrive as `multipart/form-data`, and texts that arrive as JSON: taken in one after the other, so that a
//! request never holds more than a few files in memory.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use api::parse::ParseTextRequest;
use app::parse::{Taken, Upload};
use bytes::{Bytes, BytesMut};
use domain::documents::{MAX_BYTES, MAX_FILES};
use domain::{Code, Error, FieldError, Locale, Permission};
use futures_util::stream::FuturesOrdered;
use futures_util::{StreamExt, TryStreamExt};
use serde_json::json;

use crate::extract::Json;
use crate::failure::{Failure, Outcome};
use crate::operation_logs::keep_parameters;
use crate::session::SignedIn;
use crate::state::State;

/// Files of one request that are read at once.
const AT_ONCE: usize = 4;
/// Bytes of one request at most, with what is around the files.
const TOTAL: usize = MAX_FILES * MAX_BYTES + (1 << 20);
/// The longest name of an engine.
const ENGINE: usize = 100;

/// What a form with files holds.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the OpenAPI document; the form is read piece by piece")]
pub struct ParseFiles {
    /// At most 20 files of 10 MB: TXT, MD, CSV, XLSX, XLS, DOCX, PDF.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
    /// `offline`, the id of a model of the catalogue, or the id of a configuration. Absent: the default.
    engine: Option<String>,
}

/// What a request brought.
pub struct Given {
    /// Its documents, in order.
    pub documents: Vec<Taken>,
    /// The engine that it names.
    pub engine: Option<String>,
}

/// Takes in the files or the text of a request.
pub async fn take(
    state: &State,
    actor: &SignedIn,
    permission: Permission,
    request: &HttpRequest,
    payload: web::Payload,
) -> Outcome<Given> {
    if request.content_type() == "multipart/form-data" {
        let form = Multipart::new(request.headers(), payload);
        let given = Form { state, actor, permission, left: TOTAL }.read(form).await?;
        let files = given.documents.iter().map(|taken| {
            json!({"file_name": taken.file_name, "bytes": taken.size, "document_id": taken.document_id})
        });
        let logged = json!({"files": files.collect::<Vec<_>>(), "engine": given.engine});
        keep_parameters(request, &logged);
        return Ok(given);
    }
    let Json(text) = Json::<ParseTextRequest>::from_request(request, &mut payload.into_inner()).await?;
    let file_name = match actor.locale {
        Locale::Zh => "粘贴的文本.txt",
        Locale::En => "Pasted text.txt",
    };
    let upload = Upload { file_name: file_name.to_owned(), bytes: Some(Bytes::from(text.text)) };
    let document = app::parse::take(&state.app, actor, permission, upload).await?;
    Ok(Given { documents: vec![document], engine: text.engine })
}

/// A form with one file.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the OpenAPI document; the form is read piece by piece")]
pub struct OneFile {
    /// At most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The file of a form that has just one: its name and its bytes.
pub async fn one_file(request: &HttpRequest, payload: web::Payload) -> Outcome<(String, Bytes)> {
    let mut form = Multipart::new(request.headers(), payload);
    let field = form.try_next().await.map_err(|error| unreadable(&error))?;
    let missing = || Failure(Error::invalid("/file", Code::Required));
    let mut field = field.filter(|field| field.name() == Some("file")).ok_or_else(missing)?;
    let name = field.content_disposition().map(file_name).unwrap_or_default();
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.try_next().await.map_err(|error| unreadable(&error))? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(Failure(Error::Rule(Code::PayloadTooLarge)));
        }
        bytes.extend_from_slice(&chunk);
    }
    keep_parameters(request, &json!({"file_name": name, "bytes": bytes.len()}));
    Ok((name, bytes.freeze()))
}

/// A form while it is read.
struct Form<'a> {
    state: &'a State,
    actor: &'a SignedIn,
    permission: Permission,
    /// Bytes that may still come.
    left: usize,
}

impl Form<'_> {
    async fn read(mut self, mut form: Multipart) -> Outcome<Given> {
        let mut reading = FuturesOrdered::new();
        let mut documents = Vec::new();
        let mut engine = None;
        while let Some(mut field) = form.try_next().await.map_err(|error| unreadable(&error))? {
            match field.name().unwrap_or_default() {
                "file" => {
                    if documents.len() + reading.len() == MAX_FILES {
                        let many = FieldError::new("/file", Code::TooMany).with(MAX_FILES);
                        return Err(Failure(Error::Invalid(vec![many])));
                    }
                    let upload = self.upload(&mut field).await?;
                    if reading.len() == AT_ONCE
                        && let Some(taken) = reading.next().await
                    {
                        documents.push(taken?);
                    }
                    reading.push_back(app::parse::take(&self.state.app, self.actor, self.permission, upload));
                }
                "engine" => engine = self.engine(&mut field).await?,
                other => {
                    let pointer = format!("/{}", other.chars().take(60).collect::<String>());
                    let unknown = FieldError::new(pointer, Code::UnknownField).with(other);
                    return Err(Failure(Error::Invalid(vec![unknown])));
                }
            }
        }
        documents.extend(reading.try_collect::<Vec<_>>().await?);
        if documents.is_empty() {
            return Err(Failure(Error::invalid("/file", Code::Required)));
        }
        Ok(Given { documents, engine })
    }

    /// A file; of one that is too large nothing is kept.
    async fn upload(&mut self, field: &mut Field) -> Outcome<Upload> {
        let file_name = field.content_disposition().map(file_name).unwrap_or_default();
        let bytes = self.bytes(field, MAX_BYTES).await?;
        Ok(Upload { file_name, bytes })
    }

    async fn engine(&mut self, field: &mut Field) -> Outcome<Option<String>> {
        let long = || Failure(Error::Invalid(vec![FieldError::new("/engine", Code::TooLong).with(ENGINE)]));
        let bytes = self.bytes(field, ENGINE).await?.ok_or_else(long)?;
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// The bytes of a field, or `None` when there are more than `limit`; those are read and dropped.
    async fn bytes(&mut self, field: &mut Field, limit: usize) -> Outcome<Option<Bytes>> {
        let mut bytes = Some(BytesMut::new());
        while let Some(chunk) = field.try_next().await.map_err(|error| unreadable(&error))? {
            self.left =
                self.left.checked_sub(chunk.len()).ok_or(Failure(Error::Rule(Code::PayloadTooLarge)))?;
            bytes = bytes.filter(|bytes| bytes.len() + chunk.len() <= limit);
            if let Some(bytes) = &mut bytes {
                bytes.extend_from_slice(&chunk);
            }
        }
        Ok(bytes.map(BytesMut::freeze))
    }
}

/// The last part of the name that the browser gave, without what cannot be shown.
fn file_name(disposition: &header::ContentDisposition) -> String {
    let given = disposition.get_filename_ext().map(|name| String::from_utf8_lossy(&name.value).into_owned());
    let given = given.or_else(|| disposition.get_filename().map(str::to_owned)).unwrap_or_default();
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(255).collect();
    let name = name.trim();
    if name.is_empty() { "document".to_owned() } else { name.to_owned() }
}

/// A form that breaks off or is none.
pub fn unreadable(error: &MultipartError) -> Failure {
    tracing::debug!(%error, "a form could not be read");
    Failure(Error::Rule(Code::Malformed))
}
