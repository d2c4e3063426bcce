//! The form of a mail of the product: greeting, some paragraphs, perhaps a button, and what stands below it.

use std::fmt::Write as _;

use domain::Locale;

use crate::emails::escape;

/// A mail as words, before it is HTML or text.
#[derive(Clone, Debug, Default)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) paragraphs: Vec<String>,
    /// The words of the button, and where it leads.
    pub(super) action: Option<(String, String)>,
    /// Smaller, below the button.
    pub(super) notes: Vec<String>,
}

const BODY: &str = "margin:0;padding:32px 16px;background:#f5f5f4;color:#1c1917;\
                    font:16px/1.7 system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif";
const CARD: &str = "max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:8px;background:#1d4ed8;color:#fff;\
                      text-decoration:none;font-weight:600";
const SMALL: &str = "font-size:14px;color:#57534e";

impl Letter {
    /// With its styles in place, because mail programs drop all others. Nothing is loaded from anywhere.
    pub(super) fn to_html(&self, locale: Locale) -> String {
        let mut html = format!(
            "<!doctype html><html lang=\"{}\"><body style=\"{BODY}\"><div style=\"{CARD}\"><p style=\"margin-top:0\">{}</p>",
            locale.tag(),
            escaped(&self.greeting)
        );
        for paragraph in &self.paragraphs {
            html.push_str(&format!("<p>{}</p>", escaped(paragraph)));
        }
        if let Some((words, link)) = &self.action {
            let (words, link) = (escaped(words), escaped(link));
            html.push_str(&format!(
                "<p style=\"margin:28px 0\"><a href=\"{link}\" style=\"{BUTTON}\">{words}</a></p>"
            ));
            let small = format!("{SMALL};word-break:break-all");
            html.push_str(&format!("<p style=\"{small}\">{link}</p>"));
        }
        for note in &self.notes {
            html.push_str(&format!("<p style=\"{SMALL}\">{}</p>", escaped(note)));
        }
        html.push_str("</div></body></html>");
        html
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{}\n\n", self.greeting);
        for paragraph in &self.paragraphs {
            let _ = write!(text, "{paragraph}\n\n");
        }
        if let Some((words, link)) = &self.action {
            let _ = write!(text, "{words}\n{link}\n\n");
        }
        text.push_str(&self.notes.join("\n"));
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text_and_the_link_is_in_both_parts() {
        let letter = Letter {
            greeting: "<b>李</b>，您好：".to_owned(),
            action: Some(("接受".to_owned(), "https://bole.test/verify?token=a&b".to_owned())),
            notes: vec!["—".to_owned()],
            ..Letter::default()
        };
        let html = letter.to_html(Locale::Zh);
        assert!(html.contains("&lt;b&gt;李") && !html.contains("<b>"), "{html}");
        assert!(html.contains("href=\"https://bole.test/verify?token=a&amp;b\""), "{html}");
        assert!(letter.to_text().contains("\nhttps://bole.test/verify?token=a&b\n"));
    }
}
