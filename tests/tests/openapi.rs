//! The OpenAPI document.

use bole_tests::TestApp;

#[test]
fn the_document_is_the_committed_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");
    let committed: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let built = serde_json::to_value(server::document()).unwrap();
    assert!(committed == built, "openapi/openapi.json is not what the code says: run `make openapi`");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_and_swagger_ui_is_served() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let http = guest.transport();
    for (method, path, status) in [
        ("GET", "/api/nothing", 404),
        ("PUT", "/api/jobs", 405),
        ("GET", "/api/jobs", 401),
        ("GET", "/api/health/", 200),
        ("GET", "/api/jobs/?page=1", 401),
        ("GET", "/api/ready", 200),
    ] {
        let answer = http.send_raw(http.request(method, path)).await;
        assert_eq!(answer.status, status, "{method} {path}");
    }
    let page = http.get("/swagger-ui/swagger-initializer.js").await;
    assert!(String::from_utf8_lossy(&page.body).contains("/api/openapi.json"));
    assert_eq!(http.get("/swagger-ui/").await.status, 200);
    let served = http.get("/api/openapi.json").await;
    assert_eq!((served.status, served.json()), (200, serde_json::to_value(server::document()).unwrap()));
    assert_eq!(http.get("/metrics").await.status, 200);
    app.stop().await;
}
