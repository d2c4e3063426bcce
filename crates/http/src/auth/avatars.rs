//! Pictures of people.

use actix_multipart::{Field, Multipart};
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, delete, get, put, web};
use api::auth::Profile;
use app::auth::avatars;
use bytes::BytesMut;
use domain::avatars::{AVATAR_BYTES, Crop};
use domain::{Code, Error, FieldError, Kind};
use futures_util::TryStreamExt;
use serde_json::json;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::failure::{Failure, Outcome};
use crate::operation_logs;
use crate::session::InPerson;
use crate::state::State;
use crate::upload::unreadable;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(set_avatar).service(delete_avatar).service(get_avatar);
}

/// A form with a picture.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the OpenAPI document; the form is read piece by piece")]
struct AvatarForm {
    /// PNG, JPEG or WebP, up to 5 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The left edge of the section to keep, in pixels of the picture as it is seen. All four or none.
    crop_x: Option<u32>,
    /// Its upper edge.
    crop_y: Option<u32>,
    /// Its width.
    crop_width: Option<u32>,
    /// Its height.
    crop_height: Option<u32>,
}

/// What was read of a form.
#[derive(Default)]
struct Given {
    picture: Option<Vec<u8>>,
    crop: [Option<u32>; 4],
}

const CROP: [&str; 4] = ["crop_x", "crop_y", "crop_width", "crop_height"];

/// Set one's picture
///
/// The section is stored as a square of 256 pixels, without anything else that the file says. Without a section the
/// middle of the picture is taken.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body(content = AvatarForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Profile))
)]
#[put("/auth/profile/avatar")]
async fn set_avatar(
    state: web::Data<State>,
    actor: InPerson,
    request: HttpRequest,
    payload: web::Payload,
) -> Outcome<web::Json<Profile>> {
    if request.content_type() != "multipart/form-data" {
        return Err(Failure(Error::Rule(Code::UnsupportedMediaType)));
    }
    let given = read(Multipart::new(request.headers(), payload)).await?;
    let crop = section(&given)?;
    let picture = given.picture.ok_or_else(|| Failure(Error::invalid("/file", Code::Required)))?;
    operation_logs::keep_parameters(&request, &json!({"size": picture.len()}));
    avatars::set(&state.app, &actor, picture, crop).await?;
    Ok(web::Json(super::profile(&state, &actor).await?))
}

/// Remove one's picture
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 204)))]
#[delete("/auth/profile/avatar")]
async fn delete_avatar(state: web::Data<State>, actor: InPerson) -> Outcome<HttpResponse> {
    avatars::remove(&state.app, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Get a picture
///
/// Its address is given to those who may see the person, cannot be guessed, and changes with the picture; so it is
/// good in an `<img>`, and may be kept for ever.
#[utoipa::path(
    tag = "auth",
    security(()),
    params(("key" = String, Path)),
    responses(
        (status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
        (status = 404, body = api::Problem)
    )
)]
#[get("/avatars/{key}")]
async fn get_avatar(state: web::Data<State>, key: web::Path<String>) -> Outcome<HttpResponse> {
    let found = avatars::find(&state.app, &key).await?;
    let (bytes, media_type) = found.ok_or(Failure(Error::NotFound(Kind::Page)))?;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "private, max-age=31536000, immutable"))
        .body(bytes))
}

async fn read(mut form: Multipart) -> Outcome<Given> {
    let mut given = Given::default();
    while let Some(mut field) = form.try_next().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            given.picture = Some(bytes(&mut field, AVATAR_BYTES, Code::ImageTooLarge).await?);
        } else if let Some(place) = CROP.iter().position(|known| *known == name) {
            let text = bytes(&mut field, 20, Code::InvalidFormat).await?;
            let number = std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse().ok());
            let wrong = || Failure(Error::invalid(format!("/{name}"), Code::InvalidFormat));
            given.crop[place] = Some(number.ok_or_else(wrong)?);
        } else {
            let pointer = format!("/{}", name.chars().take(60).collect::<String>());
            return Err(Failure(Error::Invalid(vec![
                FieldError::new(pointer, Code::UnknownField).with(name),
            ])));
        }
    }
    Ok(given)
}

fn section(given: &Given) -> Outcome<Option<Crop>> {
    match given.crop {
        [None, None, None, None] => Ok(None),
        [Some(x), Some(y), Some(width), Some(height)] => Ok(Some(Crop { x, y, width, height })),
        _ => {
            let missing = CROP.iter().zip(&given.crop).filter(|(_, value)| value.is_none());
            let faults = missing.map(|(name, _)| FieldError::new(format!("/{name}"), Code::Required));
            Err(Failure(Error::Invalid(faults.collect())))
        }
    }
}

/// The bytes of a field, which must be no more than `limit`.
async fn bytes(field: &mut Field, limit: usize, too_many: Code) -> Outcome<Vec<u8>> {
    let pointer = format!("/{}", field.name().unwrap_or_default());
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.try_next().await.map_err(|error| unreadable(&error))? {
        if bytes.len() + chunk.len() > limit {
            return Err(Failure(Error::invalid(pointer, too_many)));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.to_vec())
}
