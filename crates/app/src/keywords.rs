//! The vocabulary of an organization: the standard one, and its own keywords.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use domain::keywords::{Keyword, Vocabulary};
use domain::page::{Page, Paging};
use domain::{Actor, Code, Error, Permission, Result};
use persistence::{Scope, keywords};
use uuid::Uuid;

use crate::App;

/// Vocabularies that were put together, because building the automaton takes milliseconds.
#[derive(Default)]
pub struct Vocabularies(Mutex<HashMap<Uuid, (String, Arc<Vocabulary>)>>);

/// The vocabulary of one organization.
#[derive(Clone)]
pub enum OrganizationVocabulary {
    /// As it ships.
    Standard(&'static Vocabulary),
    /// With the organization's own keywords.
    Extended(Arc<Vocabulary>),
}

impl Deref for OrganizationVocabulary {
    type Target = Vocabulary;

    fn deref(&self) -> &Vocabulary {
        match self {
            Self::Standard(vocabulary) => vocabulary,
            Self::Extended(vocabulary) => vocabulary,
        }
    }
}

/// The vocabulary of the scope's organization.
pub async fn vocabulary(app: &App, scope: &Scope) -> Result<OrganizationVocabulary> {
    let stamp = keywords::stamp(scope).await?;
    let id = scope.organization_id();
    if let Some(known) = app.vocabularies.get(id, &stamp) {
        return Ok(OrganizationVocabulary::Extended(known));
    }
    let own = keywords::all(scope).await?;
    if own.is_empty() {
        return Ok(OrganizationVocabulary::Standard(Vocabulary::standard()));
    }
    let extended = Arc::new(Vocabulary::standard().with(own));
    app.vocabularies.put(id, stamp, Arc::clone(&extended));
    Ok(OrganizationVocabulary::Extended(extended))
}

/// What narrows a list of keywords.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct KeywordFilter {
    /// Part of a code, name or alias.
    pub q: Option<String>,
    pub category: Option<String>,
    /// Only these; all when empty.
    pub codes: Vec<String>,
}

/// One page of the vocabulary: the best first when something is looked for, else the standard keywords by category and
/// then the organization's own.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &KeywordFilter,
    paging: &Paging,
) -> Result<Page<Keyword>> {
    let vocabulary =
        app.db.read(actor, Permission::KeywordRead, async |scope| vocabulary(app, scope).await).await?;
    let all: Vec<&Keyword> = match filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        Some(q) => vocabulary.suggest(q, usize::MAX),
        None => vocabulary.keywords().iter().collect(),
    };
    let wanted = |keyword: &&&Keyword| {
        filter.category.as_ref().is_none_or(|category| *category == keyword.category)
            && (filter.codes.is_empty() || filter.codes.contains(&keyword.code))
    };
    let found: Vec<&Keyword> = all.iter().filter(wanted).copied().collect();
    let skipped = (paging.page - 1) as usize * paging.per_page as usize;
    let items = found.iter().skip(skipped).take(paging.per_page as usize).map(|keyword| (*keyword).clone());
    Ok(Page { items: items.collect(), total: found.len() as u64 })
}

/// Adds a keyword of the organization's own.
pub async fn create(app: &App, actor: &Actor, keyword: Keyword) -> Result<Keyword> {
    if is_standard(&keyword.code) {
        return Err(Error::invalid("/code", Code::Duplicate));
    }
    app.db.scope(actor, Permission::KeywordCreate, async |scope| keywords::insert(scope, keyword).await).await
}

/// Changes a keyword of the organization's own by `change`, which gets it as it is. Its code stays.
pub async fn update(
    app: &App,
    actor: &Actor,
    code: &str,
    change: impl FnOnce(Keyword) -> Result<Keyword>,
) -> Result<Keyword> {
    app.db
        .scope(actor, Permission::KeywordUpdate, async |scope| {
            let changed = change(keywords::find(scope, code).await?)?;
            if changed.code != code {
                return Err(Error::invalid("/code", Code::Conflict));
            }
            keywords::update(scope, code, changed).await
        })
        .await
}

/// What the vocabulary makes of words and of a text: a code or nothing for each word, and the codes in the text.
pub async fn normalize(
    app: &App,
    actor: &Actor,
    words: &[String],
    text: Option<&str>,
) -> Result<(Vec<Option<String>>, Vec<String>)> {
    let vocabulary =
        app.db.read(actor, Permission::KeywordRead, async |scope| vocabulary(app, scope).await).await?;
    let codes = words.iter().map(|word| vocabulary.normalize(word).map(|keyword| keyword.code.clone()));
    Ok((codes.collect(), text.map(|text| vocabulary.codes_in(text)).unwrap_or_default()))
}

/// Whether a code is one of those that ship with the program.
pub fn is_standard(code: &str) -> bool {
    Vocabulary::standard().get(code).is_some()
}

impl Vocabularies {
    fn get(&self, organization_id: Uuid, stamp: &str) -> Option<Arc<Vocabulary>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&organization_id)
            .filter(|(known, _)| known == stamp)
            .map(|(_, vocabulary)| Arc::clone(vocabulary))
    }

    fn put(&self, organization_id: Uuid, stamp: String, vocabulary: Arc<Vocabulary>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(organization_id, (stamp, vocabulary));
    }
}
