//! Pictures of people, through the real server.

use std::io::Cursor;

use api::auth::Crop;
use api::{Code, FilePart};
use bole_tests::{TestApp, problem};
use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb};

fn file(bytes: Vec<u8>) -> FilePart {
    FilePart { name: "me.png".to_owned(), bytes }
}

/// Green, but for a red corner of 100 pixels.
fn picture() -> Vec<u8> {
    let picture = ImageBuffer::from_fn(400, 300, |x, y| {
        if x < 100 && y < 100 { Rgb([200_u8, 0, 0]) } else { Rgb([0, 160, 0]) }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_picture_is_cut_and_shown_and_taken_away() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    assert_eq!(user.profile.avatar_url, None);
    let corner = Crop { x: 0, y: 0, width: 100, height: 100 };
    let profile = user.client.set_avatar(file(picture()), Some(corner)).await.unwrap();
    let first = profile.avatar_url.unwrap();
    let shown = app.guest().transport().get(&first).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"));
    assert!(shown.header("cache-control").contains("immutable"));
    let seen = image::load_from_memory(&shown.body).unwrap().to_rgb8();
    assert_eq!(seen.dimensions(), (256, 256));
    assert!(seen.get_pixel(200, 200).0[0] > 150, "the corner fills it");

    let second = user.client.set_avatar(file(picture()), None).await.unwrap().avatar_url.unwrap();
    assert_ne!(first, second);
    assert_eq!(app.guest().transport().get(&first).await.status, 404, "the one before is gone");
    user.client.delete_avatar().await.unwrap();
    assert_eq!(app.guest().transport().get(&second).await.status, 404);
    assert_eq!(user.client.get_profile().await.unwrap().avatar_url, None);
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_is_refused() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let refused = async |bytes, crop| {
        let problem = problem(user.client.set_avatar(file(bytes), crop).await);
        (problem.errors[0].pointer.clone(), problem.errors[0].code)
    };
    assert_eq!(refused(b"GIF89a".to_vec(), None).await, ("/file".to_owned(), Code::ImageUnreadable));
    assert_eq!(refused(vec![0; (5 << 20) + 1], None).await, ("/file".to_owned(), Code::ImageTooLarge));
    let outside = Crop { x: 350, y: 0, width: 100, height: 100 };
    assert_eq!(refused(picture(), Some(outside)).await, ("/crop".to_owned(), Code::ImageCropOutside));
    let guest = app.guest();
    for path in ["/api/avatars/none.jpg", "/api/avatars/..%2Fbole.db", "/api/avatars/0.exe"] {
        assert_eq!(guest.transport().get(path).await.status, 404, "{path}");
    }
    app.stop().await;
}
