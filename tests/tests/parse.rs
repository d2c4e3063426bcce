//! Parsing, through the real server.

mod by_model;

use api::candidates::{CandidateFields, CandidateQuery};
use api::jobs::{BulkAction, BulkItem, BulkRequest, JobQuery};
use api::parse::{ParseTextRequest, ParsedDocument};
use api::{Code, FilePart};
use bole_tests::{TestApp, problem};
use serde_json::json;

const RESUME: &str = "姓名：李思远\n手机：139 0000 1201\n邮箱：lisiyuan@example.com\n目前公司：上海云栈数据科技有限公司\n\
    目前职位：高级后端工程师\n工作年限：8年\n学历：本科\n\n专业技能\n精通Java开发，熟悉Kubernetes\n";

fn text(text: &str, engine: Option<&str>) -> ParseTextRequest {
    ParseTextRequest { text: text.into(), engine: engine.map(str::to_owned) }
}

fn part(name: &str, bytes: impl Into<Vec<u8>>) -> FilePart {
    FilePart { name: name.into(), bytes: bytes.into() }
}

fn corpus(name: &str) -> FilePart {
    let path = format!("{}/corpus/dev/{name}", env!("CARGO_MANIFEST_DIR"));
    part(name, std::fs::read(path).unwrap())
}

/// The text that a piece of evidence points to.
fn pointed<F>(document: &ParsedDocument<F>, item: usize, field: &str) -> String {
    let place = document.items[item].evidence[field][0];
    document.text.chars().skip(place.start).take(place.end - place.start).collect()
}

fn codes<F>(document: &ParsedDocument<F>) -> Vec<String> {
    let items = document.items.iter().flat_map(|item| &item.warnings);
    document.warnings.iter().chain(items).map(|warning| warning.code.clone()).collect()
}

#[tokio::test]
async fn files_of_every_format_become_records_with_evidence_and_one_bad_file_spoils_none() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let files = vec![
        corpus("zh-labels-backend.txt"),
        part("broken.pdf", "%PDF-1.7 and nothing else"),
        corpus("en-classic-backend.txt"),
        corpus("zh-table-sales.docx"),
        corpus("zh-hunter-export.pdf"),
        corpus("candidates-zh.xlsx"),
        corpus("candidates-en.csv"),
        part("空.txt", "  \n"),
        part("photo.png", b"\x89PNG\r\n\x1a\n0000".to_vec()),
        part("large.txt", vec![b'a'; 10 * 1024 * 1024 + 1]),
    ];
    let parsed = client.parse_candidate_files(files, None).await.unwrap();
    let found: Vec<(usize, Option<Code>)> = parsed
        .documents
        .iter()
        .map(|document| (document.items.len(), document.error.as_ref().map(|error| error.code)))
        .collect();
    assert_eq!(found[0], (1, None));
    assert_eq!(found[1], (0, Some(Code::DocumentCorrupt)));
    assert!(found[2..5].iter().all(|found| *found == (1, None)), "{found:?}");
    assert!(found[5].0 > 1 && found[6].0 > 1, "{found:?}");
    assert_eq!(found[7].1, Some(Code::DocumentNoText));
    assert_eq!(found[8].1, Some(Code::DocumentTypeUnsupported));
    assert_eq!(found[9].1, Some(Code::DocumentTooLarge));
    let first = &parsed.documents[0];
    assert_eq!((first.engine.as_str(), first.media_type.as_str()), ("offline", "text/plain"));
    let item = &first.items[0];
    assert_eq!(item.fields.name, "李思远");
    assert_eq!(item.fields.phone.as_deref(), Some("+8613900001201"));
    assert_eq!(pointed(first, 0, "emails"), "lisiyuan@example.com");
    assert!(item.confidence > 0.8, "{}", item.confidence);
    assert!(parsed.documents[1].document_id.is_none());
    assert_eq!(client.list_candidates(&CandidateQuery::default()).await.unwrap().total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn a_document_is_given_back_as_it_was_uploaded_and_others_never_see_it() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await.client, app.register("other").await.client);
    let file = corpus("zh-table-sales.docx");
    let parsed = one.parse_candidate_files(vec![file.clone()], Some("offline")).await.unwrap();
    let id = parsed.documents[0].document_id.unwrap();
    assert_eq!(one.get_document_file(id).await.unwrap(), file.bytes);
    let answer = one.transport().get(&format!("/api/documents/{id}/file")).await;
    assert!(answer.header("content-disposition").starts_with("attachment"));
    assert_eq!(problem(other.get_document_file(id).await).status, 404);
    app.stop().await;
}

#[tokio::test]
async fn a_document_outlives_the_day_once_a_record_was_saved_from_it() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let parsed = client.parse_candidates(&text(RESUME, None)).await.unwrap();
    let (document, item) = (&parsed.documents[0], &parsed.documents[0].items[0]);
    let item = BulkItem {
        fields: item.fields.clone(),
        action: BulkAction::Create,
        merge_into: None,
        document_id: document.document_id,
    };
    let saved = client.save_candidates(&BulkRequest { items: vec![item.clone()] }).await.unwrap();
    let again = client.parse_candidates(&text(RESUME, None)).await.unwrap();
    let found = &again.documents[0].items[0];
    assert_eq!(Some(found.duplicates[0].id), saved.items[0].id);
    assert!(codes(&again.documents[0]).contains(&"duplicate_of".to_owned()));
    let unknown =
        BulkItem { document_id: Some("00000000-0000-7000-8000-000000000000".parse().unwrap()), ..item };
    let other = CandidateFields { name: "王芳".into(), ..CandidateFields::default() };
    let unknown = BulkRequest { items: vec![BulkItem { fields: other, ..unknown }] };
    assert_eq!(problem(client.save_candidates(&unknown).await).code, Code::UnknownReference);
    app.stop().await;
}

#[tokio::test]
async fn a_job_book_becomes_a_job_a_row_and_a_posting_one_job() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let files = vec![corpus("jobs-client-book.xlsx"), corpus("jd-zh-labels-java.txt")];
    let parsed = client.parse_job_files(files, Some("offline")).await.unwrap();
    assert!(parsed.documents[0].items.len() > 1);
    let job = &parsed.documents[1].items[0].fields;
    assert_eq!(job.title, "高级Java开发工程师");
    assert_eq!((job.salary_min, job.salary_max, job.salary_months), (Some(20_000), Some(40_000), Some(16)));
    client.create_job(job).await.unwrap();
    let again = client.parse_job_files(vec![corpus("jd-zh-labels-java.txt")], None).await.unwrap();
    assert_eq!(again.documents[0].items[0].duplicates.len(), 1);
    assert_eq!(client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(1));
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_form_and_no_text_is_refused_with_a_reason() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let http = client.transport();
    let none = problem(client.parse_candidate_files(vec![], Some("offline")).await);
    assert_eq!((none.status, none.errors[0].pointer.as_str()), (422, "/file"));
    let many = (0..21).map(|number| part(&format!("{number}.txt"), RESUME)).collect();
    assert_eq!(problem(client.parse_candidate_files(many, None).await).errors[0].code, Code::TooMany);
    let long =
        problem(client.parse_candidate_files(vec![part("a.txt", RESUME)], Some(&"x".repeat(101))).await);
    assert_eq!(long.errors[0].pointer, "/engine");
    let path = "/api/candidates/parse";
    assert_eq!(http.json("POST", path, &json!({"text": ""})).await.status, 422);
    assert_eq!(http.json("POST", path, &json!({"txet": "x"})).await.status, 422);
    let plain = http.request("POST", path).header("content-type", "text/plain").body("x");
    assert_eq!(http.send_raw(plain).await.status, 415);
    let torn = http
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=x")
        .body("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc");
    assert_eq!(http.send_raw(torn).await.status, 400);
    app.stop().await;
}
