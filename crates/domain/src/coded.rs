//! Enumerations that are written as one snake_case word, the same in the database, in JSON and in the code.

/// An enumeration with a stable word for each of its values.
pub trait Coded: Copy + Eq + 'static {
    /// Every value, in the order in which people should see them.
    const ALL: &'static [Self];

    /// The stable snake_case word.
    fn code(self) -> &'static str;

    /// The value of a word; `None` for a word that is not in the list.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}
