//! From Markdown to the two parts of a mail.
//!
//! The HTML is written here, element by element, so that nothing else can be in it: raw HTML and images are left
//! out, links lead to the web or to a mailbox only.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The HTML part.
pub fn to_html(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 2);
    html.push_str("<div style=\"font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;");
    html.push_str("font-size:14px;line-height:1.7\">\n");
    for event in parse(markdown) {
        match event {
            Event::Start(tag) => open(&tag, &mut html),
            Event::End(tag) => close(tag, &mut html),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => escape(&text, &mut html),
            Event::Code(text) => {
                html.push_str("<code>");
                escape(&text, &mut html);
                html.push_str("</code>");
            }
            // People who write mails mean every line break.
            Event::SoftBreak | Event::HardBreak => html.push_str("<br>\n"),
            Event::Rule => html.push_str("<hr>\n"),
            _ => {}
        }
    }
    html.push_str("</div>\n");
    html
}

/// The text part.
pub fn to_text(markdown: &str) -> String {
    let mut writer = TextWriter::default();
    for event in parse(markdown) {
        writer.write(event);
    }
    writer.text.truncate(writer.text.trim_end().len());
    writer.text
}

fn parse(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH)
}

fn open(tag: &Tag<'_>, html: &mut String) {
    match tag {
        Tag::Paragraph => html.push_str("<p>"),
        Tag::Heading { level, .. } => html.push_str(&format!("<h{}>", *level as u8)),
        Tag::BlockQuote(_) => html.push_str("<blockquote>\n"),
        Tag::CodeBlock(_) => html.push_str("<pre>"),
        Tag::List(None) => html.push_str("<ul>\n"),
        Tag::List(Some(first)) => html.push_str(&format!("<ol start=\"{first}\">\n")),
        Tag::Item => html.push_str("<li>"),
        Tag::Emphasis => html.push_str("<em>"),
        Tag::Strong => html.push_str("<strong>"),
        Tag::Strikethrough => html.push_str("<s>"),
        Tag::Link { dest_url, .. } => {
            html.push_str("<a href=\"");
            escape(if is_link(dest_url) { dest_url } else { "#" }, html);
            html.push_str("\" rel=\"noopener noreferrer\">");
        }
        _ => {}
    }
}

fn close(tag: TagEnd, html: &mut String) {
    match tag {
        TagEnd::Paragraph => html.push_str("</p>\n"),
        TagEnd::Heading(level) => html.push_str(&format!("</h{}>\n", level as u8)),
        TagEnd::BlockQuote(_) => html.push_str("</blockquote>\n"),
        TagEnd::CodeBlock => html.push_str("</pre>\n"),
        TagEnd::List(false) => html.push_str("</ul>\n"),
        TagEnd::List(true) => html.push_str("</ol>\n"),
        TagEnd::Item => html.push_str("</li>\n"),
        TagEnd::Emphasis => html.push_str("</em>"),
        TagEnd::Strong => html.push_str("</strong>"),
        TagEnd::Strikethrough => html.push_str("</s>"),
        TagEnd::Link => html.push_str("</a>"),
        _ => {}
    }
}

fn is_link(target: &str) -> bool {
    let target = target.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

/// Writes a text so that HTML shows it as it is.
pub(crate) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

/// Writes the text part, and remembers in which lists and links it stands.
#[derive(Default)]
struct TextWriter {
    text: String,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Where the words of the open link begin, and where it leads.
    link: Option<(usize, String)>,
}

impl TextWriter {
    fn write(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.text.push('\n');
                self.indent(self.lists.len());
            }
            Event::Rule => self.text.push_str("----------\n\n"),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.new_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.new_line();
                self.indent(self.lists.len().saturating_sub(1));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
            }
            Tag::BlockQuote(_) => self.text.push_str("> "),
            Tag::Link { dest_url, .. } => self.link = Some((self.text.len(), dest_url.into_string())),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.end_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.new_line();
                    self.text.push('\n');
                }
            }
            TagEnd::Link => {
                if let Some((start, target)) = self.link.take()
                    && self.text.get(start..).is_some_and(|words| words != target)
                    && is_link(&target)
                {
                    self.text.push_str(&format!(" ({target})"));
                }
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        self.new_line();
        if self.lists.is_empty() {
            self.text.push('\n');
        }
    }

    fn new_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn indent(&mut self, depth: usize) {
        self.text.extend(std::iter::repeat_n("  ", depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "王伟 您好：\n\n我是**王芳**，有两个职位：\n\n- 架构师\n- 主管\n  1. 上海\n  2. 杭州\n\n\
        详情见[网站](https://bole.test/jobs?a=1&b=2)，或 <https://bole.test>。\n\n王芳\n千里马猎头";

    #[test]
    fn the_text_part_reads_like_a_mail() {
        assert_eq!(
            to_text(MAIL),
            "王伟 您好：\n\n我是王芳，有两个职位：\n\n- 架构师\n- 主管\n  1. 上海\n  2. 杭州\n\n\
             详情见网站 (https://bole.test/jobs?a=1&b=2)，或 https://bole.test。\n\n王芳\n千里马猎头"
        );
    }

    #[test]
    fn the_html_part_keeps_lines_lists_and_links() {
        let html = to_html(MAIL);
        for part in [
            "<p>王伟 您好：</p>",
            "我是<strong>王芳</strong>",
            "<ul>\n<li>架构师</li>",
            "<ol start=\"1\">",
            "<a href=\"https://bole.test/jobs?a=1&amp;b=2\" rel=\"noopener noreferrer\">网站</a>",
            "王芳<br>\n千里马猎头",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
    }

    #[test]
    fn nothing_that_runs_or_loads_gets_into_the_html() {
        let html = to_html(
            "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> ![x](https://evil.test/pixel.png) \
             [go](javascript:alert(1)) [data](data:text/html,x) <b onclick=x>b</b> \"'&",
        );
        for forbidden in ["<script", "<img", "<b", "javascript:", "data:text", "pixel.png"] {
            assert!(!html.contains(forbidden), "{forbidden} is in\n{html}");
        }
        assert!(html.contains("&lt;script&gt;") && html.contains("<a href=\"#\""));
    }
}
