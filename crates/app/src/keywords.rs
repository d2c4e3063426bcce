//! The vocabulary of an organization: the standard one, and its own keywords.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Result;
use domain::keywords::Vocabulary;
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
