//! Plain text of unknown encoding: UTF-8, UTF-16, GB18030, or what chardetng takes it for.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::{ExtractError, Warning, bounds, extracted::Content};

/// Text and how many characters of it could not be read.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) undecodable: usize,
}

/// Reads a plain text file as it is.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    let decoded = decode(bytes).ok_or(ExtractError::TypeUnsupported)?;
    let mut content = Content::of_text(&decoded.text, Vec::new())?;
    content.warnings.extend(decoded.warning());
    Ok(content)
}

impl Decoded {
    pub(crate) fn warning(&self) -> Option<Warning> {
        (self.undecodable > 0).then_some(Warning::UndecodableText { count: self.undecodable })
    }
}

/// Decodes text; `None` when the bytes are no text in any encoding.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if bytes.len() as u64 > bounds::ENTRY_BYTES {
        return None;
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => encoding_without_mark(bytes)?,
    };
    let (text, _, _) = encoding.decode(bytes);
    let decoded = Decoded { undecodable: text.matches('\u{fffd}').count(), text: text.into_owned() };
    is_prose(&decoded).then_some(decoded)
}

fn encoding_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.contains(&0) {
        return utf_16_without_mark(bytes);
    }
    if is_nearly_utf_8(bytes) {
        return Some(UTF_8);
    }
    if looks_like_gb(bytes) {
        return Some(GB18030);
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    Some(detector.guess(Some(b"cn"), false))
}

/// UTF-16 without a byte order mark has zero bytes, nearly all of them on one side: the high half of ASCII.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset| bytes.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() % 2 == 1 || even.min(odd) * 20 > even.max(odd) {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// UTF-8, or UTF-8 with a little damage such as a character cut in two at the end.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let Err(first) = std::str::from_utf8(bytes) else { return true };
    let mut faults = 0;
    let mut multibyte = bytes[..first.valid_up_to()].iter().filter(|byte| **byte >= 0xc0).count();
    for chunk in bytes[first.valid_up_to()..].utf8_chunks() {
        faults += usize::from(!chunk.invalid().is_empty());
        multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
    }
    multibyte > faults * 20
}

/// GB18030 whose characters are mostly those of GB2312, which covers nearly all of modern Chinese. Western text
/// in a one-byte encoding is often valid GB18030 too, but then reads as rare characters.
fn looks_like_gb(bytes: &[u8]) -> bool {
    let (mut common, mut other, mut rest) = (0_usize, 0_usize, bytes);
    while let Some(&lead) = rest.first() {
        let width = match (lead, rest.get(1)) {
            (0..=0x7f, _) => 1,
            (0x81..=0xfe, Some(0x30..=0x39)) => {
                other += 1;
                4
            }
            (0xa1..=0xf7, Some(0xa1..=0xfe)) => {
                common += 1;
                2
            }
            (0x81..=0xfe, Some(0x40..=0xfe)) => {
                other += 1;
                2
            }
            _ => {
                other += 3;
                1
            }
        };
        rest = rest.get(width..).unwrap_or_default();
    }
    common > other * 5
}

/// Whether this is text a person wrote rather than bytes that happen to decode.
fn is_prose(decoded: &Decoded) -> bool {
    let (mut all, mut strange) = (0_usize, decoded.undecodable);
    for character in decoded.text.chars() {
        all += 1;
        let expected =
            !character.is_control() || matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}');
        strange += usize::from(!expected);
    }
    strange * 50 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESUME: &str = "张伟\n电话：13800138000\n2018.03-至今 北京字节跳动科技有限公司 高级后端工程师\n技能：Java、Go、C++\n";

    #[test]
    fn chinese_text_is_read_in_each_of_its_encodings() {
        let utf_16 = |order: fn(u16) -> [u8; 2]| RESUME.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for (name, bytes) in [
            ("UTF-8", RESUME.as_bytes().to_vec()),
            ("UTF-8 with mark", marked(&[0xef, 0xbb, 0xbf], RESUME.as_bytes())),
            ("GB18030", GB18030.encode(RESUME).0.into_owned()),
            ("UTF-16 LE", utf_16(u16::to_le_bytes)),
            ("UTF-16 BE", utf_16(u16::to_be_bytes)),
            ("UTF-16 LE with mark", marked(&[0xff, 0xfe], &utf_16(u16::to_le_bytes))),
            ("UTF-16 BE with mark", marked(&[0xfe, 0xff], &utf_16(u16::to_be_bytes))),
        ] {
            let content = read(&bytes).unwrap();
            assert_eq!(content.text, RESUME, "{name}");
            assert_eq!(content.warnings, [], "{name}");
        }
    }

    #[test]
    fn a_short_name_in_gbk_is_chinese() {
        assert_eq!(decode(&GB18030.encode("李雷 Java").0).unwrap().text, "李雷 Java");
    }

    #[test]
    fn western_text_in_one_byte_is_not_taken_for_chinese() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("José Muñoz, Zürich – résumé of a café owner");
        assert_eq!(decode(&bytes).unwrap().text, "José Muñoz, Zürich – résumé of a café owner");
    }

    #[test]
    fn a_character_cut_in_two_is_told_and_the_rest_is_read() {
        let bytes = &RESUME.repeat(2).into_bytes()[..RESUME.len() * 2 - 2];
        let content = read(&[bytes, &[0xe5, 0xbc]].concat()).unwrap();
        assert!(content.text.starts_with("张伟\n"));
        assert_eq!(content.warnings, [Warning::UndecodableText { count: 1 }]);
    }

    #[test]
    fn bytes_that_are_no_text_are_not_decoded() {
        let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise).is_none());
        assert!(decode(&[0, 1, 2, 3, 0, 0, 0, 9]).is_none());
    }
}
