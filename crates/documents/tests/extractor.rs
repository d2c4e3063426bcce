//! The process around a document. This test is its own `bole`: started with `extract` it reads one document, or
//! misbehaves if the name of the document says so; without arguments it runs the checks, hence no test harness.

#![expect(clippy::unwrap_used, reason = "a test ends where its fixture is not as expected")]

use std::{
    io::{BufRead, stdin, stdout},
    process::abort,
    time::{Duration, Instant},
};

use documents::{ExtractError, Extracted, Extractor, Limits, run_child};

fn main() {
    if std::env::args().nth(1).as_deref() == Some("extract") {
        return child();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        a_document_is_read_in_another_process().await;
        an_error_of_a_document_comes_back_as_itself().await;
        a_process_that_dies_is_a_corrupt_document().await;
        a_process_that_hangs_is_killed_in_time().await;
        a_process_sees_nothing_of_the_servers_environment().await;
        memory_beyond_the_limit_is_not_to_be_had().await;
        endless_computing_is_stopped_by_the_processor_limit().await;
        no_more_processes_run_at_once_than_there_are_places().await;
        a_program_that_does_not_exist_is_no_fault_of_the_document().await;
        a_file_above_the_limit_starts_no_process().await;
    });
}

fn child() {
    let mut input = stdin().lock();
    let request = String::from_utf8_lossy(input.fill_buf().unwrap()).into_owned();
    let named = |name: &str| request.starts_with(&format!(r#"{{"file_name":"{name}"#));
    if named("abort") {
        abort();
    }
    if named("hang") {
        std::thread::sleep(Duration::from_secs(60));
    }
    if named("environment") {
        let text = std::env::vars().map(|(name, _)| name).collect::<Vec<_>>().join(" ");
        let answer: Result<_, ExtractError> = Ok(Extracted { text, ..Extracted::default() });
        return serde_json::to_writer(stdout(), &answer).unwrap();
    }
    if named("compute") {
        run_child(input, std::io::sink()).unwrap();
        loop {
            std::hint::spin_loop();
        }
    }
    if named("slow") {
        std::thread::sleep(Duration::from_millis(400));
    }
    run_child(input, stdout()).unwrap();
}

fn extractor(limits: Limits) -> Extractor {
    Extractor::new(std::env::current_exe().unwrap(), limits)
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

async fn a_document_is_read_in_another_process() {
    for name in ["resume.docx", "jobs.xlsx", "jobs.xls", "sidebar.pdf", "chromium.pdf", "song.pdf"] {
        let bytes = fixture(name);
        let read = extractor(Limits::default()).extract(name, &bytes).await;
        assert_eq!(read, documents::extract(&bytes, name), "{name}");
        assert!(read.is_ok(), "{name}");
    }
}

async fn an_error_of_a_document_comes_back_as_itself() {
    for (name, error) in [("locked.pdf", ExtractError::Encrypted), ("scan.pdf", ExtractError::NoText)] {
        assert_eq!(extractor(Limits::default()).extract(name, &fixture(name)).await, Err(error));
    }
}

async fn a_process_that_dies_is_a_corrupt_document() {
    let read = extractor(Limits::default()).extract("abort.txt", &vec![b'a'; 4 << 20]).await;
    assert_eq!(read, Err(ExtractError::Corrupt));
}

async fn a_process_that_hangs_is_killed_in_time() {
    let limits = Limits { wall: Duration::from_millis(300), ..Limits::default() };
    let started = Instant::now();
    assert_eq!(extractor(limits).extract("hang.txt", b"text").await, Err(ExtractError::Timeout));
    assert!(started.elapsed() < Duration::from_secs(3));
}

async fn a_process_sees_nothing_of_the_servers_environment() {
    let read = extractor(Limits::default()).extract("environment.txt", b"text").await.unwrap();
    assert_eq!(read.text, "PATH");
}

async fn memory_beyond_the_limit_is_not_to_be_had() {
    let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    let read = extractor(limits).extract("a.txt", "张三\n".repeat(500_000).as_bytes()).await;
    assert_eq!(read, Err(ExtractError::Corrupt));
}

async fn endless_computing_is_stopped_by_the_processor_limit() {
    let limits = Limits { wall: Duration::from_secs(1), ..Limits::default() };
    assert_eq!(extractor(limits).extract("compute.txt", b"text").await, Err(ExtractError::Timeout));
}

async fn no_more_processes_run_at_once_than_there_are_places() {
    let extractor = extractor(Limits { children: 1, ..Limits::default() });
    let started = Instant::now();
    let (first, second) =
        tokio::join!(extractor.extract("slow.txt", b"one"), extractor.extract("slow.txt", b"two"));
    assert_eq!((first.unwrap().text.as_str(), second.unwrap().text.as_str()), ("one\n", "two\n"));
    assert!(started.elapsed() >= Duration::from_millis(800));
}

async fn a_program_that_does_not_exist_is_no_fault_of_the_document() {
    let extractor = Extractor::new("/nowhere/bole".into(), Limits::default());
    assert!(matches!(extractor.extract("a.txt", b"text").await, Err(ExtractError::Process(_))));
}

async fn a_file_above_the_limit_starts_no_process() {
    let extractor = Extractor::new("/nowhere/bole".into(), Limits { file_bytes: 3, ..Limits::default() });
    assert_eq!(extractor.extract("a.txt", b"text").await, Err(ExtractError::TooLarge));
}
