//! Which part of a document refers to which other part or address.

use super::xml::{self, Node, attribute};
use crate::{ExtractError, archive::Archive};

struct Relation {
    id: String,
    kind: String,
    target: String,
    is_external: bool,
}

/// The relations of one part.
pub(super) struct Relations {
    folder: String,
    relations: Vec<Relation>,
}

impl Relations {
    /// Reads the relations of a part; of the whole container for the empty path.
    pub(super) fn read(archive: &mut Archive<'_>, path: &str) -> Result<Self, ExtractError> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut relations = Vec::new();
        if let Some(stream) = archive.stream(&format!("{folder}_rels/{name}.rels")) {
            xml::walk(stream, |node| {
                if let Node::Open("Relationship", tag) = node {
                    let value = |name| attribute(tag, name).unwrap_or_default();
                    relations.push(Relation {
                        id: value("Id"),
                        kind: value("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                        target: value("Target"),
                        is_external: value("TargetMode") == "External",
                    });
                }
                Ok(())
            })?;
        }
        Ok(Self { folder, relations })
    }

    /// The path of the first part of a kind.
    pub(super) fn first(&self, kind: &str) -> Option<String> {
        self.all(kind).into_iter().next()
    }

    /// The paths of all parts of a kind.
    pub(super) fn all(&self, kind: &str) -> Vec<String> {
        let inside = self.relations.iter().filter(|relation| relation.kind == kind && !relation.is_external);
        inside.map(|relation| self.resolve(&relation.target)).collect()
    }

    /// The address outside the document that an id stands for.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        let found = self.relations.iter().find(|relation| relation.id == id && relation.is_external)?;
        Some(found.target.as_str())
    }

    fn resolve(&self, target: &str) -> String {
        match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{}{}", self.folder, target.trim_start_matches("./")),
        }
    }
}
