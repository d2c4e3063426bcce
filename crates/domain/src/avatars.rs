//! Pictures of people: which section of a picture is kept, and how one is chosen on the page.

/// The side of a kept picture, in pixels.
pub const AVATAR_SIDE: u32 = 256;
/// Bytes of a picture that somebody gives at most.
pub const AVATAR_BYTES: usize = 5 << 20;
/// How far one can zoom in.
pub const MAX_ZOOM: f64 = 8.0;

/// A section of a picture, in its own pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Crop {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Crop {
    /// The largest square in the middle of a picture.
    pub fn middle(width: u32, height: u32) -> Self {
        Framing::new(width, height).crop()
    }

    /// Whether it has any pixel, and all of them lie in a picture of this size.
    pub fn is_within(&self, width: u32, height: u32) -> bool {
        let ends_within = |start: u32, length: u32, whole| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= whole)
        };
        ends_within(self.x, self.width, width) && ends_within(self.y, self.height, height)
    }
}

/// A square moved over a picture: it never leaves it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Framing {
    width: f64,
    height: f64,
    zoom: f64,
    /// The middle of the square, in pixels of the picture.
    center: (f64, f64),
}

impl Framing {
    /// The largest square in the middle of a picture.
    pub fn new(width: u32, height: u32) -> Self {
        let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
        Self { width, height, zoom: 1.0, center: (width / 2.0, height / 2.0) }
    }

    /// How many times smaller than the largest square it is.
    pub fn zoom(&self) -> f64 {
        self.zoom
    }

    /// The same middle at another zoom, as far as the picture reaches.
    #[must_use]
    pub fn zoomed(self, zoom: f64) -> Self {
        Self { zoom: zoom.clamp(1.0, MAX_ZOOM), ..self }.kept_inside()
    }

    /// Moved by parts of its own side, as far as the picture reaches.
    #[must_use]
    pub fn moved(self, right: f64, down: f64) -> Self {
        let side = self.side();
        let center = (self.center.0 + right * side, self.center.1 + down * side);
        Self { center, ..self }.kept_inside()
    }

    /// Where the whole picture lies when the square is shown with this side: left, top, width, height.
    pub fn placed(&self, shown: f64) -> [f64; 4] {
        let scale = shown / self.side();
        let (left, top) = (shown / 2.0 - self.center.0 * scale, shown / 2.0 - self.center.1 * scale);
        [left, top, self.width * scale, self.height * scale]
    }

    /// The square in whole pixels.
    pub fn crop(&self) -> Crop {
        let side = self.side().round().max(1.0);
        let start = |center: f64, whole: f64| (center - side / 2.0).round().clamp(0.0, whole - side);
        Crop {
            x: start(self.center.0, self.width) as u32,
            y: start(self.center.1, self.height) as u32,
            width: side as u32,
            height: side as u32,
        }
    }

    fn side(&self) -> f64 {
        (self.width.min(self.height) / self.zoom).max(1.0)
    }

    fn kept_inside(self) -> Self {
        let half = self.side() / 2.0;
        let inside = |center: f64, whole: f64| center.clamp(half, whole - half);
        Self { center: (inside(self.center.0, self.width), inside(self.center.1, self.height)), ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_section_lies_in_its_picture() {
        assert_eq!(Crop::middle(600, 300), Crop { x: 150, y: 0, width: 300, height: 300 });
        let crop = |x, width| Crop { x, y: 0, width, height: 1 };
        assert!(crop(5, 5).is_within(10, 1) && crop(9, 1).is_within(10, 1));
        for outside in [crop(6, 5), crop(10, 1), crop(0, 0), crop(1, u32::MAX)] {
            assert!(!outside.is_within(10, 1), "{outside:?}");
        }
    }

    #[test]
    fn a_square_is_moved_by_its_own_size() {
        let right = Framing::new(600, 300).moved(0.5, 1.0).crop();
        assert_eq!(right, Crop { x: 300, y: 0, width: 300, height: 300 });
        let corner = Framing::new(400, 400).zoomed(4.0).moved(-9.0, -9.0).crop();
        assert_eq!(corner, Crop { x: 0, y: 0, width: 100, height: 100 });
    }

    proptest! {
        #[test]
        fn no_gesture_leaves_the_picture(
            width in 1_u32..9000,
            height in 1_u32..9000,
            gestures in proptest::collection::vec((0.1_f64..20.0, -3.0_f64..3.0, -3.0_f64..3.0), 0..20),
        ) {
            let framing = gestures.into_iter().fold(Framing::new(width, height), |framing, (zoom, right, down)| {
                framing.zoomed(zoom).moved(right, down)
            });
            prop_assert!(framing.crop().is_within(width, height), "{framing:?}");
            let [left, top, shown_width, shown_height] = framing.placed(280.0);
            prop_assert!(left <= 0.01 && top <= 0.01);
            prop_assert!(left + shown_width >= 279.99 && top + shown_height >= 279.99);
        }
    }
}
