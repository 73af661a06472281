//! A picture in some twenty-five bytes, to be drawn before it is there: ThumbHash, as its author describes it. Brightness
//! by up to seven waves along the longer side, two colours by three, and how far one sees through it by five.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, imageops::FilterType};

/// More is not looked at.
const SIDE: u32 = 100;

/// The hash in base64; empty for a picture without pixels.
pub(super) fn hash(picture: &DynamicImage) -> String {
    let longer = picture.width().max(picture.height());
    if longer == 0 || picture.width() == 0 || picture.height() == 0 {
        return String::new();
    }
    let small = if longer > SIDE {
        picture.resize(SIDE, SIDE, FilterType::Triangle).to_rgba8()
    } else {
        picture.to_rgba8()
    };
    STANDARD.encode(encode(&small))
}

/// One channel: its mean, its waves, and what the largest of them is.
struct Waves {
    mean: f32,
    swings: Vec<f32>,
    scale: f32,
}

fn waves(channel: &[f32], width: usize, height: usize, nx: usize, ny: usize) -> Waves {
    let cosines = |n: usize, side: usize| -> Vec<Vec<f32>> {
        let at =
            |wave: usize, place: usize| (std::f32::consts::PI / side as f32 * wave as f32 * (place as f32 + 0.5)).cos();
        (0..n)
            .map(|wave| (0..side).map(|place| at(wave, place)).collect())
            .collect()
    };
    let (across, down) = (cosines(nx, width), cosines(ny, height));
    let mut all = Waves {
        mean: 0.0,
        swings: Vec::new(),
        scale: 0.0,
    };
    for (cy, column) in down.iter().enumerate() {
        for (cx, row) in across.iter().enumerate() {
            // Only the corner of the low waves.
            if cx * ny >= nx * (ny - cy) {
                break;
            }
            let mut sum = 0.0;
            for (line, fy) in channel.chunks_exact(width).zip(column) {
                sum += fy * line.iter().zip(row).map(|(value, fx)| value * fx).sum::<f32>();
            }
            let swing = sum / channel.len() as f32;
            if cx == 0 && cy == 0 {
                all.mean = swing;
            } else {
                all.scale = all.scale.max(swing.abs());
                all.swings.push(swing);
            }
        }
    }
    if all.scale > 0.0 {
        for swing in &mut all.swings {
            *swing = 0.5 + 0.5 / all.scale * *swing;
        }
    }
    all
}

fn whole(value: f32, most: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was brought between 0 and 63"
    )]
    let whole = (value.clamp(0.0, 1.0) * most).round() as u32;
    whole
}

fn encode(picture: &image::RgbaImage) -> Vec<u8> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let alpha = |pixel: &image::Rgba<u8>| f32::from(pixel.0[3]) / 255.0;
    let total: f32 = picture.pixels().map(alpha).sum();
    let channel = |at: usize| -> f32 {
        let sum: f32 = picture
            .pixels()
            .map(|pixel| alpha(pixel) / 255.0 * f32::from(pixel.0.get(at).copied().unwrap_or_default()))
            .sum();
        if total > 0.0 { sum / total } else { 0.0 }
    };
    let mean = [channel(0), channel(1), channel(2)];
    let seen_through = total < (width * height) as f32;
    let [mut l, mut p, mut q, mut a] = [const { Vec::new() }; 4];
    for pixel in picture.pixels() {
        let through = alpha(pixel);
        let over = |at: usize| {
            let own = f32::from(pixel.0.get(at).copied().unwrap_or_default()) / 255.0;
            mean.get(at).copied().unwrap_or_default() * (1.0 - through) + through * own
        };
        let (red, green, blue) = (over(0), over(1), over(2));
        l.push((red + green + blue) / 3.0);
        p.push((red + green) / 2.0 - blue);
        q.push(red - green);
        a.push(through);
    }
    let most = if seen_through { 5.0 } else { 7.0 };
    let longer = width.max(height) as f32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 7")]
    let along = |side: usize| ((most * side as f32 / longer).round() as usize).max(1);
    let (lx, ly) = (along(width), along(height));
    let bright = waves(&l, width, height, lx.max(3), ly.max(3));
    let yellow = waves(&p, width, height, 3, 3);
    let red = waves(&q, width, height, 3, 3);
    let clear = seen_through.then(|| waves(&a, width, height, 5, 5));

    let wide = width > height;
    let head = whole(bright.mean, 63.0)
        | whole(0.5 + 0.5 * yellow.mean, 63.0) << 6
        | whole(0.5 + 0.5 * red.mean, 63.0) << 12
        | whole(bright.scale, 31.0) << 18
        | u32::from(seen_through) << 23;
    let shape = u32::try_from(if wide { ly } else { lx }).unwrap_or(1)
        | whole(yellow.scale, 63.0) << 3
        | whole(red.scale, 63.0) << 9
        | u32::from(wide) << 15;
    let mut hash: Vec<u8> = head.to_le_bytes().into_iter().take(3).collect();
    hash.extend(shape.to_le_bytes().into_iter().take(2));
    let mut nibbles = Vec::new();
    if let Some(clear) = &clear {
        hash.push(u8::try_from(whole(clear.mean, 15.0) | whole(clear.scale, 15.0) << 4).unwrap_or_default());
    }
    let channels = [Some(&bright), Some(&yellow), Some(&red), clear.as_ref()];
    for channel in channels.into_iter().flatten() {
        nibbles.extend(
            channel
                .swings
                .iter()
                .map(|swing| u8::try_from(whole(*swing, 15.0)).unwrap_or_default()),
        );
    }
    for pair in nibbles.chunks(2) {
        let [low, high] = [pair.first(), pair.get(1)].map(|nibble| nibble.copied().unwrap_or_default());
        hash.push(low | high << 4);
    }
    hash
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    #[test]
    fn the_hash_says_shape_brightness_and_colour() {
        let wide = DynamicImage::from(RgbImage::from_fn(400, 200, |x, _| {
            if x < 200 {
                Rgb([250, 20, 20])
            } else {
                Rgb([20, 20, 250])
            }
        }));
        let hash = STANDARD.decode(hash(&wide)).unwrap_or_default();
        assert!((15..=30).contains(&hash.len()), "{}", hash.len());
        assert_eq!(hash[4] >> 7, 1, "it is wider than high");
        assert_eq!(hash[2] >> 7, 0, "one does not see through it");
        assert_eq!(hash[3] & 7, 4, "half as high: four waves for seven");
        let mean = u32::from(hash[0] & 63);
        assert!((20..=24).contains(&mean), "a third of the light: {mean}");
    }

    #[test]
    fn a_picture_of_any_shape_has_one() {
        let clear = RgbaImage::from_fn(30, 60, |_, y| Rgba([0, 200, 0, if y < 30 { 0 } else { 255 }]));
        let hash_of = |picture: RgbaImage| STANDARD.decode(hash(&DynamicImage::from(picture))).unwrap_or_default();
        let clear = hash_of(clear);
        assert_eq!(clear[2] >> 7, 1);
        for (width, height) in [(1, 1), (1, 3_000), (3_000, 1), (7, 5)] {
            assert!(!hash_of(RgbaImage::new(width, height)).is_empty(), "{width} x {height}");
        }
        assert_eq!(hash(&DynamicImage::from(RgbaImage::new(0, 0))), "");
    }
}
