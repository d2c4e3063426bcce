//! The forms of e-mail addresses, telephone numbers and web addresses.

/// Whether the text is one plain e-mail address as people write them (no quoted local parts, no comments).
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let local_ok = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
    local_ok && text.len() <= 254 && is_host(host) && host.contains('.')
}

/// Whether the text is a host name of ASCII labels.
pub fn is_host(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Whether the text can be a telephone number: 5 to 20 digits or mask stars, with the usual separators.
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
    (5..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " +-().*#/extEXT".contains(c))
}

/// Whether the text is an http or https address with a host.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) { host } else { authority }
        });
        let bracketed = host.starts_with('[') && host.ends_with(']');
        text.len() <= 2000 && !text.chars().any(char::is_whitespace) && (bracketed || is_host(host))
    })
}

/// The form by which addresses are compared: trimmed and lower case.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The form by which telephone numbers are compared: the last eleven digits; `None` when masked or short.
pub fn phone_key(phone: &str) -> Option<String> {
    if phone.contains('*') {
        return None;
    }
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits[digits.len().saturating_sub(11)..].to_owned())
}

/// JSON over several lines, as people read it; also JSON that was cut off somewhere.
pub fn indented(json: &str) -> String {
    let (mut text, mut depth) = (String::with_capacity(json.len() * 2), 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    let mut characters = json.chars().peekable();
    while let Some(c) = characters.next() {
        if quoted {
            text.push(c);
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => {
                quoted = true;
                text.push(c);
            }
            '{' | '[' => {
                text.push(c);
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(end);
                } else {
                    depth += 1;
                    new_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push(c);
            }
            ',' => {
                text.push(c);
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            c if c.is_whitespace() => {}
            c => text.push(c),
        }
    }
    text
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_even_when_it_was_cut() {
        let whole = r#"{"a":[1,{"b":"x,\"{y"}],"c":{},"d":[]}"#;
        let text = indented(whole);
        assert_eq!(
            text,
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x,\\\"{y\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}"
        );
        assert_eq!(indented(r#"{"a":[1,"x"#), "{\n  \"a\": [\n    1,\n    \"x");
        assert_eq!(indented("]}"), "\n]\n}");
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["a@b.cn", "li.wei+jobs@mail.example.com", "O'Neil@x-y.io"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.cn",
            "a@",
            "a@b",
            "a b@c.cn",
            "a@b..cn",
            ".a@b.cn",
            "a@-b.cn",
            "张@b.cn",
            "a@b.cn\r\nBcc: x@y.z",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn telephone_numbers_may_be_masked_and_separated() {
        for good in
            ["13800138000", "+86 138-0013-8000", "138****8000", "(020) 8888-6666 ext 12", "+1 (415) 555-0100"]
        {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "1234", "call me", "1380013800013800138000"] {
            assert!(!is_phone(bad), "{bad}");
        }
        assert_eq!(phone_key("+86 138-0013-8000"), phone_key("13800138000"));
        assert_eq!(phone_key("138****8000"), None);
    }

    #[test]
    fn web_addresses_need_a_scheme_and_a_host() {
        for good in
            ["https://example.com", "http://127.0.0.1:11434/v1", "http://[::1]:8080/x", "https://a.b/c?d=e#f"]
        {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "example.com",
            "ftp://example.com",
            "https://",
            "https://exa mple.com",
            "javascript:alert(1)",
            "https://:80",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
