//! Markdown as the page shows it: markup of its own is text, and links lead only to where links should lead.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, html};

/// HTML for a text in Markdown. What looks like HTML in it is shown as it is written.
pub fn to_html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES).map(harmless);
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    out
}

fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        // As in a letter: a line ends where the writer ended it.
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Link { dest_url, title, id, .. }) if !is_allowed(&dest_url) => {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url: CowStr::Borrowed(""), title, id })
        }
        Event::Start(Tag::Image { title, id, .. }) => Event::Start(Tag::Image {
            link_type: LinkType::Inline,
            dest_url: CowStr::Borrowed(""),
            title,
            id,
        }),
        other => other,
    }
}

fn is_allowed(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_its_own_is_shown_as_text() {
        let out = to_html("a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n\n<img src=x onerror=y>");
        assert!(!out.contains("<script") && !out.contains("<img") && !out.contains("<b "), "{out}");
        assert!(out.contains("&lt;script&gt;"), "{out}");
    }

    #[test]
    fn links_lead_to_the_web_or_to_a_mailbox() {
        for url in ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "java\tscript:x"]
        {
            assert!(!to_html(&format!("[a](<{url}>)")).to_lowercase().contains("script:"), "{url}");
        }
        assert!(to_html("[a](https://x.test/)").contains("href=\"https://x.test/\""));
    }

    #[test]
    fn a_line_ends_where_the_writer_ended_it() {
        assert!(to_html("您好\n王芳").contains("<br />"));
    }
}
