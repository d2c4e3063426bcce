//! The single-page app: its files, read once at start-up, sent precompressed.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use ring::digest;

/// The files of the single-page app by their path below `/`.
#[derive(Default)]
pub struct Spa {
    files: HashMap<String, File>,
    /// Hashes of the inline scripts of the page, for the content security policy.
    script_hashes: Vec<String>,
}

struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    media_type: &'static str,
    etag: String,
}

impl Spa {
    /// Reads a folder as the build left it. A folder that is not there gives an empty app.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut spa = Self::default();
        if folder.is_dir() {
            spa.read(folder, folder)?;
        }
        if let Some(csp) = spa.files.remove("csp.json") {
            spa.script_hashes = serde_json::from_slice(&csp.plain).map_err(io::Error::other)?;
        }
        Ok(spa)
    }

    /// Whether there is a page at all.
    pub fn is_built(&self) -> bool {
        self.files.contains_key("index.html")
    }

    fn read(&mut self, root: &Path, folder: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.read(root, &path)?;
                continue;
            }
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if matches!(extension, "br" | "gz") {
                continue;
            }
            let plain = Bytes::from(std::fs::read(&path)?);
            let sibling = |suffix: &str| {
                let mut name = path.clone().into_os_string();
                name.push(suffix);
                std::fs::read(name).ok().map(Bytes::from)
            };
            let hash = digest::digest(&digest::SHA256, &plain);
            let etag = hash.as_ref()[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            let file = File {
                brotli: sibling(".br"),
                gzip: sibling(".gz"),
                media_type: media_type(extension),
                etag: format!("\"{etag}\""),
                plain,
            };
            let name = path.strip_prefix(root).map_err(io::Error::other)?;
            self.files.insert(name.to_string_lossy().replace('\\', "/"), file);
        }
        Ok(())
    }

    /// The content security policy of the page.
    pub fn policy(&self) -> String {
        let hashes: String = self.script_hashes.iter().map(|hash| format!(" '{hash}'")).collect();
        format!(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; \
             img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; \
             base-uri 'none'; form-action 'self'; frame-src 'self' blob:; frame-ancestors 'none'"
        )
    }

    /// The file of a path, or the page itself for the addresses that it routes.
    pub fn answer(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let path = request.path().trim_start_matches('/');
        let named = self.files.get(path).map(|file| (path, file));
        let looks_like_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let (path, file) = match named {
            Some(found) => found,
            None if looks_like_file => return None,
            None => ("index.html", self.files.get("index.html")?),
        };
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CONTENT_TYPE, file.media_type))
            .insert_header((header::ETAG, file.etag.clone()))
            .insert_header((header::VARY, "Accept-Encoding"))
            .insert_header((
                header::CACHE_CONTROL,
                if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" },
            ));
        if path == "index.html"
            && let Ok(policy) = HeaderValue::from_str(&self.policy())
        {
            response.insert_header((header::CONTENT_SECURITY_POLICY, policy));
        }
        let known =
            request.headers().get(header::IF_NONE_MATCH).is_some_and(|tag| *tag == file.etag.as_str());
        if known {
            return Some(response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
        }
        let accepted = request
            .headers()
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let body = match (&file.brotli, &file.gzip) {
            (Some(brotli), _) if accepts(accepted, "br") => {
                response.insert_header(ContentEncoding::Brotli);
                brotli
            }
            (_, Some(gzip)) if accepts(accepted, "gzip") => {
                response.insert_header(ContentEncoding::Gzip);
                gzip
            }
            _ => {
                response.insert_header(ContentEncoding::Identity);
                &file.plain
            }
        };
        Some(response.body(body.clone()))
    }
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next() == Some(encoding) && !parts.any(|part| part.replace(' ', "") == "q=0")
    })
}

/// The build writes a hash of at least eight hexadecimal digits into names that never change their content.
fn is_hashed(path: &str) -> bool {
    path.split(['.', '-', '/']).any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn spa() -> Spa {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [
            ("index.html", "<!doctype html>"),
            ("app-0123abcd.js", "plain"),
            ("app-0123abcd.js.br", "brotli"),
            ("csp.json", r#"["sha256-x="]"#),
        ] {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        Spa::load(folder.path()).unwrap()
    }

    #[test]
    fn the_page_answers_for_its_own_addresses_but_not_for_missing_files() {
        let spa = spa();
        let answer = |path: &str| spa.answer(&TestRequest::with_uri(path).to_http_request());
        let page = answer("/jobs/123").unwrap();
        let policy = page.headers().get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
        assert!(policy.contains("'sha256-x='") && !policy.contains("script-src 'self' 'unsafe-inline'"));
        assert!(answer("/missing.js").is_none());
        assert!(answer("/csp.json").is_none());
    }

    #[test]
    fn files_with_a_hash_in_their_name_are_cached_for_ever_and_sent_compressed() {
        let spa = spa();
        let request =
            TestRequest::with_uri("/app-0123abcd.js").insert_header(("accept-encoding", "gzip, br"));
        let response = spa.answer(&request.to_http_request()).unwrap();
        assert_eq!(response.headers().get(header::CONTENT_ENCODING).unwrap(), "br");
        assert!(
            response.headers().get(header::CACHE_CONTROL).unwrap().to_str().unwrap().contains("immutable")
        );
        let etag = response.headers().get(header::ETAG).unwrap().clone();
        let again = TestRequest::with_uri("/app-0123abcd.js").insert_header((header::IF_NONE_MATCH, etag));
        assert_eq!(spa.answer(&again.to_http_request()).unwrap().status(), 304);
    }
}
