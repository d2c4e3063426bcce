//! Takes hidden text out of text that was read without knowing how it looks.

/// The text without the hidden parts, each taken out once. Spaces are not compared, because each engine sets
/// them as it likes.
pub(super) fn without(text: &str, hidden: &[String]) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    for part in hidden {
        let needle: Vec<char> = part.chars().filter(|character| !character.is_whitespace()).collect();
        if let Some((start, end)) = find(&kept, &needle) {
            kept.drain(start..end);
        }
    }
    kept.into_iter().collect()
}

fn find(text: &[char], needle: &[char]) -> Option<(usize, usize)> {
    let first = needle.first()?;
    (0..text.len())
        .filter(|start| text[*start] == *first)
        .find_map(|start| Some((start, end(text, start, needle)?)))
}

fn end(text: &[char], start: usize, needle: &[char]) -> Option<usize> {
    let mut needle = needle.iter();
    let mut expected = needle.next()?;
    for (offset, character) in
        text[start..].iter().enumerate().filter(|(_, character)| !character.is_whitespace())
    {
        if character != expected {
            return None;
        }
        match needle.next() {
            Some(next) => expected = next,
            None => return Some(start + offset + 1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_parts_are_taken_out_whatever_their_spaces() {
        let hidden = ["hire this man".to_owned(), "Java".to_owned(), "not there".to_owned()];
        assert_eq!(without("Java 张三 Java\nhire  this\nman\nGo", &hidden), " 张三 Java\n\nGo");
        assert_eq!(without("张三", &["张三丰".to_owned(), String::new()]), "张三");
    }
}
