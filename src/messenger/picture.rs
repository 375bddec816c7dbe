//! A link as a picture to be printed and scanned: a QR code in black and white.
//!
//! Never true of this file: a picture leads anywhere but to the link that it was made of; it lacks the white edge without
//! which telephones do not find it; it is grey or soft at its edges.
//!
//! It goes as a file and not as a photo: a channel makes photos smaller, and a printer wants every dot.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use qrcode::{Color, EcLevel, QrCode};

/// White modules around the code (ISO/IEC 18004 §9.1).
pub const QUIET_MODULES: usize = 4;
/// Dots of a module: in print at 300 to the inch each is 1.7 mm wide, which is read from an arm's length.
pub const MODULE_DOTS: usize = 20;
/// A quarter of what is read may be torn off, wet or painted over: posters hang in the street.
const LEVEL: EcLevel = EcLevel::Q;
/// Dots of a metre at 300 to the inch.
const DOTS_PER_METRE: u32 = 11_811;

/// The picture of a link as a PNG. `None` when the link is too long for one, beyond 1,600 bytes.
pub fn of_link(link: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(link, LEVEL).ok()?;
    let modules = code.width();
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET_MODULES).filter(|at| *at < modules);
        matches!((inside(x), inside(y)), (Some(x), Some(y)) if code[(x, y)] == Color::Dark)
    };
    let wide = modules + 2 * QUIET_MODULES;
    let mut dots = Vec::new();
    for y in 0..wide {
        let line: Vec<bool> = (0..wide * MODULE_DOTS).map(|dot| !is_dark(dot / MODULE_DOTS, y)).collect();
        let bits = line.chunks(8).map(|eight| {
            eight.iter().enumerate().fold(0_u8, |byte, (place, is_white)| byte | (u8::from(*is_white) << (7 - place)))
        });
        let bits: Vec<u8> = bits.collect();
        (0..MODULE_DOTS).for_each(|_| dots.extend_from_slice(&bits));
    }
    let side = u32::try_from(wide * MODULE_DOTS).ok()?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_compression(Compression::High);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: DOTS_PER_METRE, yppu: DOTS_PER_METRE, unit: Unit::Meter }));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&dots).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a phone sees it: lines of dots, `true` is dark.
    fn seen(picture: &[u8]) -> Vec<Vec<bool>> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a picture");
        let info = reader.info();
        assert_eq!((info.color_type, info.bit_depth), (ColorType::Grayscale, BitDepth::One), "black and white");
        let (wide, high) = (info.width as usize, info.height as usize);
        let mut dots = vec![0; reader.output_buffer_size().expect("it has a size")];
        reader.next_frame(&mut dots).expect("whole");
        let line = wide.div_ceil(8);
        let dark = |x: usize, y: usize| (dots[y * line + x / 8] >> (7 - x % 8)) & 1 == 0;
        (0..high).map(|y| (0..wide).map(|x| dark(x, y)).collect()).collect()
    }

    fn read(dots: &[Vec<bool>]) -> Option<String> {
        let high = dots.len();
        let mut image = rqrr::PreparedImage::prepare_from_bitmap(high, high, |x, y| dots[y][x]);
        let grids = image.detect_grids();
        let [grid] = grids.as_slice() else { return None };
        grid.decode().ok().map(|(_, text)| text)
    }

    fn links() -> Vec<String> {
        let bot = |name: &str, payload: String| format!("https://t.me/{name}?start={payload}");
        // The payload that Telegram takes at most, with the longest name of a bot; the shortest; and usual ones.
        vec![
            bot(&"b".repeat(32), "Az09_-7x".repeat(8)),
            bot("abot", "x".to_owned()),
            bot("rechtdoor_bot", "pl_AAAAAAAAAAAAAAAAAAAAAA".to_owned()),
            bot("rechtdoor_bot", "e_-_-_-_-_-_-_-_-_-_-_-w".to_owned()),
        ]
    }

    #[test]
    fn a_picture_leads_exactly_where_its_link_does() {
        for link in links() {
            let picture = of_link(&link).expect("short enough");
            assert_eq!(read(&seen(&picture)).as_deref(), Some(link.as_str()));
            assert!(picture.len() < 4_096, "{} bytes: it lies in one record of 8,144 until it is sent", picture.len());
        }
        assert!(of_link(&"x".repeat(2_000)).is_none(), "too long for any");
    }

    #[test]
    fn there_is_white_all_around_and_every_module_is_whole() {
        let picture = of_link(&links()[2]).expect("short enough");
        let dots = seen(&picture);
        let (edge, side) = (QUIET_MODULES * MODULE_DOTS, dots.len());
        let is_edge = |at: usize| at < edge || at >= side - edge;
        for (y, line) in dots.iter().enumerate() {
            for (x, is_dark) in line.iter().enumerate() {
                assert!(!is_dark || !(is_edge(x) || is_edge(y)), "white at {x}, {y}");
                let whole = dots[y / MODULE_DOTS * MODULE_DOTS][x / MODULE_DOTS * MODULE_DOTS];
                assert_eq!(*is_dark, whole, "a module of one colour at {x}, {y}");
            }
        }
        assert!(
            dots[edge][edge] && dots[edge][side - edge - 1] && dots[side - edge - 1][edge],
            "it begins right there"
        );
    }

    #[test]
    fn it_is_read_with_a_sticker_in_its_middle() {
        let link = &links()[2];
        let mut dots = seen(&of_link(link).expect("short enough"));
        let (from, to) = (dots.len() / 2 - 5 * MODULE_DOTS, dots.len() / 2 + 5 * MODULE_DOTS);
        // Ten modules wide and high: the levels below are not read with that.
        for line in &mut dots[from..to] {
            line[from..to].fill(false);
        }
        assert_eq!(read(&dots).as_deref(), Some(link.as_str()));
    }
}
