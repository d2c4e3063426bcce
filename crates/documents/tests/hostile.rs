//! Files made to hurt: each gets its error, none a panic, none more than its share of memory.

#![expect(clippy::unwrap_used, reason = "a test ends where its fixture is not as expected")]

use std::{
    io::{Cursor, Read, Write},
    time::Instant,
};

use documents::{ExtractError, extract};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const WORD_TYPES: &str = r#"<Types><Override PartName="/word/document.xml"
    ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn word(document: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in [("[Content_Types].xml", WORD_TYPES.as_bytes()), ("word/document.xml", document)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn body(content: &str) -> Vec<u8> {
    word(format!("<w:document><w:body>{content}</w:body></w:document>").as_bytes())
}

#[test]
fn a_document_by_hand_is_read() {
    let extracted = extract(&body("<w:p><w:r><w:t>张三</w:t></w:r></w:p>"), "a.docx").unwrap();
    assert_eq!(extracted.text, "张三\n");
}

#[test]
fn a_file_that_breaks_off_is_corrupt() {
    for name in ["resume.docx", "jobs.xlsx", "jobs.xls"] {
        let bytes = fixture(name);
        let half = extract(&bytes[..bytes.len() / 2], name);
        assert_eq!(half, Err(ExtractError::Corrupt), "{name}");
    }
    let pdf = fixture("chromium.pdf");
    let half = extract(&pdf[..pdf.len() / 3], "chromium.pdf").unwrap_err();
    assert!(matches!(half, ExtractError::Corrupt | ExtractError::NoText), "{half}");
    assert_eq!(extract(&word(b"<w:document><w:body><w:p>"), "a.docx"), Err(ExtractError::Corrupt));
}

#[test]
fn a_bomb_stays_packed() {
    let spaces = vec![b' '; 80 << 20];
    let bomb = word(&spaces);
    assert!(bomb.len() < 200_000);
    assert_eq!(extract(&bomb, "a.docx"), Err(ExtractError::TooLarge));
}

#[test]
fn more_text_than_any_person_writes_is_too_large() {
    let lines = (0..200_000).map(|n| format!("{n} 这是一行很长的文字\n")).collect::<String>();
    assert_eq!(extract(lines.as_bytes(), "a.txt"), Err(ExtractError::TooLarge));
    let rows = "姓名,电话,城市\n".to_owned() + &"张三,138,北京\n".repeat(60_000);
    assert_eq!(extract(rows.as_bytes(), "a.csv"), Err(ExtractError::TooLarge));
}

#[test]
fn deep_nesting_exhausts_nothing() {
    let deep = format!("{}{}", "<w:sdt>".repeat(200_000), "</w:sdt>".repeat(200_000));
    let started = Instant::now();
    assert!(extract(&body(&deep), "a.docx").is_err());
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn entities_of_the_files_own_are_not_expanded() {
    let laughs = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r>
        <w:t>张三&b;&amp;&#26446;</w:t></w:r></w:p></w:body></w:document>"#;
    assert_eq!(extract(&word(laughs.as_bytes()), "a.docx").unwrap().text, "张三&李\n");
}

#[test]
fn elements_in_impossible_places_do_no_harm() {
    let odd = "<w:tc><w:tr></w:tbl><w:p><w:r><w:t>a</w:t></w:r></w:p>";
    assert_eq!(extract(&body(odd), "a.docx"), Err(ExtractError::Corrupt));
    let odd = "<w:tc><w:p><w:r><w:fldChar w:fldCharType='end'/><w:t>文</w:t></w:r></w:p></w:tc><w:tr/><w:txbxContent/>";
    assert!(
        extract(&body(odd), "a.docx").is_ok_and(|read| !read.text.is_empty())
            || extract(&body(odd), "a.docx") == Err(ExtractError::NoText)
    );
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        (
            "[Content_Types].xml",
            r#"<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#,
        ),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    let read = extract(&zip.finish().unwrap().into_inner(), "a.xlsx").unwrap();
    assert_eq!(read.text, "a: 1\n");
    assert_eq!(read.sheets[0].rows[0].number, 1_048_576);
}

#[test]
fn damaged_bytes_never_get_out_as_a_panic() {
    let mut random = Random(20_260_301);
    for name in ["boxes.docx", "jobs.xlsx", "jobs.xls", "columns.pdf", "song.pdf", "no_printing.pdf"] {
        let whole = fixture(name);
        for _ in 0..40 {
            let mut bytes = whole.clone();
            for _ in 0..1 + random.below(30) {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
            if random.below(4) == 0 {
                bytes.truncate(random.below(bytes.len()));
            }
            // Whatever comes back, it came back.
            if let Ok(read) = extract(&bytes, name) {
                assert!(!read.text.trim().is_empty());
            }
        }
    }
}

#[test]
fn damaged_xml_never_gets_out_as_a_panic() {
    let bytes = fixture("resume.docx");
    let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut whole = Vec::new();
    zip.by_name("word/document.xml").unwrap().read_to_end(&mut whole).unwrap();
    let mut random = Random(42);
    let mut read = 0;
    for _ in 0..300 {
        let mut xml = whole.clone();
        // Whole stretches move, so that elements stand where none may.
        let (from, to, length) = (random.below(xml.len()), random.below(xml.len()), random.below(200));
        let stretch: Vec<u8> = xml[from..].iter().copied().take(length).collect();
        xml.splice(to..to, stretch);
        read += usize::from(extract(&word(&xml), "a.docx").is_ok());
    }
    assert!(read > 10, "nearly all were refused at the door: {read}");
}

#[test]
fn random_bytes_are_no_document() {
    let mut random = Random(7);
    for magic in [&b"PK\x03\x04"[..], b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""] {
        for _ in 0..25 {
            let noise: Vec<u8> = (0..random.below(4000)).map(|_| random.below(256) as u8).collect();
            let read = extract(&[magic, &noise].concat(), "a.bin");
            assert!(read.is_err() || noise.len() < 64, "{read:?}");
        }
    }
}

/// The same bytes in every run, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}
