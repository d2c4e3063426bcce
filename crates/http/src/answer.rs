//! Answers that many handlers give alike.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use api::Page;
use serde::Serialize;

/// 200 with the version as `ETag`.
pub fn versioned(view: &impl Serialize, version: i64) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, format!("\"{version}\""))).json(view)
}

/// 201 with `Location`, and the version as `ETag`.
pub fn created(view: &impl Serialize, location: String, version: i64) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .insert_header((header::ETAG, format!("\"{version}\"")))
        .json(view)
}

/// 200 with `Link` headers to the pages around.
pub fn paged<T: Serialize>(request: &HttpRequest, page: &Page<T>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Ok(links) = HeaderValue::from_str(&links(request, page))
        && !links.is_empty()
    {
        response.insert_header((header::LINK, links));
    }
    response.json(page)
}

fn links<T>(request: &HttpRequest, page: &Page<T>) -> String {
    let (Some(number), Some(size), Some(total)) = (page.page, page.per_page, page.total) else {
        let next = page.next_cursor.as_deref();
        return next.map(|cursor| link(request, "cursor", cursor, "next")).unwrap_or_default();
    };
    let last = total.div_ceil(u64::from(size.max(1))).max(1);
    let mut links =
        vec![link(request, "page", "1", "first"), link(request, "page", &last.to_string(), "last")];
    if number > 1 {
        links.push(link(request, "page", &(number - 1).to_string(), "prev"));
    }
    if u64::from(number) < last {
        links.push(link(request, "page", &(number + 1).to_string(), "next"));
    }
    links.join(", ")
}

fn link(request: &HttpRequest, name: &str, value: &str, relation: &str) -> String {
    let others = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(key, _)| key != name);
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(others)
        .append_pair(name, value)
        .finish();
    format!("<{}?{query}>; rel=\"{relation}\"", request.path())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_page_links_to_its_neighbours_and_keeps_the_filters() {
        let request = TestRequest::with_uri("/api/jobs?q=%E5%90%8E%E7%AB%AF&page=2").to_http_request();
        let page = Page::<u8> {
            items: vec![],
            page: Some(2),
            per_page: Some(20),
            total: Some(45),
            next_cursor: None,
        };
        let links = links(&request, &page);
        for relation in [
            "page=1>; rel=\"first\"",
            "page=3>; rel=\"last\"",
            "page=1>; rel=\"prev\"",
            "page=3>; rel=\"next\"",
        ] {
            assert!(links.contains(relation), "{relation} in {links}");
        }
        assert!(links.contains("q=%E5%90%8E%E7%AB%AF"));
    }
}
