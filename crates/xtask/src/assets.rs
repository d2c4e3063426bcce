//! Puts the built parts together: hashed names under `assets/`, references rewritten, the page last.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::{House, Options, stamp};

/// The script that fetches the parts of the module, as the module imports it.
pub const PARTS: &str = "./parts.js";

const FONT: &str = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/// Reloads an open page when the page was built anew. A file of its own, since the content security policy
/// knows only the script that sets the theme.
const RELOAD: &str = r#"let seen;
setInterval(async () => {
  try {
    const page = await (await fetch("/index.html", { cache: "no-store" })).text();
    if (seen !== undefined && seen !== page) location.reload();
    seen = page;
  } catch {}
}, 1000);
"#;

/// A file of the finished page.
pub struct File {
    /// Path under `dist`, with slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Every file of the page, its entry `index.html` last.
pub fn assemble(house: &House, bound: &Path, css: &Path, options: Options) -> Result<Vec<File>> {
    let mut page = Page { files: Vec::new(), renamed: Vec::new() };
    page.add_public(&house.frontend.join("public"))?;
    page.add_snippets(bound)?;
    page.add("inter.woff2", read(&house.frontend.join(FONT))?);
    page.add_text("app.css", &text(css)?);
    page.add("app.wasm", read(&bound.join("app_bg.wasm"))?);
    page.add_scripts(bound)?;
    let mut html = text(&house.frontend.join("index.html"))?;
    if options.reload {
        page.add_text("reload.js", RELOAD);
        html = html.replace("</head>", "<script src=\"/assets/reload.js\" defer></script></head>");
    }
    let html = page.rewrite(&html);
    page.files.push(File { path: "csp.json".into(), bytes: policy(&html).into_bytes() });
    page.files.push(File { path: "index.html".into(), bytes: html.into_bytes() });
    Ok(page.files)
}

/// Writes the files and then removes those of the build before, so that an open page still finds its own
/// while this goes on.
pub fn publish(house: &House, files: Vec<File>) -> Result<()> {
    let mut kept = BTreeSet::from([house.dist.join(".stamp")]);
    for file in files {
        let path = house.dist.join(&file.path);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::write(&path, file.bytes).with_context(|| path.display().to_string())?;
        kept.insert(path);
    }
    let mut present = Vec::new();
    stamp::collect(&house.dist, &mut present)?;
    for stale in present.iter().filter(|path| !kept.contains(*path)) {
        fs::remove_file(stale)?;
    }
    Ok(())
}

struct Page {
    files: Vec<File>,
    /// References and what they became, such as `/assets/app.css` and `/assets/app-1f2e….css`.
    renamed: Vec<(String, String)>,
}

impl Page {
    /// Adds a file under a name with its hash, so that browsers may keep it for ever.
    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let hash = &stamp::hex(&Sha256::digest(&bytes))[..12];
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
            None => format!("{name}-{hash}"),
        };
        self.renamed.push((format!("/assets/{name}"), format!("/assets/{hashed}")));
        self.files.push(File { path: format!("assets/{hashed}"), bytes });
    }

    /// The script of the main module and the one that fetches the parts. Each imports the other, so that their names
    /// carry the hash of both.
    fn add_scripts(&mut self, bound: &Path) -> Result<()> {
        let mut parts = text(&bound.join(PARTS))?;
        for path in files_in(bound)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".wasm") && name != "app_bg.wasm" {
                self.add(&name, read(&path)?);
                parts = parts.replace(&format!("\"./{name}\""), &format!("\"/assets/{name}\""));
            }
        }
        // Only where it is imported: under its own name the module asks for it.
        let import = |address: &str| format!("from \"{address}\"");
        let main = text(&bound.join("app.js"))?.replace(&import(PARTS), &import("/assets/parts.js"))
            + "\n__wbg_init({ module_or_path: \"/assets/app.wasm\" });\n";
        let (main, parts) = (self.rewrite(&main), self.rewrite(&parts));
        let hash = stamp::hex(&Sha256::digest(format!("{main}{parts}").as_bytes()));
        for name in ["app", "parts"] {
            self.renamed.push((format!("/assets/{name}.js"), format!("/assets/{name}-{}.js", &hash[..12])));
        }
        for (name, script) in [("app", main), ("parts", parts)] {
            let path = format!("assets/{name}-{}.js", &hash[..12]);
            self.files.push(File { path, bytes: self.rewrite(&script).into_bytes() });
        }
        Ok(())
    }

    fn add_text(&mut self, name: &str, text: &str) {
        let text = self.rewrite(text);
        self.add(name, text.into_bytes());
    }

    fn rewrite(&self, text: &str) -> String {
        self.renamed.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    /// Files with fixed names: the icons and the manifest.
    fn add_public(&mut self, directory: &Path) -> Result<()> {
        for path in files_in(directory)? {
            let name = path.strip_prefix(directory)?.to_string_lossy().replace('\\', "/");
            self.files.push(File { path: name, bytes: read(&path)? });
        }
        Ok(())
    }

    /// JavaScript that crates bring along; the module imports it by relative path.
    fn add_snippets(&mut self, bound: &Path) -> Result<()> {
        for path in files_in(&bound.join("snippets"))? {
            let name = path.strip_prefix(bound)?.to_string_lossy().replace('\\', "/");
            self.files.push(File { path: format!("assets/{name}"), bytes: read(&path)? });
        }
        Ok(())
    }
}

fn files_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    stamp::collect(directory, &mut files)?;
    files.sort();
    Ok(files)
}

/// What the server needs for its content security policy: the hashes of the scripts inside the page.
fn policy(html: &str) -> String {
    let hashes: Vec<String> = html
        .split("<script>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</script>"))
        .map(|(script, _)| format!("sha256-{}", STANDARD.encode(Sha256::digest(script.as_bytes()))))
        .collect();
    serde_json::json!(hashes).to_string()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
