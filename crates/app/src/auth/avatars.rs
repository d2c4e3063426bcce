//! Pictures of people: cut, made small and written anew, so that nothing of the file given stays but what is seen.

use std::io::Cursor;

use domain::avatars::{AVATAR_SIDE, Crop};
use domain::{Actor, Code, Error, Result};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use persistence::users;
use tokio::sync::Semaphore;

use super::random_bytes;
use crate::App;

/// The longest side of a picture that is opened, in pixels.
const MAX_SIDE: u32 = 12_000;
/// Bytes that opening one may take.
const MAX_MEMORY: u64 = 192 << 20;
/// Opened at the same time; others wait, so that the memory stays bounded.
static OPENING: Semaphore = Semaphore::const_new(2);

/// Makes a picture the actor's. Without a section the largest square in the middle is taken.
pub async fn set(app: &App, actor: &Actor, picture: Vec<u8>, crop: Option<Crop>) -> Result<()> {
    let permit = OPENING.acquire().await.map_err(Error::internal)?;
    let made = tokio::task::spawn_blocking(move || square(&picture, crop)).await;
    drop(permit);
    // A decoder that panics has met a file that it cannot read.
    let (bytes, ending) = made.unwrap_or_else(|_panicked| Err(unreadable()))?;
    let key = format!("{}.{ending}", new_name()?);
    app.storage.put(&place(&key), bytes).await?;
    replace(app, actor, Some(&key)).await
}

/// Takes the actor's picture away.
pub async fn remove(app: &App, actor: &Actor) -> Result<()> {
    replace(app, actor, None).await
}

/// The bytes of a picture, if there is one of this key, and their media type.
pub async fn find(app: &App, key: &str) -> Result<Option<(bytes::Bytes, &'static str)>> {
    let Some((name, ending)) = key.split_once('.') else { return Ok(None) };
    let media_type = match ending {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        _ => return Ok(None),
    };
    if name.is_empty() || name.len() > 64 || !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    Ok(app.storage.get(&place(key)).await?.map(|bytes| (bytes, media_type)))
}

/// Deletes the file of a picture that nobody has any more.
pub(super) async fn forget(app: &App, key: &str) {
    if let Err(error) = app.storage.delete(&place(key)).await {
        tracing::warn!(%error, "the file of a picture stays behind");
    }
}

async fn replace(app: &App, actor: &Actor, key: Option<&str>) -> Result<()> {
    let old = app.db.own(actor, async |scope| users::set_avatar(scope, key).await).await?;
    if let Some(old) = old {
        forget(app, &old).await;
    }
    Ok(())
}

fn place(key: &str) -> String {
    format!("avatars/{key}")
}

/// 160 random bits: who knows the name was shown the picture.
fn new_name() -> Result<String> {
    Ok(random_bytes::<20>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The square of a picture as a small file of its own, and the ending of its name.
fn square(picture: &[u8], crop: Option<Crop>) -> Result<(Vec<u8>, &'static str)> {
    let picture = open(picture)?;
    let (width, height) = (picture.width(), picture.height());
    let crop = crop.unwrap_or_else(|| Crop::middle(width, height));
    if !crop.is_within(width, height) {
        return Err(Error::invalid("/crop", Code::ImageCropOutside));
    }
    let cut = picture.crop_imm(crop.x, crop.y, crop.width, crop.height);
    let small = cut.resize_to_fill(AVATAR_SIDE, AVATAR_SIDE, FilterType::Lanczos3);
    let mut bytes = Cursor::new(Vec::new());
    let (small, format, ending) = if is_translucent(&small) {
        (DynamicImage::from(small.to_rgba8()), ImageFormat::Png, "png")
    } else {
        (DynamicImage::from(small.to_rgb8()), ImageFormat::Jpeg, "jpg")
    };
    small.write_to(&mut bytes, format).map_err(Error::internal)?;
    Ok((bytes.into_inner(), ending))
}

/// Opens a PNG, JPEG or WebP file, turned as its camera says.
fn open(bytes: &[u8]) -> Result<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Error::internal)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(unreadable());
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let orientation = decoder.orientation().map_err(|error| refused(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn refused(error: &ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::invalid("/file", Code::ImageTooLarge),
        _ => unreadable(),
    }
}

fn unreadable() -> Error {
    Error::invalid("/file", Code::ImageUnreadable)
}

fn is_translucent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Rgb, Rgba};

    use super::*;

    /// Red at the left, blue at the right.
    fn two_halves(format: ImageFormat) -> Vec<u8> {
        let picture =
            ImageBuffer::from_fn(
                600,
                300,
                |x, _| {
                    if x < 300 { Rgb([220_u8, 0, 0]) } else { Rgb([0, 0, 220]) }
                },
            );
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn middle(bytes: &[u8]) -> [u8; 3] {
        let picture = image::load_from_memory(bytes).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (AVATAR_SIDE, AVATAR_SIDE));
        picture.get_pixel(AVATAR_SIDE / 2, AVATAR_SIDE / 2).0
    }

    #[test]
    fn the_chosen_section_is_what_is_kept() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let picture = two_halves(format);
            let section = |x| Some(Crop { x, y: 0, width: 300, height: 300 });
            let (left, ending) = square(&picture, section(0)).unwrap();
            assert_eq!(ending, "jpg");
            let (right, _) = square(&picture, section(300)).unwrap();
            let ([red, _, _], [_, _, blue]) = (middle(&left), middle(&right));
            assert!(red > 180 && blue > 180, "{format:?}: {red} {blue}");
        }
    }

    #[test]
    fn what_can_be_seen_through_stays_so() {
        let picture = DynamicImage::from(ImageBuffer::from_pixel(10, 20, Rgba([0_u8, 0, 0, 40])));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert_eq!(square(&bytes.into_inner(), None).unwrap().1, "png");
    }

    #[test]
    fn what_the_file_says_besides_the_picture_is_gone() {
        let mut picture = two_halves(ImageFormat::Jpeg);
        // A comment segment behind the first marker.
        let place = b"\xff\xfe\x00\x1131.2304,121.4737";
        picture.splice(2..2, place.iter().copied());
        let (made, _) = square(&picture, None).unwrap();
        assert!(!made.windows(7).any(|window| window == b"31.2304"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        let code = |result: Result<(Vec<u8>, &str)>| match result {
            Err(Error::Invalid(faults)) => faults[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code(square(b"GIF89a", None)), Code::ImageUnreadable);
        assert_eq!(code(square(b"<svg xmlns='http://www.w3.org/2000/svg'/>", None)), Code::ImageUnreadable);
        let png = two_halves(ImageFormat::Png);
        assert_eq!(code(square(&png[..png.len() / 2], None)), Code::ImageUnreadable);
        // A header that claims 60 000 pixels each way.
        let mut bomb = png.clone();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(matches!(code(square(&bomb, None)), Code::ImageTooLarge | Code::ImageUnreadable));
        let outside = Some(Crop { x: 500, y: 0, width: 200, height: 200 });
        assert_eq!(code(square(&png, outside)), Code::ImageCropOutside);
    }
}
