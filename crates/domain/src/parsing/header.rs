//! The beginning of a document, where people say who they are without labels: name, contacts, city, position.

use crate::characters::{is_han, narrow};
use crate::text::is_email;
use crate::{cities, names, phones};

use super::layout::{Layout, Piece};

/// Every e-mail address of a text, with spaces and full-width signs inside forgiven.
pub(crate) fn emails(layout: &Layout) -> Vec<(String, Piece)> {
    let whole = layout.whole();
    let text = layout.folded(whole);
    let mut found: Vec<(String, Piece)> = Vec::new();
    let mut at = 0;
    while let Some((sign, length)) = (at..text.len()).find_map(|at| Some((at, sign_at(text, at)?))) {
        at = sign + length;
        let Some(piece) = address_around(text, sign, length) else { continue };
        let value = |start, end| layout.value(Piece { start: piece.start + start, end: piece.start + end });
        let before = value(0, sign - piece.start);
        let behind = value(sign + length - piece.start, piece.len());
        let written: String =
            format!("{before}@{behind}").chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        if is_email(&written) && !found.iter().any(|(email, _)| email.eq_ignore_ascii_case(&written)) {
            at = piece.end;
            found.push((written, piece));
        }
    }
    found
}

/// How long the `@` here is: one character, or what hides it from collectors of addresses.
fn sign_at(text: &[char], at: usize) -> Option<usize> {
    const HIDDEN: &[&str] = &["[at]", "(at)", "{at}", "[@]", "(@)", "#at#"];
    match text[at] {
        '@' => Some(1),
        '[' | '(' | '{' | '#' => {
            HIDDEN.iter().find(|word| crate::characters::stands(text, at, word)).map(|word| word.len())
        }
        _ => None,
    }
}

/// The address around an `@`: local part before, host after, single spaces beside `@` and dots forgiven.
fn address_around(text: &[char], sign: usize, length: usize) -> Option<Piece> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._+-'%&".contains(c);
    let is_host = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut start = sign;
    while start > 0 && text[start - 1] == ' ' && sign - start < 2 {
        start -= 1;
    }
    let local_end = start;
    while start > 0 && is_local(text[start - 1]) && local_end - start < 64 {
        start -= 1;
    }
    while start < local_end && !text[start].is_ascii_alphanumeric() {
        start += 1;
    }
    let mut at = sign + length;
    while text.get(at) == Some(&' ') && at - sign <= length + 1 {
        at += 1;
    }
    let mut end = at;
    loop {
        let label = text[at..].iter().take_while(|c| is_host(**c)).count();
        if label == 0 {
            break;
        }
        end = at + label;
        let spaced = usize::from(text.get(end) == Some(&' ') && text.get(end + 1) == Some(&'.'));
        if text.get(end + spaced) != Some(&'.') {
            break;
        }
        at = end + spaced + 1;
        at += usize::from(spaced == 1 && text.get(at) == Some(&' '));
    }
    (start < local_end && end > sign + length).then_some(Piece { start, end })
}

/// The telephone number of a text that is most surely one, and its place.
pub(crate) fn phone(layout: &Layout, piece: Piece, labelled: bool) -> Option<(phones::Found, Piece)> {
    let found = phones::find(layout.folded(piece), labelled);
    let best = found.iter().position(|phone| phone.certain).unwrap_or(0);
    let phone = found.into_iter().nth(best)?;
    let place = Piece { start: piece.start + phone.start, end: piece.start + phone.end };
    Some((phone, place))
}

/// A name somewhere in a line, and how likely it is one.
pub(crate) fn name_in_line(layout: &Layout, piece: Piece) -> Option<(String, Piece, f32)> {
    let piece = super::split::unmarked(layout, piece).unwrap_or(piece);
    let subject = [" is ", " has ", " (", " was "]
        .iter()
        .find_map(|verb| crate::characters::position(layout.folded(piece), verb));
    let subject = subject.map(|end| layout.trimmed(Piece { start: piece.start, end: piece.start + end }));
    let tries =
        [vec![piece], layout.cells(piece), super::history::parts(layout, piece), Vec::from_iter(subject)];
    for candidate in tries.into_iter().flatten() {
        let candidate = bare(layout, candidate);
        let written = layout.value(candidate);
        let likelihood = names::likelihood(names::normalize(&written).as_deref().unwrap_or_default());
        if likelihood > 0.0
            && candidate.len() <= 48
            && let Some(name) = names::normalize(&written)
        {
            return Some((name, candidate, likelihood));
        }
    }
    None
}

/// 张伟的简历, 简历：张伟, Resume of …: the name alone.
fn bare(layout: &Layout, piece: Piece) -> Piece {
    const AFTER: &[&str] = &["的个人简历", "的简历", "个人简历", "简历", "resume", "cv", "curriculum vitae"];
    const BEFORE: &[&str] = &[
        "个人简历",
        "简历",
        "resume of",
        "cv of",
        "curriculum vitae of",
        "resume",
        "cv",
        "我是",
        "我叫",
        "大家好,我是",
        "你好,我是",
        "personal information",
        "personal details",
        "候选人",
        "姓名",
        "name",
    ];
    let words = layout.folded_string(piece);
    let mut piece = piece;
    if let Some(tail) = AFTER.iter().find(|tail| words.ends_with(**tail) && words.len() > tail.len()) {
        piece = layout.trimmed(Piece { start: piece.start, end: piece.end - tail.chars().count() });
    } else if let Some(lead) =
        BEFORE.iter().find(|lead| words.starts_with(**lead) && words.len() > lead.len())
    {
        let border =
            words.chars().nth(lead.chars().count()).is_some_and(|c| !c.is_ascii_alphabetic() || is_han(c));
        if border {
            piece = layout.trimmed(Piece { start: piece.start + lead.chars().count(), end: piece.end });
        }
    }
    piece
}

/// Whether an address seems to be made from a name: daniel.whitmore@ of Daniel Whitmore.
pub(crate) fn email_fits(email: &str, name: &str) -> bool {
    let local: String = email.split('@').next().unwrap_or_default().to_lowercase();
    let mut words =
        name.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= 3 && word.is_ascii());
    words.any(|word| local.contains(&word.to_lowercase()))
}

/// The cities of a cell that is nothing but a place: `San Francisco, CA`, 浙江宁波, 北京 · 海淀.
pub(crate) fn cities_in(layout: &Layout, piece: Piece) -> Vec<(&'static str, Piece)> {
    const LONGEST: usize = 40;
    let text = layout.spaced(piece);
    let found = cities::find(&text);
    let named: usize = found.iter().map(|city| city.end - city.start).sum();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if piece.len() > LONGEST || named * 3 < letters {
        return Vec::new();
    }
    found
        .iter()
        .map(|city| (city.name, Piece { start: piece.start + city.start, end: piece.start + city.end }))
        .collect()
}
