//! The rules of a keyword: where its spellings do not mean it.

/// How the column `rule` is written: `exact_case=Go; alone=C|R; not_in=C轮|go to`. A rule without spellings holds for
/// all of them; the spellings of `not_in` are the phrases in which the keyword is not meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    text: String,
    exact_case: Scope,
    alone: Scope,
    exact_or_alone: Scope,
    not_in: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Scope {
    #[default]
    None,
    All,
    Some(Vec<String>),
}

impl Scope {
    fn holds(&self, spelling: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Some(spellings) => spellings.iter().any(|known| known == spelling),
        }
    }
}

/// What is asked of one spelling before it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Demands {
    /// Upper and lower case as in the spelling.
    pub(super) exact_case: bool,
    /// Nothing but a list, brackets or Chinese around it.
    pub(super) alone: bool,
    /// Either of the two.
    pub(super) exact_or_alone: bool,
}

impl Rules {
    /// Reads the column `rule`; what it does not know is an error.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rules = Self { text: text.to_owned(), ..Self::default() };
        for rule in text.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
            let (name, spellings) = match rule.split_once('=') {
                Some((name, list)) => (name, list.split('|').map(|one| one.trim().to_owned()).collect()),
                None => (rule, Vec::new()),
            };
            let scope = match (name, spellings) {
                ("not_in", phrases) => {
                    rules.not_in = phrases;
                    continue;
                }
                (_, spellings) if spellings.is_empty() => Scope::All,
                (_, spellings) => Scope::Some(spellings),
            };
            match name {
                "exact_case" => rules.exact_case = scope,
                "alone" => rules.alone = scope,
                "exact_or_alone" => rules.exact_or_alone = scope,
                unknown => return Err(format!("unknown rule {unknown}")),
            }
        }
        Ok(rules)
    }

    /// The rules as written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The spellings that the rules name.
    #[cfg(test)]
    pub(super) fn named(&self) -> impl Iterator<Item = &String> {
        [&self.exact_case, &self.alone, &self.exact_or_alone].into_iter().flat_map(|scope| match scope {
            Scope::Some(spellings) => spellings.as_slice(),
            Scope::None | Scope::All => &[],
        })
    }

    /// The phrases in which the keyword is not meant.
    pub(super) fn not_in(&self) -> &[String] {
        &self.not_in
    }

    /// What the rules ask of a spelling. Two Latin letters are too often something else in another case (it, or, hr).
    pub(super) fn demands(&self, spelling: &str) -> Demands {
        let short = spelling.chars().count() <= 2 && spelling.chars().all(|c| c.is_ascii_alphabetic());
        Demands {
            exact_case: self.exact_case.holds(spelling),
            alone: self.alone.holds(spelling),
            exact_or_alone: short || self.exact_or_alone.holds(spelling),
        }
    }
}
