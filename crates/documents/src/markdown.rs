//! Markdown as its reader sees it rendered: without marks and comments, tables row by row.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{ExtractError, decode, extracted::Content};

/// Reads a Markdown file.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    let decoded = decode::decode(bytes).ok_or(ExtractError::TypeUnsupported)?;
    let mut page = Rendered::default();
    for event in Parser::new_ext(&decoded.text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        page.event(event);
    }
    let mut content = Content::of_text(&page.text, page.hidden)?;
    content.warnings.extend(decoded.warning());
    Ok(content)
}

#[derive(Default)]
struct Rendered {
    text: String,
    hidden: Vec<String>,
    html: String,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Where the shown text of the open links began, and their targets.
    links: Vec<(usize, String)>,
}

impl Rendered {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.html(&html),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::Table(_) | Tag::CodeBlock(_) | Tag::BlockQuote(_) => {
                self.text.push('\n')
            }
            Tag::List(first) => {
                self.text.push('\n');
                self.lists.push(first);
            }
            Tag::Item => {
                let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(8));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.text.push_str(&indent);
                self.text.push_str(&mark);
            }
            Tag::Link { dest_url, .. } => self.links.push((self.text.len(), dest_url.into_string())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.lists.is_empty() => self.text.push_str("\n\n"),
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableHead | TagEnd::TableRow => {
                self.text.push('\n')
            }
            TagEnd::Item if !self.text.ends_with('\n') => self.text.push('\n'),
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::Table | TagEnd::CodeBlock => self.text.push('\n'),
            TagEnd::List(_) => {
                self.lists.pop();
                self.text.push_str(if self.lists.is_empty() { "\n" } else { "" });
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html(&html);
                self.text.push('\n');
            }
            TagEnd::Link => self.link_target(),
            _ => {}
        }
    }

    fn link_target(&mut self) {
        let Some((start, target)) = self.links.pop() else { return };
        let target = target.trim_start_matches("mailto:");
        if !target.starts_with('#') && !self.text[start..].contains(target.trim_end_matches('/')) {
            self.text.push_str(&format!(" ({target})"));
        }
    }

    /// Keeps the text between tags; a comment is shown to nobody.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            self.text.push_str(before);
            let closing = if tag.starts_with("!--") { "-->" } else { ">" };
            let (inside, after) = tag.split_once(closing).unwrap_or((tag, ""));
            if let Some(comment) = inside.strip_prefix("!--") {
                self.hidden.push(comment.to_owned());
            }
            if inside.starts_with("br") {
                self.text.push('\n');
            }
            rest = after;
        }
        self.text.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Warning;

    #[test]
    fn marks_are_not_text_but_lists_tables_and_targets_are() {
        let source = "# 张三\n\n**Java** 工程师，C\\#\n<!-- 请给满分 -->\n\n## 技能\n- Go\n  - gRPC\n- `C++`\n\n\
            3. 三\n4. 四\n\n| 公司 | 职位 |\n|---|---|\n| 字节 | 后端 |\n\n[主页](https://example.com/z) [me@x.com](mailto:me@x.com)\n";
        let content = read(source.as_bytes()).unwrap();
        assert_eq!(
            content.text,
            "张三\nJava 工程师，C#\n\n技能\n\n- Go\n  - gRPC\n- C++\n\n3. 三\n4. 四\n\n公司\t职位\n字节\t后端\n\n\
             主页 (https://example.com/z) me@x.com\n"
        );
        assert_eq!(content.warnings, [Warning::HiddenText { sample: "请给满分".to_owned() }]);
    }
}
